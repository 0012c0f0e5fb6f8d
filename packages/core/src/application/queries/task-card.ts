import type {
  ChecklistStep,
  DealSnapshot,
  ExecutableMap,
  Instant,
  Label,
  LossReason,
  Result,
  UserTaskNode,
} from '@dealroute/domain';
import type { CallContext, TaskRecord } from '../../ports/index.js';
import type { Runtime } from '../runtime.js';

/** A task with everything that a person needs to do it, whatever front draws it. */
export interface TaskCard extends TaskRecord {
  readonly title: Label;
  /** Deal fields in it are filled in. */
  readonly description: Label | null;
  /** The deal as it is now; null when the host no longer has it. */
  readonly dealSnapshot: DealSnapshot | null;
  readonly results: readonly Result[];
  /** Whether every result wants a comment. */
  readonly commentRequired: boolean;
  /** The reasons to offer where a result asks for one; null where any will do. */
  readonly lossReasons: readonly LossReason[] | null;
  readonly checklist: readonly ChecklistStep[];
  readonly requiredFields: readonly string[];
  /** Never while its process is suspended. */
  readonly overdue: boolean;
}

/** The card of one task. After a hand-over the deadline is still explained: the first hand has the explanation. */
export async function taskCard(
  runtime: Runtime,
  record: TaskRecord,
  context: CallContext,
): Promise<TaskCard | undefined> {
  const [first = record] = record.previous === null ? [] : await lineOfHands(runtime, record, context);
  return (await taskCards(runtime, [{ ...record, deadline: first.deadline }], context))[0];
}

/** Cards of tasks, in their order. */
export async function taskCards(
  runtime: Runtime,
  records: readonly TaskRecord[],
  context: CallContext,
): Promise<readonly TaskCard[]> {
  const { host, clock } = runtime.ports;
  const refs = [...new Set(records.map(({ deal }) => deal))];
  const snapshots = refs.length > 0 ? await host.readDeals(refs, context) : [];
  const deals = new Map(refs.map((ref, i) => [ref, snapshots[i] ?? null]));
  const hostReasons = await host.lossReasons(context);
  const now = clock.now();
  return Promise.all(
    records.map(async (record) => {
      const map = await runtime.maps.running(record.map, context);
      return cardOf(record, map, deals.get(record.deal) ?? null, hostReasons, now);
    }),
  );
}

function cardOf(
  record: TaskRecord,
  { map, nodes }: ExecutableMap,
  deal: DealSnapshot | null,
  hostReasons: readonly LossReason[] | null,
  now: Instant,
): TaskCard {
  const node = nodes.get(record.node)?.node as UserTaskNode;
  return {
    ...record,
    title: node.title,
    description: node.description === undefined ? null : filled(node.description, deal),
    dealSnapshot: deal,
    results: node.results ?? [],
    commentRequired: node.comment === 'required',
    lossReasons: map.lossReasons ?? hostReasons,
    checklist: node.checklist ?? [],
    requiredFields: node.requiredFields ?? [],
    overdue: isWaiting(record) && record.dueAt !== null && record.dueAt < now,
  };
}

const isWaiting = ({ ended, suspendedAt }: TaskRecord): boolean => ended === null && suspendedAt === null;

/** Replaces `{{deal.title}}` and `{{deal.fields.<name>}}`; what the deal does not have becomes an ellipsis. */
function filled(label: Label, deal: DealSnapshot | null): Label {
  const fill = (text: string) =>
    text.replace(/\{\{\s*deal\.(?:fields\.)?([^{}]+?)\s*\}\}/gu, (whole, name: string) => {
      const source: object = (whole.includes('.fields.') ? deal?.fields : deal) ?? {};
      const value: unknown = Object.hasOwn(source, name) ? source[name as keyof typeof source] : undefined;
      return value === undefined || value === null || typeof value === 'object' ? '…' : String(value);
    });
  if (typeof label === 'string') return fill(label);
  return Object.fromEntries(Object.entries(label).map(([locale, text]) => [locale, fill(text)]));
}

/** Who had a task before: its ids from the first hand to this one. */
export async function lineOfHands(
  runtime: Runtime,
  task: TaskRecord,
  context: CallContext,
): Promise<readonly TaskRecord[]> {
  const line = [task];
  for (let { previous } = task; previous !== null; ) {
    const before = await runtime.ports.queries.task(previous, context);
    if (!before) break;
    line.unshift(before);
    previous = before.previous;
  }
  return line;
}
