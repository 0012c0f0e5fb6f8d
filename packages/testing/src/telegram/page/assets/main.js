// @ts-nocheck: a browser script, checked by the tests in a browser
import { Column } from './column.js';
import { element, words } from './dom.js';
import { listen } from './server.js';

const title = document.title;
const main = document.querySelector('.columns');
const chips = document.querySelector('.chips');
const status = document.querySelector('.status');
const link = new URLSearchParams(location.search);
const columns = new Map();
const seen = new Map();
let bot = {};

const app = {
  active: undefined,
  chats: new Map(),

  /** The code of a deep link that was opened here: `?start=code`, for one person with `&person=id`. */
  startCodeFor(person) {
    const only = link.get('person');
    return only && only !== String(person.id) ? '' : (link.get('start') ?? '');
  },

  isOwnLink(url) {
    return new RegExp(`^https?://t(elegram)?\\.me/${bot.username}/?(\\?|$)`, 'i').test(url);
  },

  drawUnread() {
    const total = [...columns.values()].reduce((sum, column) => sum + column.unread, 0);
    document.title = total > 0 ? `(${total}) ${title}` : title;
    for (const [id, column] of columns) drawChip(id, column);
  },
};

listen(
  {
    hello(state) {
      bot = state.bot;
      drawPeople(state.people);
      for (const chat of state.chats) drawChat(chat);
      for (const column of columns.values()) column.forgetUnread();
    },
    people: drawPeople,
    chat: drawChat,
    toast: (answer) => columns.get(answer.person)?.toast(answer),
    action({ chat, action }) {
      for (const column of columns.values()) column.action(chat, action);
    },
  },
  (isConnected) => {
    status.classList.toggle('off', !isConnected);
    status.querySelector('.status-text').textContent = isConnected ? words.connected : words.disconnected;
  },
);

function drawPeople(people) {
  for (const person of people) {
    if (!columns.has(person.id)) addColumn(person);
    columns.get(person.id).update(person);
  }
  for (const [id, column] of columns) if (!people.some((person) => person.id === id)) column.element.remove();
  if (people.length === 0) main.replaceChildren(element('p', { className: 'nobody' }, words.noPeople));
  main.style.setProperty('--people', String(Math.max(people.length, 1)));
}

function addColumn(person) {
  main.querySelector('.nobody')?.remove();
  const column = new Column(person, app);
  columns.set(person.id, column);
  main.append(column.element);
  const chip = element('a', { className: 'chip', href: `#person-${person.id}` });
  chip.onclick = () => column.activate();
  chips.append(chip);
}

function drawChip(id, column) {
  const chip = chips.querySelector(`[href="#person-${id}"]`);
  const badge = column.unread > 0 && element('span', { className: 'badge' }, String(column.unread));
  chip.replaceChildren(...[column.person.name, badge].filter(Boolean));
}

function drawChat(chat) {
  const known = seen.get(chat.id) ?? new Set();
  app.chats.set(chat.id, chat);
  for (const column of columns.values()) column.updateChat(chat, known);
  seen.set(chat.id, new Set([...known, ...chat.messages.map((message) => message.id)]));
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) app.active?.activate();
});
