// @ts-nocheck: a browser script, checked by the tests in a browser
import { element, icon, iconButton, words } from './dom.js';

/** The field at the foot of a column, with the list of commands and the message that is being answered. */
export class Composer {
  #send;
  #commands = [];
  replyTo;

  constructor(send, label) {
    this.#send = send;
    this.field = element('textarea', {
      rows: 1,
      placeholder: words.write,
      'aria-label': `${words.write}: ${label}`,
    });
    this.commandList = element('div', {
      className: 'commands',
      hidden: true,
      role: 'group',
      'aria-label': words.commands,
    });
    this.replyStrip = element('div', { className: 'reply-strip', hidden: true });
    this.toggle = iconButton('commands', words.commands, () => this.#toggleCommands(), 'toggle');
    this.toggle.setAttribute('aria-expanded', 'false');
    this.form = element(
      'form',
      { className: 'composer' },
      this.toggle,
      this.field,
      element(
        'button',
        { type: 'submit', className: 'round send', title: words.send, 'aria-label': words.send },
        icon('send'),
      ),
    );
    this.element = element('div', { className: 'foot' }, this.commandList, this.replyStrip, this.form);
    this.#listen();
  }

  setCommands(commands) {
    this.#commands = commands;
    this.toggle.hidden = commands.length === 0;
    this.#drawCommands();
  }

  /** The next message answers this one, until it is sent or cancelled. */
  bind(message, placeholder) {
    this.replyTo = message;
    this.replyStrip.hidden = !message;
    this.field.placeholder = placeholder ?? words.write;
    if (!message) return this.replyStrip.replaceChildren();
    this.replyStrip.replaceChildren(
      icon('reply'),
      element('div', {}, element('b', {}, `${words.replyTo}`), element('span', {}, message.text)),
      iconButton('close', words.cancelReply, () => this.bind(undefined)),
    );
  }

  focus() {
    this.field.focus();
  }

  #listen() {
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.#submit(this.field.value);
    };
    this.field.onkeydown = (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#submit(this.field.value);
      } else if (event.key === 'Escape') this.#escape();
    };
    this.commandList.onkeydown = (event) => {
      if (event.key === 'Escape') this.#showCommands(false, true);
    };
    this.field.oninput = () => {
      this.#grow();
      this.#showCommands(/^\/\w*$/.test(this.field.value), false);
    };
  }

  #escape() {
    if (!this.commandList.hidden) this.#showCommands(false, false);
    else this.bind(undefined);
  }

  async #submit(text) {
    if (text.trim() === '') return;
    if (await this.#send(text, this.replyTo)) {
      this.field.value = '';
      this.bind(undefined);
      this.#grow();
    }
    this.#showCommands(false, true);
  }

  #grow() {
    this.field.style.height = 'auto';
    this.field.style.height = `${Math.min(this.field.scrollHeight, 120)}px`;
  }

  #toggleCommands() {
    this.#showCommands(this.commandList.hidden, true);
    this.commandList.querySelector('button')?.focus();
  }

  #showCommands(shown, focusField) {
    this.#drawCommands();
    this.commandList.hidden = !shown || this.commandList.childElementCount === 0;
    this.toggle.setAttribute('aria-expanded', String(!this.commandList.hidden));
    if (!shown && focusField) this.focus();
  }

  #drawCommands() {
    const typed = this.field.value.startsWith('/') ? this.field.value.slice(1) : '';
    const fitting = this.#commands.filter(({ command }) => command.startsWith(typed));
    this.commandList.replaceChildren(...fitting.map((each) => this.#commandButton(each)));
  }

  #commandButton({ command, description }) {
    const onclick = () => this.#submit(`/${command}`);
    return element(
      'button',
      { type: 'button', onclick },
      element('b', {}, `/${command}`),
      element('span', {}, description),
    );
  }
}
