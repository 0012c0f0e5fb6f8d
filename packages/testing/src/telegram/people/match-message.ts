import type { FakeMessage } from '../state/fake-message.js';

/** A part of the text, a pattern, or a predicate. */
export type MessageMatch = string | RegExp | ((message: FakeMessage) => boolean);

export function matchMessage(match: MessageMatch, message: FakeMessage): boolean {
  if (typeof match === 'string') return message.text.includes(match);
  return match instanceof RegExp ? match.test(message.text) : match(message);
}

/** The last messages of a chat in one line each, for the message of an error. */
export function describeMessages(messages: readonly FakeMessage[]): string {
  if (messages.length === 0) return 'no messages';
  const lines = messages.slice(-5).map(({ id, from, text, labels }) => {
    const buttons = labels.length > 0 ? ` ${JSON.stringify(labels)}` : '';
    return `  #${id} ${from.first_name}: ${text}${buttons}`;
  });
  return `these last messages:\n${lines.join('\n')}\n`;
}
