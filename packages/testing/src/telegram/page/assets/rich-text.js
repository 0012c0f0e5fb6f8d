// @ts-nocheck: a browser script, checked by the tests in a browser
import { element, setup, words } from './dom.js';

/** Nodes for a text with entities. Texts become text nodes only, so that no markup of theirs is ever run. */
export function richText(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return withoutBreaksAtBlocks(nest(text, 0, text.length, sorted, onCommand));
}

function nest(text, from, to, entities, onCommand) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length > 0) {
    const [entity] = rest;
    const end = Math.min(entity.offset + entity.length, to);
    const inner = rest.slice(1).filter((each) => each.offset < end);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const start = Math.max(entity.offset, at);
    if (end > start) {
      const covered = text.slice(start, end);
      nodes.push(wrap(entity, covered, nest(text, start, end, inner, onCommand), onCommand));
      at = end;
    }
    rest = rest.slice(1).filter((each) => each.offset >= end);
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

/** A quotation or a listing breaks the line by itself: the line ends beside it would be empty lines. */
function withoutBreaksAtBlocks(nodes) {
  const isBlock = (node) => node instanceof Element && node.matches('blockquote, pre');
  return nodes.map((node, index) => {
    if (typeof node !== 'string') return node;
    const after = isBlock(nodes[index - 1]) ? node.replace(/^\n/, '') : node;
    return isBlock(nodes[index + 1]) ? after.replace(/\n$/, '') : after;
  });
}

const tags = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

function wrap(entity, covered, children, onCommand) {
  if (tags[entity.type]) return element(tags[entity.type], {}, ...children);
  switch (entity.type) {
    case 'pre':
      return element('pre', {}, element('code', {}, ...children));
    case 'text_link':
      return link(entity.url, children);
    case 'url':
      return link(covered, children);
    case 'spoiler':
      return spoiler(children);
    case 'date_time':
      return element(
        'time',
        { title: new Date(entity.unix_time * 1000).toLocaleString(setup.language) },
        moment(entity, covered),
      );
    case 'bot_command':
      return element(
        'button',
        { type: 'button', className: 'command', onclick: () => onCommand(covered) },
        ...children,
      );
    case 'mention':
    case 'text_mention':
      return element('span', { className: 'mention' }, ...children);
    default:
      return element('span', {}, ...children);
  }
}

/** Only addresses that lead elsewhere become links: never `javascript:`. */
function link(url, children) {
  if (!/^(https?|tg|mailto|tel):/i.test(url)) return element('span', {}, ...children);
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

function spoiler(children) {
  const cover = element(
    'button',
    { type: 'button', className: 'spoiler', 'aria-label': words.spoiler },
    ...children,
  );
  cover.onclick = () => {
    cover.replaceWith(element('span', { className: 'spoiler-shown' }, ...cover.childNodes));
  };
  return cover;
}

/** The date in the reader's time zone, by Telegram's format: r, or any of w, d or D, t or T. */
function moment(entity, covered) {
  const format = entity.date_time_format ?? '';
  const date = new Date(entity.unix_time * 1000);
  if (format === '') return covered;
  if (format === 'r') return relative(entity.unix_time);
  const options = {
    ...(format.includes('w') ? { weekday: 'short' } : {}),
    ...(format.includes('d') ? { day: 'numeric', month: 'numeric', year: 'numeric' } : {}),
    ...(format.includes('D') ? { day: 'numeric', month: 'long', year: 'numeric' } : {}),
    ...(/t/i.test(format) ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
    ...(format.includes('T') ? { second: '2-digit' } : {}),
  };
  return date.toLocaleString(setup.language, options);
}

function relative(unixTime) {
  const seconds = unixTime - Date.now() / 1000;
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(setup.language, { numeric: 'auto' }).format(
    Math.round(seconds / size),
    unit,
  );
}
