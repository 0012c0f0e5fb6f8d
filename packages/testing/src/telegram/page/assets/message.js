// @ts-nocheck: a browser script, checked by the tests in a browser
import { clockTime, element, icon, iconButton, setup, words } from './dom.js';
import { richText } from './rich-text.js';

/** One message of a thread; `acts` says what its buttons do. */
export function renderMessage(message, { person, showsName, acts }) {
  if (message.service) return element('p', { className: 'service' }, serviceText(message));
  const isOwn = message.from.id === person.id;
  const bubble = element(
    'div',
    { className: 'bubble' },
    showsName && !isOwn && element('p', { className: 'author' }, authorOf(message)),
    message.topic && element('p', { className: 'topic' }, `# ${message.topic}`),
    message.replyTo && quote(message.replyTo),
    message.photo && picture(message),
    message.document && file(message.document),
    message.text &&
      element(
        'div',
        { className: 'text', dir: 'auto' },
        ...richText(message.text, message.entities, acts.command),
      ),
    meta(message),
  );
  const line = element('div', { className: 'line' }, bubble, replyButton(message, acts));
  const keyboard = message.buttons.length > 0 && inlineKeyboard(message, acts);
  return element(
    'article',
    { className: isOwn ? 'message own' : 'message', tabIndex: -1, 'data-id': String(message.id) },
    line,
    keyboard,
  );
}

function authorOf({ from }) {
  return from.isBot ? `${from.name} · ${words.bot}` : from.name;
}

function serviceText(message) {
  return message.service.isPin ? `${message.from.name} ${words.pinnedMessage}` : words.groupMoved;
}

function quote({ name, text }) {
  return element(
    'div',
    { className: 'quote' },
    element('b', {}, name),
    element('span', {}, text || words.deletedMessage),
  );
}

function picture({ photo, text }) {
  const { width, height } = photo;
  const address = `files/${encodeURIComponent(photo.file)}`;
  const image = element('img', { src: address, width, height, alt: text || words.picture });
  return element('a', { className: 'picture', href: address, target: '_blank', rel: 'noopener' }, image);
}

function file({ file: id, name, size }) {
  const address = `files/${encodeURIComponent(id)}`;
  const label = element('span', {}, name ?? words.document, element('small', {}, fileSize(size)));
  return element('a', { className: 'document', href: address, download: name ?? '' }, icon('file'), label);
}

function meta(message) {
  const notes = [message.pinned && words.pinned, message.edited && words.edited, clockTime(message.date)];
  return element('p', { className: 'meta' }, notes.filter(Boolean).join(' · '));
}

function replyButton(message, acts) {
  return iconButton('reply', words.reply, () => acts.reply(message), 'reply-button');
}

function inlineKeyboard(message, acts) {
  const rows = message.buttons.map((row, rowIndex) =>
    element(
      'div',
      { className: 'row' },
      ...row.map((button, column) => inlineButton(message, button, rowIndex, column, acts)),
    ),
  );
  return element('div', { className: 'keyboard' }, ...rows);
}

function inlineButton(message, button, row, column, acts) {
  const style = ['danger', 'success', 'primary'].includes(button.style) ? button.style : '';
  const className = `inline ${style}`;
  if (button.url && !acts.isOwnLink(button.url)) {
    return element(
      'a',
      { className, href: button.url, target: '_blank', rel: 'noopener noreferrer' },
      element('span', {}, button.text),
      icon('link'),
    );
  }
  const made = element('button', { type: 'button', className }, element('span', {}, button.text));
  made.onclick = () => acts.press(message, button, { row, column }, made);
  return made;
}

function fileSize(bytes) {
  const unit = { style: 'unit', unit: 'kilobyte' };
  return Math.ceil(bytes / 1024).toLocaleString(setup.language, unit);
}
