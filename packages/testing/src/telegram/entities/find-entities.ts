import type { MessageEntity } from '../wire.js';
import type { FormattedText } from './formatted-text.js';

const plain = new Set(['code', 'pre', 'text_link', 'date_time', 'custom_emoji']);
const patterns: readonly (readonly [string, RegExp])[] = [
  ['bot_command', /(?<![\w/<>])\/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/@])/g],
  ['url', /(?<![\w@])https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g],
  ['mention', /(?<![\w/@.])@[A-Za-z]\w{3,31}\b/g],
];

/** What Telegram finds by itself in a text, outside code and links: commands, addresses, mentions. */
export function findEntities({ text, entities }: FormattedText): MessageEntity[] {
  const taken = entities.filter((entity) => plain.has(entity.type));
  const found: MessageEntity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (![...taken, ...found].some((other) => overlap(entity, other))) found.push(entity);
    }
  }
  return found;
}

function overlap(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
