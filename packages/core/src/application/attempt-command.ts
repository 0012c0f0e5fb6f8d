import {
  type Command,
  type DealRef,
  type ExecutableMap,
  type Facts,
  type MapPin,
  type PlannedEvent,
  type ProcessId,
  type ProcessState,
  type Rejection,
  realize,
  replay,
  STUCK,
  type Step,
  step,
  type UserId,
} from '@dealroute/domain';
import type { CallContext, ProcessChange, SaveAnswer, StoredProcess } from '../ports/index.js';
import { mayRun } from './authority.js';
import { type CommandRequest, type Receipt, receiptOf } from './command-request.js';
import { furtherFacts } from './further-facts.js';
import { firstAnswer, keptReply, repeated } from './kept-replies.js';
import { done, type Outcome, refused } from './outcome.js';
import { processChange, stuckIncident } from './process-change.js';
import { resolvePlans } from './resolve-plans.js';
import type { Runtime } from './runtime.js';
import { contextOf, type Scope } from './scope.js';

/** The answer to a command, and what it wrote, if it wrote anything. */
export interface Attempt {
  readonly outcome: Outcome<Receipt>;
  readonly change?: ProcessChange;
}

/** What a command is decided on. */
interface Ground {
  /** Nothing for a process that begins. */
  readonly stored: StoredProcess | undefined;
  readonly map: ExecutableMap;
  readonly facts: Facts;
}

/** One pass: load → step → resolve → save. Undefined when another node was faster. */
export async function attempt(
  runtime: Runtime,
  scope: Scope,
  request: CommandRequest,
): Promise<Attempt | undefined> {
  const ground = await read(runtime, scope, request);
  if (!ground.ok) return unchanged(runtime, scope, request, ground);
  const { stored, facts } = ground.value;
  const command = asSeenNow(request.command, facts);
  const decision = await decide(runtime, contextOf(scope), command, ground.value);
  if (!decision.ok) {
    await reportStuck(runtime, scope, request.process, facts.deal.ref, decision.rejection);
    return unchanged(runtime, scope, request, refused(decision.rejection));
  }
  if (decision.events.length === 0 && stored) {
    return unchanged(runtime, scope, request, done(receiptOf(stored.state, stored.version, facts.now)));
  }

  const context = contextOf(scope);
  const state = stored?.state ?? null;
  const found = await resolvePlans(runtime, decision, facts, context);
  const { tenant } = scope;
  const { events: planned, texts } = decision;
  const { actor, deal } = facts;
  const objection = await runtime.hooks.objection({ tenant, command, actor, deal, state, events: planned });
  if (objection) return unchanged(runtime, scope, request, refused({ code: 'VETOED', ...objection }));

  const events = realize(request.process, planned, found);
  const after = replay(events, state) as ProcessState;
  const expected = stored?.version ?? 0;
  const receipt = receiptOf(after, expected + 1, facts.now);
  const kept = keptReply(request, receipt);
  const decided = { scope, command, expected, before: state, after, events, texts, facts, kept };
  const change = processChange(decided, runtime.ports.host, runtime.ports.ids);
  const answer = await save(runtime, scope, change);
  return answer.saved ? { outcome: done(receipt), change } : unsaved(answer, request, deal.ref);
}

/** What a command would do as things stand. */
export interface Rehearsal {
  /** Nothing of a process that would begin. */
  readonly before: ProcessState | null;
  readonly events: readonly PlannedEvent[];
  readonly foreseen: ProcessState;
  readonly facts: Facts;
}

/** What a command would do as things stand, or why it would be refused. Nothing is resolved or written. */
export async function rehearse(
  runtime: Runtime,
  scope: Scope,
  request: CommandRequest,
): Promise<Outcome<Rehearsal>> {
  const ground = await read(runtime, scope, request);
  if (!ground.ok) return ground;
  const { stored, facts } = ground.value;
  const decision = await decide(runtime, contextOf(scope), request.command, ground.value);
  if (!decision.ok) return refused(decision.rejection);
  const { events, foreseen } = decision;
  return done({ before: stored?.state ?? null, events, foreseen, facts });
}

