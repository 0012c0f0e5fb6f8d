import type {
  CommandType,
  DealSnapshot,
  ProcessState,
  RouteMap,
  TaskCard,
  User,
  UserId,
} from '@dealroute/core';
import type { Bot } from './bot.js';

interface About {
  readonly map: RouteMap;
  readonly deal: DealSnapshot;
  readonly task?: TaskCard;
  readonly state?: ProcessState;
}

/** Whether a person may do it, to decide what they are shown. The engine judges again when they do it. */
export async function permits(bot: Bot, user: User, command: CommandType, about: About): Promise<boolean> {
  const { map, deal, task = null, state = null } = about;
  const others = [task?.assignee, deal.responsible].filter((id) => id !== null && id !== undefined);
  const people = await bot.directory.users(others, bot.context);
  const isHeadOf = (id: string | null) =>
    id !== null && people.some((person) => person?.id === id && person.head === user.id);
  const open = task && { ...task, visit: 0, done: [] };
  return bot.policy.permits({ command, actor: user, state, map, deal, task: open, isHeadOf });
}

/** Whether a person may register a contact on a deal. */
export async function permitsContact(
  bot: Bot,
  user: User,
  deal: DealSnapshot,
  assignees: readonly UserId[],
): Promise<boolean> {
  const others = [deal.responsible, ...assignees].filter((id) => id !== null);
  const people = await bot.directory.users(others, bot.context);
  const isHeadOf = (id: string | null) =>
    id !== null && people.some((person) => person?.id === id && person.head === user.id);
  const wish = { action: 'registerContact', actor: user, deal, assignees, lead: null, to: null } as const;
  return bot.policy.permitsClientWork({ ...wish, isHeadOf });
}
