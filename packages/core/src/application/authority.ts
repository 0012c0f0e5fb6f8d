import type {
  Command,
  DealSnapshot,
  OpenTask,
  ProcessState,
  Rejection,
  RouteMap,
  UserId,
} from '@dealroute/domain';
import type { CallContext, User } from '../ports/index.js';
import type { Runtime } from './runtime.js';

interface Wish {
  readonly command: Command;
  readonly actor: UserId | null;
  readonly state: ProcessState | null;
  readonly map: RouteMap;
  readonly deal: DealSnapshot;
}

/** Asks the policy, on facts about people that are fresh enough; the refusal where it says no. */
export async function mayRun(
  runtime: Runtime,
  context: CallContext,
  wish: Wish,
): Promise<Rejection | undefined> {
  const { command, actor, state, map, deal } = wish;
  const id = 'task' in command ? command.task : undefined;
  const heir = command.type === 'HandOverTask' ? command.to : null;
  const task = state?.tasks.find((candidate) => candidate.id === id) ?? null;
  const others = [task?.assignee ?? null, deal.responsible, heir];
  const { people, isHeadOf } = await acquaint(runtime, context, actor, others);
  const absence = absent(actor, people);
  if (absence) return absence;
  // A task that is not open has nobody to judge by: the step refuses it, and the front learns how it ended.
  if (id !== undefined && !task) return undefined;
  const user = actor === null ? null : (people.get(actor) ?? null);
  const permitted = runtime.ports.policy.permits({
    command: command.type,
    actor: user,
    state,
    map,
    deal,
    task,
    isHeadOf,
  });
  return permitted ? absent(heir, people) : denial(command, task);
}

/** Reads the actor and others, and who is whose head. */
export async function acquaint(
  runtime: Runtime,
  context: CallContext,
  actor: UserId | null,
  others: readonly (UserId | null)[],
) {
  const people = await runtime.people.read([actor, ...others], context);
  const isHeadOf = (user: UserId | null) =>
    user !== null && actor !== null && people.get(user)?.head === actor;
  return { people, isHeadOf };
}

/** The refusal for a person who is not there, or no longer: they can do nothing and get nothing. */
export function absent(id: UserId | null, people: ReadonlyMap<UserId, User>): Rejection | undefined {
  if (id === null) return undefined;
  const user = people.get(id);
  if (!user) return { code: 'PERSON_UNKNOWN', user: id };
  return user.active ? undefined : { code: 'PERSON_INACTIVE', user: id };
}

function denial(command: Command, task: OpenTask | null): Rejection {
  if (task && command.type !== 'ClaimTask')
    return { code: 'NOT_ASSIGNEE', task: task.id, assignee: task.assignee };
  if (task) return { code: 'NOT_A_CANDIDATE', task: task.id };
  return { code: 'NOT_PERMITTED', action: command.type };
}
