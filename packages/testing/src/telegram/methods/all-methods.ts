import { answering } from './answering.js';
import { chats } from './chats.js';
import { editing } from './editing.js';
import type { Method } from './method.js';
import { profile } from './profile.js';
import { receiving } from './receiving.js';
import { sending } from './sending.js';
import { tidying } from './tidying.js';

/** Every method that the fake server plays, by its official name. */
export const allMethods: Readonly<Record<string, Method>> = {
  ...receiving,
  ...sending,
  ...editing,
  ...tidying,
  ...answering,
  ...profile,
  ...chats,
};

const byLowerCase = new Map(Object.keys(allMethods).map((name) => [name.toLowerCase(), name]));

/** The official spelling of a method: Telegram ignores case in addresses. */
export function officialName(written: string): string | undefined {
  return byLowerCase.get(written.toLowerCase());
}
