import { randomUUID } from 'node:crypto';

/** What a completion by hand reads. */
export interface ProcessRow {
  readonly id: string;
  readonly version: number;
  readonly deal: string;
  readonly state: string;
}

interface State {
  visits: number;
  stage: string;
  stageSeq: number;
  tokens: { visit: number; node: string; flow: string }[];
  tasks: { id: string; visit: number; node: string; dueAt: number }[];
}

const TENANT = 'default';
const DAY = 86_400_000;

/** The rows that completing the open task of a process writes: the same ones that the engine writes. */
export function completedRows(row: ProcessRow, now: number) {
  const state = JSON.parse(row.state) as State;
  const task = state.tasks[0] as State['tasks'][number];
  const node = task.node === 'offer' ? 'talks' : 'offer';
  const visit = state.visits + 1;
  const next = { ...task, id: `${row.id}.${visit}.1`, visit, node, dueAt: now + 2 * DAY };
  const moved = { ...(state.tokens[0] as State['tokens'][number]), visit, node, flow: node };
  const after = {
    ...state,
    visits: visit,
    stage: node,
    stageSeq: state.stageSeq + 1,
    tokens: [moved],
    tasks: [next],
  };
  const result = task.node === 'offer' ? 'sent' : null;
  const events = [
    { type: 'TaskCompleted', task: task.id, by: 'manager', result },
    { type: 'NodeCompleted', visit: task.visit, by: 'manager', result },
    { type: 'NodeLeft', visit: task.visit },
    { type: 'NodeEntered', visit, process: row.id, node, flow: moved.flow, leading: true },
    { type: 'StageChanged', from: state.stage, to: node, seq: after.stageSeq },
    { type: 'TaskCreated', task: next.id, visit, assignee: 'manager', candidates: [], dueAt: next.dueAt },
  ];
  const about = { to: 'manager', deal: row.deal, process: row.id, details: {} };
  const message = (kind: string, of: string) => ({
    tenant: TENANT,
    id: randomUUID(),
    topic: 'notice',
    order_key: 'user:manager',
    body: JSON.stringify({ kind, task: of, ...about }),
    status: 'waiting',
    due_at: now,
    attempt: 0,
    leased: 0,
  });
  return {
    process: { version: row.version + 1, state: JSON.stringify(after) },
    ended: {
      id: task.id,
      ended_as: 'completed',
      ended_at: now,
      ended_by: 'manager',
      result,
      open_due: null,
      remind_at: null,
    },
    created: {
      tenant: TENANT,
      id: next.id,
      process: row.id,
      deal: row.deal,
      map_key: 'sale',
      map_version: 1,
      node,
      leading: 1,
      assignee: 'manager',
      assignment: '{"rule":"responsible"}',
      due_at: next.dueAt,
      open_due: next.dueAt,
      remind_at: next.dueAt,
      deadline: JSON.stringify({ limit: { working: 'P2D' }, start: now, zone: 'Europe/Moscow' }),
      created_at: now,
    },
    journal: {
      tenant: TENANT,
      process: row.id,
      n: row.version + 1,
      at: now,
      actor: 'manager',
      source: 'api',
      command: 'CompleteTask',
      events: JSON.stringify(events),
    },
    outbox: [message('taskClosed', task.id), message('taskAssigned', next.id)],
    kept: {
      tenant: TENANT,
      key: randomUUID(),
      fingerprint: 'f'.repeat(43),
      reply: JSON.stringify({ process: row.id, version: row.version + 1, stage: node, openTasks: [next.id] }),
      kept_at: now,
    },
    stage: node,
  };
}
