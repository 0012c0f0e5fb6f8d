import { ADMIN_ROLE, type CallContext, type User, type UserDirectory, type UserId } from '@dealroute/core';

/** Who is told of a tenant's tasks: those who have them with all heads above them, and the admins. */
export interface People {
  readonly known: ReadonlyMap<UserId, User>;
  readonly admins: readonly UserId[];
}

/** Reads people and their lines of heads, one question for each level. */
export async function readPeople(
  directory: UserDirectory,
  ids: readonly UserId[],
  context: CallContext,
): Promise<People> {
  const known = new Map<UserId, User>();
  const asked = new Set<UserId>();
  for (let level = [...new Set(ids)]; level.length > 0; ) {
    for (const id of level) asked.add(id);
    const found = (await directory.users(level, context)).filter((user) => user !== undefined);
    for (const user of found) known.set(user.id, user);
    const heads = new Set(found.flatMap(({ head }) => head ?? []));
    level = [...heads].filter((head) => !asked.has(head));
  }
  return { known, admins: await directory.withRole(ADMIN_ROLE, context) };
}

/** The nearest active head above a person; undefined where the line ends, or runs in a circle, without one. */
export function activeHeadOf({ known }: People, person: UserId): UserId | undefined {
  const met = new Set<UserId>([person]);
  for (let id = known.get(person)?.head; id !== undefined && !met.has(id); id = known.get(id)?.head) {
    if (known.get(id)?.active) return id;
    met.add(id);
  }
  return undefined;
}
