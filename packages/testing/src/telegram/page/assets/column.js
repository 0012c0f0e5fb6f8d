// @ts-nocheck: a browser script, checked by the tests in a browser
import { Composer } from './composer.js';
import { element, iconButton, words } from './dom.js';
import { Notices } from './notices.js';
import { act } from './server.js';
import { Thread } from './thread.js';

/** One person: who they are, their chats, the thread of the open chat, and the field to write in. */
export class Column {
  #app;
  #unread = new Map();
  #openChat;
  #isFirstDrawing = true;

  constructor(person, app) {
    this.#app = app;
    this.person = person;
    this.#openChat = person.id;
    this.notices = new Notices();
    this.composer = new Composer((text, replyTo) => this.#send(text, replyTo), person.name);
    this.thread = new Thread(this.#acts(), this.notices.element);
    this.badge = element('span', { className: 'badge', hidden: true });
    this.tabs = element('div', { className: 'tabs', role: 'group', hidden: true });
    this.state = element('div', { className: 'state', hidden: true });
    this.head = element('header', { className: 'head' });
    const properties = { className: 'column', id: `person-${person.id}`, 'aria-label': person.name };
    const foot = [this.state, this.composer.element];
    this.element = element('section', properties, this.head, this.tabs, this.thread.element, ...foot);
    this.element.addEventListener('pointerdown', () => this.activate());
    this.element.addEventListener('focusin', () => this.activate());
  }

  get unread() {
    return [...this.#unread.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The one who plays looks at this column: what is in its open chat is read. */
  activate() {
    this.#app.active = this;
    this.#unread.delete(this.#openChat);
    this.drawUnread();
  }

  update(person) {
    this.person = person;
    const avatar = element(
      'span',
      { className: `avatar tint-${person.id % 6}`, 'aria-hidden': 'true' },
      initials(person.name),
    );
    const handle = person.username ? `@${person.username}` : `id ${person.id}`;
    const title = element(
      'div',
      { className: 'who' },
      element('h2', {}, person.name),
      element('p', {}, handle),
    );
    const isBlocked = person.access === 'blocked';
    const what = isBlocked ? 'unblock' : 'block';
    const toggle = iconButton(what, words[what], () => this.#do(what));
    const hadFocus = this.head.contains(document.activeElement);
    this.head.replaceChildren(avatar, title, this.badge, ...(person.access === 'unknown' ? [] : [toggle]));
    if (hadFocus) toggle.focus();
    this.composer.setCommands(person.commands);
    this.#drawState();
    this.#drawTabs();
  }

  /** A chat has changed: draws it when it is open, and counts what is new. */
  updateChat(chat, known) {
    if (!this.person.chats.some((each) => each.id === chat.id)) return;
    const fresh = chat.messages.filter(
      (message) => !known.has(message.id) && message.from.id !== this.person.id,
    );
    const isRead = this.#app.active === this && this.#openChat === chat.id && !document.hidden;
    if (!isRead && fresh.length > 0)
      this.#unread.set(chat.id, (this.#unread.get(chat.id) ?? 0) + fresh.length);
    if (chat.id === this.#openChat) this.#draw(chat, fresh);
    this.drawUnread();
  }

  drawUnread() {
    this.badge.textContent = String(this.unread);
    this.badge.hidden = this.unread === 0;
    this.badge.setAttribute('aria-label', `${this.unread} ${words.unread}`);
    this.#drawTabs();
    this.#app.drawUnread();
  }

  /** After the first drawing nothing is unread: the page has just been opened. */
  forgetUnread() {
    this.#unread.clear();
    this.drawUnread();
  }

  toast(answer) {
    if (answer.chat === this.#openChat) this.thread.answered(answer.message);
    if (answer.text) this.notices.show(answer.text, answer.alert);
    if (answer.url && this.#app.isOwnLink(answer.url)) this.#do('start', { code: codeOf(answer.url) });
  }

  action(chat, action) {
    if (chat === this.#openChat) this.thread.showAction(action === 'typing' ? words.typing : words.uploading);
  }

  #draw(chat, fresh) {
    this.thread.draw(chat, this.person);
    this.#drawState();
    const last = chat.messages.at(-1);
    const asks = last?.forceReply && (this.#isFirstDrawing || fresh.includes(last));
    if (asks) this.#reply(last, this.#app.active === this);
    const bound = this.composer.replyTo;
    if (bound && !chat.messages.some((message) => message.id === bound.id)) this.composer.bind(undefined);
    this.#isFirstDrawing = false;
  }

  #drawState() {
    const { access } = this.person;
    const isPrivate = this.#openChat === this.person.id;
    const needsStart = isPrivate && access !== 'open';
    this.state.hidden = !needsStart;
    this.composer.element.hidden = needsStart;
    if (!needsStart) return;
    const code = this.#app.startCodeFor(this.person);
    const label = access === 'blocked' ? words.unblock : code ? words.startWithCode : words.start;
    const onclick = async () => {
      await (access === 'blocked' ? this.#do('unblock') : this.#do('start', { code }));
      this.composer.focus();
    };
    const why = access === 'blocked' ? words.blocked : words.notStarted;
    this.state.replaceChildren(
      element('p', {}, why),
      element('button', { type: 'button', className: 'start', onclick }, label),
    );
  }

  #drawTabs() {
    const { chats } = this.person;
    const focused = [...this.tabs.children].indexOf(document.activeElement);
    this.tabs.hidden = chats.length < 2;
    this.tabs.replaceChildren(...chats.map((chat) => this.#tab(chat)));
    this.tabs.children[focused]?.focus();
  }

  #tab({ id, title }) {
    const count = this.#unread.get(id) ?? 0;
    const badge = count > 0 && element('span', { className: 'badge' }, String(count));
    const pressed = String(id === this.#openChat);
    const onclick = () => this.#show(id);
    return element('button', { type: 'button', 'aria-pressed': pressed, onclick }, title, badge);
  }

  #show(chatId) {
    this.#openChat = chatId;
    this.composer.bind(undefined);
    this.thread.clear();
    const chat = this.#app.chats.get(chatId);
    if (chat) this.#draw(chat, []);
    this.activate();
  }

  #acts() {
    return {
      command: (text) => this.#send(text),
      reply: (message) => this.#reply(message, true),
      isOwnLink: (url) => this.#app.isOwnLink(url),
      press: (message, button, place, pressed) => this.#press(message, button, place, pressed),
    };
  }

  #reply(message, focus) {
    this.composer.bind(message, message.forceReply?.placeholder);
    if (focus) this.composer.focus();
  }

  async #press(message, button, place, pressed) {
    if (button.copied !== undefined) {
      await navigator.clipboard?.writeText(button.copied).catch(() => undefined);
      return this.notices.show(words.copied, false);
    }
    this.thread.waiting(message.id, pressed);
    const fields = { chat: this.#openChat, message: message.id, label: button.text, ...place };
    if (!(await this.#do('press', fields)) || button.url) this.thread.answered(message.id);
  }

  #send(text, replyTo) {
    return this.#do('send', { chat: this.#openChat, text, ...(replyTo ? { replyTo: replyTo.id } : {}) });
  }

  /** Gives true when it was done; else the person is told why not. */
  async #do(what, fields) {
    try {
      await act(this.person.id, what, fields);
      return true;
    } catch (error) {
      this.notices.show(error.message, false);
      return false;
    }
  }
}

function initials(name) {
  return name
    .split(' ')
    .map((part) => part[0])
    .slice(0, 2)
    .join('');
}

function codeOf(url) {
  return new URL(url).searchParams.get('start') ?? '';
}
