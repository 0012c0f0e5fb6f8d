// @ts-nocheck: a browser script, checked by the tests in a browser
import { dayOf, element, icon, words } from './dom.js';
import { renderMessage } from './message.js';

const ACTION_MS = 5000;
const NEAR_END = 60;

/** The messages of one chat. Only what has changed is drawn anew, so that focus and place stay. */
export class Thread {
  #acts;
  #drawn = new Map();
  #list = element('div', { className: 'list', role: 'log' });
  #action = element('p', { className: 'action', hidden: true });
  #keyboard = element('div', { className: 'reply-keyboard', hidden: true });
  #actionTimer;
  #staysAtEnd = true;

  constructor(acts, notices) {
    this.#acts = acts;
    this.#list.append(this.#action);
    this.scroller = element('div', { className: 'scroller', tabIndex: 0 }, this.#list);
    this.more = element('button', {
      type: 'button',
      className: 'more',
      hidden: true,
      onclick: () => this.toEnd(),
    });
    this.more.append(icon('down'), words.newMessages);
    this.scroller.onscroll = () => {
      this.#staysAtEnd = this.#isAtEnd();
      if (this.#staysAtEnd) this.more.hidden = true;
    };
    // The strip above the field, a keyboard or a picture that has loaded change the height.
    const keepEnd = new ResizeObserver(() => this.#staysAtEnd && this.toEnd());
    keepEnd.observe(this.scroller);
    keepEnd.observe(this.#list);
    this.element = element('div', { className: 'thread' }, notices, this.scroller, this.more, this.#keyboard);
  }

  clear() {
    this.#drawn.clear();
    this.#staysAtEnd = true;
    this.#list.replaceChildren(this.#action);
  }

  draw(chat, person) {
    const hasNew = chat.messages.some((message) => !this.#drawn.has(message.id));
    const focused = this.#list.contains(document.activeElement) && document.activeElement.closest('article');
    const nodes = this.#nodes(chat, person);
    this.#list.replaceChildren(...nodes, this.#action);
    if (focused && !focused.isConnected) this.#refocus(focused.dataset.id);
    if (hasNew) this.#action.hidden = true;
    this.#drawKeyboard(chat.messages);
    if (this.#staysAtEnd) this.toEnd();
    else if (hasNew) this.more.hidden = false;
  }

  toEnd() {
    this.#staysAtEnd = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.more.hidden = true;
  }

  /** The pressed button waits for its answer. */
  waiting(messageId, button) {
    button.classList.add('waiting');
    button.setAttribute('aria-busy', 'true');
    const entry = this.#drawn.get(messageId);
    if (entry) entry.waits = button;
  }

  answered(messageId) {
    const button = this.#drawn.get(messageId)?.waits;
    button?.classList.remove('waiting');
    button?.removeAttribute('aria-busy');
  }

  showAction(text) {
    this.#action.textContent = text;
    this.#action.hidden = false;
    clearTimeout(this.#actionTimer);
    this.#actionTimer = setTimeout(() => {
      this.#action.hidden = true;
    }, ACTION_MS);
    if (this.#staysAtEnd) this.toEnd();
  }

  #nodes(chat, person) {
    if (chat.messages.length === 0) return [element('p', { className: 'empty' }, words.nothingYet)];
    let day = '';
    const drawn = new Map();
    const nodes = chat.messages.flatMap((message) => {
      const entry = this.#entry(message, chat, person);
      drawn.set(message.id, entry);
      const today = dayOf(message.date);
      const separator = today === day ? [] : [element('p', { className: 'day' }, today)];
      day = today;
      return [...separator, entry.node];
    });
    this.#drawn = drawn;
    return nodes;
  }

  #entry(message, chat, person) {
    const print = JSON.stringify(message);
    const before = this.#drawn.get(message.id);
    if (before?.print === print) return before;
    const node = renderMessage(message, { person, showsName: !chat.isPrivate, acts: this.#acts });
    if (before) node.classList.add('changed');
    return { print, node };
  }

  #refocus(id) {
    const article = this.#list.querySelector(`article[data-id="${id}"]`);
    (article?.querySelector('.keyboard button, .keyboard a') ?? article ?? this.scroller).focus({
      preventScroll: true,
    });
  }

  #drawKeyboard(messages) {
    const last = messages.findLast((message) => message.keyboard || message.removesKeyboard);
    const rows = last?.keyboard ?? [];
    this.#keyboard.hidden = rows.length === 0;
    const button = (text) =>
      element('button', { type: 'button', onclick: () => this.#acts.command(text) }, text);
    this.#keyboard.replaceChildren(
      ...rows.map((row) => element('div', { className: 'row' }, ...row.map(button))),
    );
  }

  #isAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }
}
