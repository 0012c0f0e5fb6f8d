import { z } from 'zod';
import { SdkError } from '../errors/sdk-error.js';
import type { PageRequest } from '../ports/index.js';
import { given } from './given.js';
import { retentionPeriods } from './retention/retention-policy.js';
import { timeLimit } from './time-limit.js';

/** Most bytes of one variable, as JSON. */
const VARIABLE_BYTES = 65_536;

export const id = z.string().min(1).max(200);
const variables = z.record(z.string().min(1).max(64), z.json()).superRefine((values, check) => {
  for (const [name, value] of Object.entries(values)) {
    if (Buffer.byteLength(JSON.stringify(value)) <= VARIABLE_BYTES) continue;
    check.addIssue({
      code: 'custom',
      message: `more than ${VARIABLE_BYTES} bytes`,
      path: [name],
      input: value,
    });
  }
});

/** What host events and signals are called. */
const name = z.string().min(1).max(64);
const condition = z.string().min(1).max(2_000);

/** Who wishes it: a person of the directory, or null for the host itself, which may do everything. */
export const actor = id.nullable();
/** Repeat a request under the same key and it takes effect once. */
const key = id.optional();

export const startProcessRequest = z.strictObject({
  deal: id,
  map: id,
  variables: variables.optional(),
  actor,
  key,
});
export const deferStartRequest = startProcessRequest
  .extend({ at: z.int().optional(), after: timeLimit.optional() })
  .refine(({ at, after }) => (at === undefined) !== (after === undefined), {
    message: 'expected either an instant (`at`) or a time limit (`after`)',
    path: ['at'],
  });
export const deferralRequest = z.strictObject({ id, actor });
export const deferralFilter = z.strictObject({
  deal: id.optional(),
  status: z.enum(['waiting', 'ended']).optional(),
});
export const completeTaskRequest = z.strictObject({
  task: id,
  result: id.optional(),
  comment: z.string().optional(),
  lossReason: id.optional(),
  variables: variables.optional(),
  actor,
  key,
});
export const handOverTaskRequest = z.strictObject({
  task: id,
  to: id,
  comment: z.string().optional(),
  actor,
  key,
});
export const taskRequest = z.strictObject({ task: id, actor, key });
export const completeStepRequest = z.strictObject({
  task: id,
  step: id,
  comment: z.string().optional(),
  actor,
  key,
});
export const completeActionRequest = z.strictObject({ action: id, output: variables.optional(), key });
export const failActionRequest = z.strictObject({ action: id, reason: z.string().min(1).max(500), key });
export const terminateEarlyRequest = z
  .strictObject({
    process: id.optional(),
    deal: id.optional(),
    lossReason: id,
    comment: z.string().optional(),
    actor,
    key,
  })
  .refine(({ process, deal }) => (process === undefined) !== (deal === undefined), {
    message: 'expected either a process or a deal, whose governing process is meant',
    path: ['process'],
  });
export const suspendProcessRequest = z.strictObject({
  process: id,
  reason: z.string().optional(),
  actor,
  key,
});
export const resumeProcessRequest = z.strictObject({
  process: id,
  deadlines: z.enum(['shift', 'keep']),
  reason: z.string().optional(),
  actor,
  key,
});
export const moveProcessRequest = z.strictObject({ process: id, node: id, reason: z.string(), actor, key });
export const signalProcessRequest = z.strictObject({
  process: id,
  signal: name,
  variables: variables.optional(),
  actor,
  key,
});
const dealEvent = z.strictObject({ key: id, deal: id, at: z.int().optional(), by: id.optional() });
export const hostEventRequest = z.discriminatedUnion('type', [
  dealEvent.extend({ type: z.enum(['dealCreated', 'dealChanged', 'responsibleChanged']) }),
  dealEvent.extend({ type: z.enum(['stageChanged', 'dealWon', 'dealLost']), stage: id }),
  dealEvent.extend({ type: z.literal('custom'), name, data: variables.optional() }),
]);
export const planMigrationRequest = z.strictObject({
  map: id,
  to: z.int().min(1),
  from: z.array(z.int().min(1)).min(1).max(100).optional(),
  mapping: z.record(id, id).optional(),
  deadlines: z.enum(['keep', 'recalculate']).optional(),
  actor,
});
export const migrateProcessesRequest = planMigrationRequest.extend({ key: id });
export const undoMigrationRequest = z.strictObject({ process: id, actor, key });
const triggerRule = z.strictObject({
  key: id,
  condition: condition.optional(),
  map: id,
  whenRunning: z.enum(['skip', 'start']).optional(),
  signal: name.optional(),
  paused: z.boolean().optional(),
  effectiveFrom: z.int().optional(),
});
export const triggerRequest = z
  .discriminatedUnion('event', [
    triggerRule.extend({
      event: z.enum([
        'dealCreated',
        'dealChanged',
        'responsibleChanged',
        'stageChanged',
        'dealWon',
        'dealLost',
      ]),
    }),
    triggerRule.extend({ event: z.literal('custom'), name }),
  ])
  .refine(({ signal, whenRunning }) => signal === undefined || whenRunning === undefined, {
    message: 'expected either a start (`whenRunning`) or a `signal`',
    path: ['signal'],
  });

