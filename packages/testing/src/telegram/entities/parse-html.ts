import type { MessageEntity } from '../wire.js';
import type { FormattedText } from './formatted-text.js';
import { HtmlScanner, unparsable } from './html-scanner.js';

/** In lower case but for the attributes' values. */
interface StartTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

interface OpenTag extends StartTag {
  readonly offset: number;
}

const simpleTags: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};
const otherTags = ['a', 'pre', 'code', 'blockquote', 'tg-emoji', 'tg-time'];

/** Parses `parse_mode: HTML` as Telegram does: refuses unknown and badly nested tags in its words. */
export function parseHtml(source: string): FormattedText {
  const scanner = new HtmlScanner(source);
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  while (!scanner.atEnd) {
    text += scanner.text();
    if (scanner.atEnd) break;
    if (scanner.atEndTag) {
      const tag = close(scanner, open);
      if (text.length > tag.offset) add(entities, tag, text);
    } else open.push({ ...start(scanner), offset: text.length });
  }
  const left = open.at(-1);
  if (left) throw unparsable(`Can't find end tag corresponding to start tag "${left.name}"`);
  return { text, entities: entities.map(withoutCodeLanguage) };
}

function start(scanner: HtmlScanner): StartTag {
  const begin = scanner.position;
  const at = scanner.byteOffset(begin);
  const name = scanner.startTag();
  if (!simpleTags[name] && !otherTags.includes(name)) {
    throw unparsable(`Unsupported start tag "${name}" at byte offset ${at}`);
  }
  const attributes = scanner.attributes(name, begin);
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw unparsable(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`);
  }
  return { name, attributes };
}

function close(scanner: HtmlScanner, open: OpenTag[]): OpenTag {
  const at = scanner.byteOffset(scanner.position);
  const tag = open.pop();
  if (!tag) throw unparsable(`Unexpected end tag at byte offset ${at}`);
  const found = scanner.endTag();
  if (found && found !== tag.name) {
    throw unparsable(
      `Unmatched end tag at byte offset ${at}, expected "</${tag.name}>", found "</${found}>"`,
    );
  }
  return tag;
}

function add(entities: MessageEntity[], tag: OpenTag, text: string): void {
  const range = { offset: tag.offset, length: text.length - tag.offset };
  const inner = entities.at(-1);
  const simple = simpleTags[tag.name];
  if (simple) entities.push({ type: simple, ...range });
  else if (tag.name === 'a') addLink(entities, tag, range, text);
  else if (tag.name === 'pre' && inner?.type === 'code' && covers(inner, range) && inner.language) {
    entities.splice(-1, 1, { type: 'pre', ...range, language: inner.language });
  } else entities.push({ ...special(tag), ...range });
}

function addLink(
  entities: MessageEntity[],
  tag: OpenTag,
  range: { offset: number; length: number },
  text: string,
): void {
  const url = checkedLink(tag.attributes.get('href') || text.slice(range.offset));
  if (url) entities.push({ type: 'text_link', ...range, url });
}

/** Telegram drops what is no link silently and keeps its text. */
function checkedLink(written: string): string | undefined {
  if (/^(tg|tonsite|mailto|tel):/i.test(written)) return written;
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `http://${written}`;
  if (!URL.canParse(absolute)) return undefined;
  const url = new URL(absolute);
  return /^(https?|ftp):$/.test(url.protocol) && url.hostname.includes('.') ? url.href : undefined;
}

function special(tag: StartTag): Omit<MessageEntity, 'offset' | 'length'> {
  const attribute = (name: string) => tag.attributes.get(name) ?? '';
  switch (tag.name) {
    case 'blockquote':
      return { type: tag.attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote' };
    case 'code': {
      const language = /^language-(.+)$/.exec(attribute('class'))?.[1];
      return { type: 'code', ...(language ? { language } : {}) };
    }
    case 'tg-emoji':
      if (!/^[1-9]\d{0,18}$/.test(attribute('emoji-id')))
        throw unparsable('Invalid custom emoji identifier specified');
      return { type: 'custom_emoji', custom_emoji_id: attribute('emoji-id') };
    case 'tg-time':
      return dateTime(attribute('unix'), attribute('format'));
    default:
      return { type: tag.name };
  }
}

function dateTime(unix: string, format: string): Omit<MessageEntity, 'offset' | 'length'> {
  if (!/^\d{1,10}$/.test(unix)) throw unparsable('Invalid Unix time specified');
  if (!/^(r|w?[dD]?[tT]?)$/.test(format)) throw unparsable('Invalid date-time format specified');
  return { type: 'date_time', unix_time: Number(unix), ...(format ? { date_time_format: format } : {}) };
}

function covers(entity: MessageEntity, range: { offset: number; length: number }): boolean {
  return entity.offset === range.offset && entity.length === range.length;
}

function withoutCodeLanguage(entity: MessageEntity): MessageEntity {
  if (entity.type !== 'code') return entity;
  return { type: 'code', offset: entity.offset, length: entity.length };
}
