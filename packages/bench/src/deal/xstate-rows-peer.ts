import { randomUUID } from 'node:crypto';
import { migrations } from '@dealroute/storage-knex/migrations';
import type { Knex } from 'knex';
import { SqlHost } from '../completion/sql-host.js';
import { MANAGER } from '../completion/world.js';
import { type DealPlayer, type DealTask, playSteps } from './deal-player.js';
import { begun, completed, type Moment } from './xstate-machine.js';

const TENANT = 'default';
const DAY = 86_400_000;
const STAGES: Readonly<Record<string, string>> = { qualify: 'new', offer: 'offer', contract: 'talks' };

/** xstate with Knex's builder, a transaction for each step: the rows that the engine writes, in the engine's tables. */
export async function xstateRowsPeer(knex: Knex, deals: readonly string[]): Promise<DealPlayer> {
  await migrations(knex).up();
  await SqlHost.createTable(
    knex,
    deals.map((ref) => ({ ref, title: ref, stage: 'new', responsible: MANAGER })),
  );
  const steps = {
    start: (id: string) => knex.transaction((trx) => start(trx, id)),
    complete: (id: string, task: DealTask) => knex.transaction((trx) => complete(trx, id, task)),
  };
  return { name: 'xstate, the same rows', play: (id) => playSteps(steps, id), close: () => knex.destroy() };
}

async function start(trx: Knex.Transaction, deal: string): Promise<void> {
  const now = Date.now();
  const moment = begun();
  const process = { tenant: TENANT, id: deal, version: 1, kind: 'governing', deal, map_key: 'sale' };
  const running = {
    status: 'running',
    governs_deal: deal,
    map_version: 1,
    starter: MANAGER,
    started_at: now,
  };
  await trx('dealroute_process').insert({ ...process, ...running, state: moment.state });
  await write(trx, { deal, version: 1, command: 'StartProcess', created: moment.openTasks, now });
}

async function complete(trx: Knex.Transaction, deal: string, task: DealTask): Promise<boolean> {
  const now = Date.now();
  const at = { tenant: TENANT, id: deal };
  const row = await trx('dealroute_process').where(at).first('version', 'state');
  await trx('dealroute_task').where({ tenant: TENANT, deal }).whereNotNull('open_due').first();
  const { before, after } = completed(row.state, task);
  const version = row.version + 1;
  const over = { status: 'ended', outcome: 'success', governs_deal: null, ended_at: now };
  await trx('dealroute_process')
    .where({ ...at, version: row.version })
    .update({ version, state: after.state, ...(after.isOver && over) });
  const ending = { ended_as: 'completed', ended_at: now, ended_by: MANAGER, open_due: null, remind_at: null };
  await trx('dealroute_task')
    .where({ tenant: TENANT, id: `${deal}.${task}` })
    .update({ ...ending, result: task === 'qualify' ? 'fits' : null });
  const created = after.openTasks.filter((open) => !before.openTasks.includes(open));
  await write(trx, { deal, version, command: 'CompleteTask', created, ended: task, now });
  await moveDeal(trx, deal, created, after);
  return after.isOver;
}

interface Written {
  readonly deal: string;
  readonly version: number;
  readonly command: string;
  readonly created: readonly string[];
  readonly ended?: string;
  readonly now: number;
}

/** What every step writes: the tasks it opens, its line of the journal, its notices, and the answer under its key. */
async function write(trx: Knex.Transaction, step: Written): Promise<void> {
  const { deal, version, command, created, ended, now } = step;
  if (created.length > 0) await trx('dealroute_task').insert(created.map((node) => taskRow(deal, node, now)));
  const events = [
    ...(ended ? [{ type: 'TaskCompleted', task: ended, by: MANAGER }] : []),
    ...created.map((node) => ({ type: 'TaskCreated', task: node, assignee: MANAGER, dueAt: now + DAY })),
  ];
  const line = { tenant: TENANT, process: deal, n: version, at: now, actor: MANAGER, source: 'api' };
  await trx('dealroute_journal').insert({ ...line, command, events: JSON.stringify(events) });
  const notices = [
    ...(ended ? [notice('taskClosed', ended, deal, now)] : []),
    ...created.map((node) => notice('taskAssigned', node, deal, now)),
  ];
  await trx('dealroute_outbox').insert(notices);
  const kept = { tenant: TENANT, key: randomUUID(), fingerprint: 'f'.repeat(43), kept_at: now };
  await trx('dealroute_kept_reply').insert({
    ...kept,
    reply: JSON.stringify({ version, openTasks: created }),
  });
}

const taskRow = (deal: string, node: string, now: number) => ({
  tenant: TENANT,
  id: `${deal}.${node}`,
  process: deal,
  deal,
  map_key: 'sale',
  map_version: 1,
  node,
  leading: node === 'shipment' ? 0 : 1,
  assignee: MANAGER,
  assignment: '{"rule":"responsible"}',
  due_at: now + DAY,
  open_due: now + DAY,
  remind_at: now + DAY,
  deadline: JSON.stringify({ limit: { working: 'P1D' }, start: now, zone: 'Europe/Moscow' }),
  created_at: now,
});

const notice = (kind: string, task: string, deal: string, now: number) => ({
  tenant: TENANT,
  id: randomUUID(),
  topic: 'notice',
  order_key: `user:${MANAGER}`,
  body: JSON.stringify({ kind, task, deal, to: MANAGER }),
  status: 'waiting',
  due_at: now,
  attempt: 0,
  leased: 0,
});

async function moveDeal(
  trx: Knex.Transaction,
  deal: string,
  created: readonly string[],
  { isOver }: Moment,
): Promise<void> {
  const entered = created.map((node) => STAGES[node]).find((stage) => stage !== undefined);
  const stage = isOver ? 'won' : entered;
  if (stage) await trx('deal').where({ ref: deal }).update({ stage });
}