/** Reads everything at once that the step may ask for; the refusal where something of it is not there. */
async function read(
  runtime: Runtime,
  scope: Scope,
  { process, start, actor, command }: CommandRequest,
): Promise<Outcome<Ground>> {
  const context = contextOf(scope);
  const stored = start ? undefined : await load(runtime, scope, process);
  const pin = start ? await activeVersion(runtime, start.map, context) : startedVersion(process, stored);
  if (!pin.ok) return pin;
  const ref = start?.deal ?? (stored?.state.deal as DealRef);
  const map = await runtime.maps.running(pin.value, context);
  const takesUp = start && map.map.kind === 'governing';
  const [facts, former, further] = await Promise.all([
    readFacts(runtime, context, ref, actor),
    takesUp ? runtime.formerProcesses.read(ref, context) : null,
    furtherFacts(runtime, context, command, { stored, map }),
  ]);
  if (!facts) return refused({ code: 'DEAL_NOT_FOUND', deal: ref });
  return done({ stored, map, facts: { ...facts, former, ...further } });
}

function startedVersion(process: ProcessId, stored: StoredProcess | undefined): Outcome<MapPin> {
  const pin = stored?.state.instances[0]?.map;
  return pin ? done(pin) : refused({ code: 'PROCESS_NOT_FOUND', process });
}

async function activeVersion(
  { ports }: Runtime,
  map: string,
  context: CallContext,
): Promise<Outcome<MapPin>> {
  const active = await ports.maps.find(map, undefined, context);
  if (active) return done({ key: active.key, version: active.version });
  const [newest] = await ports.maps.list(map, context);
  return refused(newest ? { code: 'MAP_NOT_ACTIVE', map } : { code: 'MAP_NOT_FOUND', map });
}

async function readFacts(
  runtime: Runtime,
  context: CallContext,
  ref: DealRef,
  actor: UserId | null,
): Promise<Facts | undefined> {
  const { ports, tuned } = runtime;
  const deal = await runtime.deals.read(ref, context);
  if (!deal) return undefined;
  const lossReasons = await runtime.hostLists.lossReasons(context);
  const stageIsCurrent = ports.host.joinsTransaction;
  return {
    now: ports.clock.now(),
    actor,
    deal,
    stageIsCurrent,
    lossReasons,
    former: null,
    automaticSteps: tuned.automaticSteps,
  };
}

/** A host whose stages are certainly current shows more than what somebody saw of it before. */
function asSeenNow(command: Command, { stageIsCurrent, deal }: Facts): Command {
  return command.type === 'ReportStage' && stageIsCurrent ? { ...command, stage: deal.stage } : command;
}

async function decide(
  runtime: Runtime,
  context: CallContext,
  command: Command,
  { stored, map, facts }: Ground,
): Promise<Step> {
  const state = stored?.state ?? null;
  const { actor, deal } = facts;
  const denied = await mayRun(runtime, context, { command, actor, state, map: map.map, deal });
  return denied ? { ok: false, rejection: denied } : step(map, state, command, facts);
}

/** The answer to a command that changes nothing; a repetition gets the one that the first time got. */
async function unchanged(
  runtime: Runtime,
  scope: Scope,
  request: CommandRequest,
  outcome: Outcome<Receipt>,
): Promise<Attempt> {
  const first = await firstAnswer(runtime, scope, request);
  return { outcome: first ? done(first) : outcome };
}

async function reportStuck(
  { ports }: Runtime,
  scope: Scope,
  process: ProcessId,
  deal: DealRef,
  { code, ...details }: Rejection,
): Promise<void> {
  if (!STUCK.has(code)) return;
  await ports.incidents.report(
    stuckIncident(code, process, deal, details, ports.clock.now()),
    contextOf(scope),
  );
}

function load(
  runtime: Runtime,
  { tenant, transaction }: Scope,
  process: ProcessId,
): Promise<StoredProcess | undefined> {
  const address = { tenant, process };
  if (!transaction) return runtime.loads.add(address);
  return runtime.ports.store.load([address], transaction).then(([stored]) => stored);
}

async function save(runtime: Runtime, { transaction }: Scope, change: ProcessChange): Promise<SaveAnswer> {
  if (!transaction) return runtime.saves.add(change);
  const [answer] = await runtime.ports.store.save([change], { transaction, apply: runtime.applyStages });
  if (!answer || answer instanceof Error) throw answer ?? new Error('The storage did not answer.');
  return answer;
}

function unsaved(
  answer: Extract<SaveAnswer, { saved: false }>,
  request: CommandRequest,
  deal: DealRef,
): Attempt | undefined {
  switch (answer.because) {
    case 'version':
      return undefined;
    case 'key':
      return { outcome: done(repeated(answer.kept, request)) };
    case 'governed':
      return { outcome: refused({ code: 'DEAL_ALREADY_GOVERNED', deal, process: answer.process }) };
  }
}