export const triggerKey = z.strictObject({ key: id, actor });
export const adoptDealsRequest = z
  .strictObject({
    map: id,
    node: id.optional(),
    byStage: z.record(id, id).optional(),
    deals: z.array(id).min(1).max(500).optional(),
    condition: condition.optional(),
    dryRun: z.boolean(),
    limit: z.int().min(1).max(500).optional(),
    after: id.optional(),
    actor,
    key,
  })
  .refine(({ node, byStage }) => (node === undefined) !== (byStage === undefined), {
    message: 'expected either one node for all (`node`) or a node for each stage (`byStage`)',
    path: ['node'],
  })
  .refine(({ deals, after, limit }) => deals === undefined || (after === undefined && limit === undefined), {
    message: 'expected deals by name, which come in one page, or pages of all open ones',
    path: ['deals'],
  });
export const applyRetentionRequest = z.strictObject({
  keep: retentionPeriods.optional(),
  dryRun: z.boolean(),
  limit: z.int().min(1).max(500).optional(),
  after: z.string().optional(),
  withoutArchive: z.boolean().optional(),
  actor,
});
export const deployMapRequest = z.strictObject({ map: z.unknown(), actor, activate: z.boolean().optional() });
export const mapRequest = z.strictObject({ key: id, actor });
export const incidentRequest = z.strictObject({ id, actor });
export const messageRequest = z.strictObject({ id, actor });
export const stageQuestion = z.strictObject({ deal: id, actor });
const page = z.strictObject({ limit: z.int().min(1).max(500).optional(), after: z.string().optional() });

export type MapRequest = z.input<typeof mapRequest>;
export type MessageRequest = z.input<typeof messageRequest>;
export type IncidentRequest = z.input<typeof incidentRequest>;
export type StageQuestion = z.input<typeof stageQuestion>;
export type StartProcessRequest = z.input<typeof startProcessRequest>;
export type CompleteTaskRequest = z.input<typeof completeTaskRequest>;
export type HandOverTaskRequest = z.input<typeof handOverTaskRequest>;
export type TaskRequest = z.input<typeof taskRequest>;
export type CompleteStepRequest = z.input<typeof completeStepRequest>;
export type CompleteActionRequest = z.input<typeof completeActionRequest>;
export type FailActionRequest = z.input<typeof failActionRequest>;
export type TerminateEarlyRequest = z.input<typeof terminateEarlyRequest>;
export type SuspendProcessRequest = z.input<typeof suspendProcessRequest>;
export type ResumeProcessRequest = z.input<typeof resumeProcessRequest>;
export type MoveProcessRequest = z.input<typeof moveProcessRequest>;
/**
 * Which processes go over to which version: those that run under the versions `from`, or under any other one. `mapping`
 * names nodes of the version by the ones that they take the place of; `deadlines` are kept when left out.
 */
export type PlanMigrationRequest = z.input<typeof planMigrationRequest>;
export type MigrateProcessesRequest = z.input<typeof migrateProcessesRequest>;
export type UndoMigrationRequest = z.input<typeof undoMigrationRequest>;
export type DeferStartRequest = z.input<typeof deferStartRequest>;
export type DeferralRequest = z.input<typeof deferralRequest>;
export type SignalProcessRequest = z.input<typeof signalProcessRequest>;
export type AdoptDealsRequest = z.input<typeof adoptDealsRequest>;
/**
 * How long things are kept after they are over: of the kinds that `keep` names, and of no others; the engine's own policy
 * when it is left out. With `dryRun` nothing changes. `withoutArchive` removes finished processes without archiving them.
 */
export type ApplyRetentionRequest = z.input<typeof applyRetentionRequest>;
export type HostEventRequest = z.input<typeof hostEventRequest>;
export type TriggerRequest = z.input<typeof triggerRequest>;

/** The page that is asked for; the first one when left out. */
export const pageOf = (request: PageRequest | undefined): PageRequest =>
  given(checked(page, request ?? {}, 'The page'));

/** The request, checked; a malformed one is the developer's mistake and throws `REQUEST_INVALID`. */
export function checked<S extends z.ZodType>(schema: S, request: unknown, what: string): z.output<S> {
  const parsed = read(schema, request);
  if (parsed.success) return parsed.data;
  throw new SdkError(
    'REQUEST_INVALID',
    `${what} got a malformed request: ${parsed.problems}. Correct the call.`,
  );
}

function read<S extends z.ZodType>(schema: S, request: unknown) {
  try {
    const parsed = schema.safeParse(request);
    if (parsed.success) return parsed;
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'request'}: ${message}`,
    );
    return { success: false as const, problems: problems.join('; ') };
  } catch {
    // Values that hold themselves, or are nested without measure, make the check itself fail.
    return { success: false as const, problems: 'request: expected plain data without circles' };
  }
}
