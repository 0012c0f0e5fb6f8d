import type { DealSnapshot, Rejection, UserId } from '@dealroute/domain';
import type { CallContext, ClientAction, Lead } from '../ports/index.js';
import { absent, acquaint } from './authority.js';
import type { Runtime } from './runtime.js';

interface ClientWish {
  readonly action: ClientAction;
  readonly actor: UserId | null;
  readonly deal?: DealSnapshot;
  readonly lead?: Lead;
  readonly to?: UserId | null;
}

/** Asks the policy about contacts and leads; the refusal where it says no, or where a person is not there. */
export async function mayServeClient(
  runtime: Runtime,
  context: CallContext,
  wish: ClientWish,
): Promise<Rejection | undefined> {
  const { action, actor, deal = null, lead = null, to = null } = wish;
  const assignees = actor !== null && deal ? await assigneesOf(runtime, context, deal) : [];
  const others = [deal?.responsible ?? null, lead?.responsible ?? null, to, ...assignees];
  const { people, isHeadOf } = await acquaint(runtime, context, actor, others);
  const absence = absent(actor, people);
  if (absence) return absence;
  const user = actor === null ? null : (people.get(actor) ?? null);
  const request = { action, actor: user, deal, assignees, lead, to, isHeadOf };
  if (!runtime.ports.policy.permitsClientWork(request)) return { code: 'NOT_PERMITTED', action };
  return absent(to, people);
}

/** Who has the deal's open tasks. */
async function assigneesOf(
  { ports }: Runtime,
  context: CallContext,
  { ref }: DealSnapshot,
): Promise<readonly UserId[]> {
  const { items } = await ports.queries.tasks({ deal: ref }, { limit: 500 }, context);
  return [...new Set(items.flatMap(({ assignee }) => assignee ?? []))];
}
