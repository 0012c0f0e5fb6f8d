import { type DealRef, type DealSnapshot, type ProcessId, type Rejection, STUCK } from '@dealroute/domain';
import type { HostEvent, Trigger } from '../../ports/index.js';
import { given } from '../given.js';
import { keyOf } from '../key-of.js';
import { changeProcess } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { holds, startByTrigger } from './start-by-trigger.js';

/** What triggers did. */
export interface Pulled {
  /** Processes that they started; of a created deal that was told of before, the one that was started then. */
  readonly started: readonly ProcessId[];
  /** Processes that went on with their signal. */
  readonly signalled: readonly ProcessId[];
  /** Processes that were signalled and did not wait for it. */
  readonly ignored: readonly ProcessId[];
}

export const NOTHING: Pulled = { started: [], signalled: [], ignored: [] };

/** Runs every trigger of the event, also after one that fails; the first failure comes out at the end. */
export async function pullTriggers(runtime: Runtime, scope: Scope, event: HostEvent): Promise<Pulled> {
  const context = contextOf(scope);
  const triggers = await runtime.ports.triggers.triggers(context);
  const fitting = triggers.filter((trigger) => fits(trigger, event));
  if (fitting.length === 0) return NOTHING;
  const deal = await runtime.deals.read(event.deal, context);
  if (!deal) throw new Error(`Deal ${event.deal} is not there (yet).`);
  const pulled: Pulled[] = [];
  const failures: unknown[] = [];
  for (const trigger of fitting) {
    try {
      pulled.push(await pull(runtime, scope, trigger, event, deal));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return {
    started: pulled.flatMap(({ started }) => started),
    signalled: pulled.flatMap(({ signalled }) => signalled),
    ignored: pulled.flatMap(({ ignored }) => ignored),
  };
}

function fits(trigger: Trigger, event: HostEvent): boolean {
  if (trigger.paused || trigger.effectiveFrom > event.at) return false;
  if (trigger.event !== 'custom') return trigger.event === event.type;
  return event.type === 'custom' && trigger.name === event.name;
}

async function pull(
  runtime: Runtime,
  scope: Scope,
  trigger: Trigger,
  event: HostEvent,
  deal: DealSnapshot,
): Promise<Pulled> {
  if (!holds(runtime, trigger.condition, deal)) return NOTHING;
  if (trigger.signal !== undefined) return signal(runtime, scope, trigger, trigger.signal, event);
  const skips = trigger.whenRunning !== 'start';
  if (skips && (await runningOn(runtime, scope, event.deal, trigger.map)).length > 0) return NOTHING;
  const cause = { key: startKey(trigger, event), event: event.key, by: event.by, variables: dataOf(event) };
  const process = await startByTrigger(runtime, scope, trigger, event.deal, cause);
  return process === undefined ? NOTHING : { ...NOTHING, started: [process] };
}

const dataOf = (event: HostEvent) => (event.type === 'custom' ? event.data : undefined);

/** A deal is created once: whether an event or a look finds that, and under which key, it starts one process. */
const startKey = (trigger: Trigger, event: HostEvent): string =>
  event.type === 'dealCreated' ? createdKey(trigger, event.deal) : keyOf('trigger', trigger.key, event.key);

export const createdKey = ({ key }: Trigger, deal: DealRef): string => keyOf('created', key, deal);

async function signal(
  runtime: Runtime,
  scope: Scope,
  { key, map }: Trigger,
  name: string,
  event: HostEvent,
): Promise<Pulled> {
  const signalled: ProcessId[] = [];
  const ignored: ProcessId[] = [];
  const variables = dataOf(event);
  for (const process of await runningOn(runtime, scope, event.deal, map)) {
    const command = { type: 'SignalProcess' as const, process, signal: name, ...given({ variables }) };
    const request = { process, command, actor: null, key: keyOf('signal', key, event.key, process) };
    const { outcome, change } = await changeProcess(runtime, scope, request);
    if (!outcome.ok) await refusedSignal(runtime, scope, request.key, event, outcome.rejection);
    const goesOn = change?.entry.events.some(({ type }) => type === 'TimerSignalled');
    (goesOn ? signalled : ignored).push(process);
  }
  return { ...NOTHING, signalled, ignored };
}

/** A process that ended meanwhile is no trouble, and the command loop reports a stuck one itself. */
async function refusedSignal(
  runtime: Runtime,
  scope: Scope,
  key: string,
  { key: event, deal }: HostEvent,
  { code }: Rejection,
): Promise<void> {
  if (code === 'PROCESS_ENDED' || STUCK.has(code)) return;
  const incident = { key, kind: 'triggerFailed', deal, details: { event, code } } as const;
  await runtime.ports.incidents.report({ ...incident, at: runtime.ports.clock.now() }, contextOf(scope));
}

/** The processes of a map that run on a deal. */
async function runningOn(
  runtime: Runtime,
  scope: Scope,
  deal: DealRef,
  map: string,
): Promise<readonly ProcessId[]> {
  const found: ProcessId[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = { limit: 100, ...(after !== undefined && { after }) };
    const { queries } = runtime.ports;
    const { items, next } = await queries.processes({ deal, status: 'running' }, page, contextOf(scope));
    found.push(...items.flatMap((process) => (process.map.key === map ? [process.id] : [])));
    after = next;
  }
  return found;
}
