import { badRequest, unplayed } from '../refusal.js';
import type { MessageEntity } from '../wire.js';
import { findEntities } from './find-entities.js';
import { parseHtml } from './parse-html.js';

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** A text as the bot wrote it. */
export interface WrittenText {
  readonly text: string;
  readonly parseMode: string | undefined;
  readonly entities: readonly MessageEntity[] | undefined;
}

/** Turns what the bot wrote into text and entities, trimmed as Telegram trims; throws a Refusal for broken markup. */
export function formatText({ text, parseMode, entities }: WrittenText): FormattedText {
  const formatted = parse(text, parseMode, entities ?? []);
  const trimmed = trim(formatted);
  return { text: trimmed.text, entities: [...trimmed.entities, ...findEntities(trimmed)].sort(byPlace) };
}

function parse(
  text: string,
  parseMode: string | undefined,
  entities: readonly MessageEntity[],
): FormattedText {
  switch (parseMode?.toLowerCase() ?? '') {
    case '':
      return {
        text,
        entities: entities.filter((entity) => entity.length > 0).map((entity) => within(text, entity)),
      };
    case 'html':
      return parseHtml(text);
    case 'markdown':
    case 'markdownv2':
      throw unplayed('Markdown: use HTML or entities');
    default:
      throw badRequest('unsupported parse_mode');
  }
}

/** Entities with wrong offsets are cut by Telegram; a test should hear about them. */
function within(text: string, entity: MessageEntity): MessageEntity {
  if (entity.offset >= 0 && entity.offset + entity.length <= text.length) return entity;
  throw badRequest(`[strict] the entity "${entity.type}" reaches beyond the text`);
}

function trim({ text, entities }: FormattedText): FormattedText {
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const moved = entities.flatMap((entity) => {
    const from = Math.max(entity.offset - start, 0);
    const to = Math.min(entity.offset + entity.length - start, trimmed.length);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: trimmed, entities: moved };
}

function byPlace(a: MessageEntity, b: MessageEntity): number {
  return a.offset - b.offset || b.length - a.length;
}
