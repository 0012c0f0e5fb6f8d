import type { ContactChannel, ContactDirection } from '@dealroute/domain';
import type { Locale } from './locale.js';

/** What a contact is like; what is left out is any. */
export interface ContactKind {
  readonly direction?: ContactDirection | undefined;
  readonly channel?: ContactChannel | undefined;
}

interface Words {
  readonly any: string;
  readonly directions: Readonly<Record<ContactDirection, string>>;
  readonly channels: Readonly<Record<ContactChannel, Readonly<Record<ContactDirection | 'any', string>>>>;
}

const alike = (any: string, incoming: string, outgoing: string) => ({ any, incoming, outgoing });

const WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    any: 'any contact with the client',
    directions: { incoming: 'any incoming contact', outgoing: 'any outgoing contact' },
    channels: {
      call: alike('call', 'incoming call', 'outgoing call'),
      email: alike('email', 'incoming email', 'outgoing email'),
      meeting: alike('meeting', 'meeting asked for by the client', 'meeting asked for by us'),
      message: alike('message', 'incoming message', 'outgoing message'),
      other: alike('other contact', 'other incoming contact', 'other outgoing contact'),
    },
  },
  ru: {
    any: 'любой контакт с клиентом',
    directions: { incoming: 'любой входящий контакт', outgoing: 'любой исходящий контакт' },
    channels: {
      call: alike('звонок', 'входящий звонок', 'исходящий звонок'),
      email: alike('письмо', 'входящее письмо', 'исходящее письмо'),
      meeting: alike('встреча', 'встреча по просьбе клиента', 'встреча по нашей просьбе'),
      message: alike('сообщение', 'входящее сообщение', 'исходящее сообщение'),
      other: alike('другой контакт', 'другой входящий контакт', 'другой исходящий контакт'),
    },
  },
};

/** What a contact is like, in lower case: `outgoing call`, `любой входящий контакт`. */
export function contactText({ direction, channel }: ContactKind, locale: Locale): string {
  const { any, directions, channels } = WORDS[locale];
  if (channel !== undefined) return channels[channel][direction ?? 'any'];
  return direction === undefined ? any : directions[direction];
}
