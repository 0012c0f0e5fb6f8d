import type {
  IncidentReport,
  KeptReply,
  OutboxMessage,
  ProcessChange,
  TaskEnding,
  TaskRecord,
  TaskRescheduling,
} from '@dealroute/core';
import { NO_DEADLINE, SIZE } from '../tables.js';
import { fit, fitOrNull, type RowShape, writable } from './row-shape.js';

/*
 * A list of names and an array in the same order, rather than an object that names each value: this runs for every
 * cell of every command, and took longer than the JSON of the states.
 */

/** A part of a change together with the change. */
export interface Of<T> {
  readonly change: ProcessChange;
  readonly of: T;
}

// biome-ignore format: the columns stand as the values do
export const processRows: RowShape<ProcessChange> = {
  columns: [
    'tenant', 'id', 'version', 'status', 'kind',
    'deal', 'governs_deal',
    'map_key', 'map_version',
    'outcome', 'loss_reason', 'starter', 'former',
    'started_at', 'ended_at', 'state',
  ],
  row: ({ tenant, process, expected, state }) => {
    const map = state.instances[0]?.map;
    return [
      fit(tenant, SIZE.tenant), fit(process, SIZE.id), expected + 1, state.status, state.kind,
      fit(state.deal, SIZE.id), isGoverning(state) ? state.deal : null,
      fit(map?.key ?? '', SIZE.id), map?.version ?? 0,
      state.outcome, fitOrNull(state.lossReason, SIZE.id), fitOrNull(state.starter, SIZE.id), fitOrNull(state.former, SIZE.id),
      state.startedAt, state.endedAt, JSON.stringify(state),
    ];
  },
};

/** What later commands change, and an end above all of it. */
export const laterProcessRows: RowShape<ProcessChange> = {
  columns: ['tenant', 'id', 'version', 'outcome', 'loss_reason', 'state', 'ended_at', 'map_version'],
  row: ({ tenant, process, expected, state }) => [
    tenant,
    process,
    expected + 1,
    state.outcome,
    fitOrNull(state.lossReason, SIZE.id),
    JSON.stringify(state),
    state.endedAt,
    state.instances[0]?.map.version ?? 0,
  ],
};

export const isGoverning = (state: ProcessChange['state']): boolean =>
  state.kind === 'governing' && state.status === 'running';

const ENDING = ['ended_as', 'ended_at', 'ended_by', 'result', 'comment'] as const;

const ending = (ended: TaskEnding): Cells => [
  ended.as,
  ended.at,
  fitOrNull(ended.by, SIZE.id),
  fitOrNull(ended.result, SIZE.id),
  fitOrNull(ended.comment, SIZE.id),
];

type Cells = ReturnType<RowShape<unknown>['row']>;

// biome-ignore format: the columns stand as the values do
export const taskRows: RowShape<Of<TaskRecord>> = {
  columns: [
    'tenant', 'id', 'process', 'deal',
    'map_key', 'map_version', 'node',
    'leading', 'assignee', 'candidates', 'assignment',
    'due_at', 'open_due', 'remind_at', 'deadline',
    'created_at', 'previous', 'suspended_at', ...ENDING,
  ],
  row: ({ change, of }) => [
    change.tenant, fit(of.id, SIZE.id), fit(of.process, SIZE.id), fit(of.deal, SIZE.id),
    fit(of.map.key, SIZE.id), of.map.version, fit(of.node, SIZE.id),
    Number(of.leading), fitOrNull(of.assignee, SIZE.id), jsonOrNull(of.candidates), JSON.stringify(of.assignment),
    of.dueAt, of.ended ? null : (of.dueAt ?? NO_DEADLINE), of.ended ? null : of.dueAt, of.deadline && JSON.stringify(of.deadline),
    of.createdAt, fitOrNull(of.previous, SIZE.id), of.suspendedAt, ...(of.ended ? ending(of.ended) : []),
  ],
};

const jsonOrNull = (list: readonly string[]): string | null =>
  list.length > 0 ? JSON.stringify(list) : null;

export const candidateRows: RowShape<Of<{ readonly task: string; readonly user: string }>> = {
  columns: ['tenant', 'user_id', 'task'],
  row: ({ change, of }) => [change.tenant, fit(of.user, SIZE.id), of.task],
};

export const assignedRows: RowShape<Of<ProcessChange['tasks']['assigned'][number]>> = {
  columns: ['tenant', 'id', 'assignee'],
  row: ({ change, of }) => [change.tenant, of.id, fitOrNull(of.assignee, SIZE.id)],
};

export const rescheduledRows: RowShape<Of<TaskRescheduling>> = {
  columns: ['tenant', 'id', 'due_at', 'open_due', 'suspended_at', 'map_version', 'node', 'deadline'],
  row: ({ change, of: { id, dueAt, suspendedAt, place, deadline } }) => [
    change.tenant,
    id,
    dueAt,
    dueAt ?? NO_DEADLINE,
    suspendedAt,
    place?.map.version ?? null,
    fitOrNull(place?.node, SIZE.id),
    // The word for none is not the absence of a word.
    deadline === undefined ? null : JSON.stringify(deadline),
  ],
};

export const endedRows: RowShape<Of<{ readonly id: string; readonly ending: TaskEnding }>> = {
  columns: ['tenant', 'id', ...ENDING],
  row: ({ change, of }) => [change.tenant, of.id, ...ending(of.ending)],
};

export const timerRows: RowShape<Of<{ readonly id: string; readonly dueAt: number }>> = {
  columns: ['tenant', 'process', 'id', 'due_at'],
  row: ({ change, of }) => [change.tenant, change.process, fit(of.id, SIZE.id), of.dueAt],
};

export const journalRows: RowShape<ProcessChange> = {
  columns: ['tenant', 'process', 'n', 'at', 'actor', 'source', 'command', 'events'],
  row: ({ tenant, process, entry }) => [
    tenant,
    process,
    entry.n,
    entry.at,
    fitOrNull(entry.actor, SIZE.id),
    fit(entry.source, SIZE.code),
    fit(entry.command, SIZE.code),
    JSON.stringify(entry.events),
  ],
};

export const textRows: RowShape<Of<ProcessChange['texts'][number]>> = {
  columns: ['tenant', 'id', 'process', 'author', 'content'],
  row: ({ change, of }) => [
    change.tenant,
    fit(of.id, SIZE.id),
    change.process,
    change.entry.actor,
    writable(of.text),
  ],
};

export const outboxRows: RowShape<{
  readonly change: Pick<ProcessChange, 'tenant'>;
  readonly of: OutboxMessage;
}> = {
  columns: ['tenant', 'id', 'topic', 'order_key', 'body'],
  row: ({ change, of }) => [
    fit(change.tenant, SIZE.tenant),
    fit(of.id, SIZE.id),
    fit(of.topic, SIZE.id),
    fit(of.orderKey, SIZE.id),
    JSON.stringify(of.body),
  ],
};

export const keptRows: RowShape<Of<KeptReply>> = {
  columns: ['tenant', 'key', 'fingerprint', 'reply', 'kept_at'],
  row: ({ change, of }) => [
    change.tenant,
    fit(of.key, SIZE.id),
    fit(of.fingerprint, SIZE.id),
    JSON.stringify(of.reply),
    change.entry.at,
  ],
};

export const incidentRows: RowShape<{
  readonly tenant: string;
  readonly id: string;
  readonly report: IncidentReport;
}> = {
  columns: ['tenant', 'id', 'key', 'open_key', 'kind', 'process', 'deal', 'details', 'at', 'last_at'],
  row: ({ tenant, id, report }) => [
    fit(tenant, SIZE.tenant),
    fit(id, SIZE.id),
    fit(report.key, SIZE.id),
    report.key,
    report.kind,
    fitOrNull(report.process, SIZE.id),
    fitOrNull(report.deal, SIZE.id),
    JSON.stringify(report.details),
    report.at,
    report.at,
  ],
};

export const repairedRows: RowShape<Of<string>> = {
  columns: ['tenant', 'open_key', 'resolved_by', 'resolved_at'],
  row: ({ change, of }) => [change.tenant, of, change.entry.actor ?? 'system', change.entry.at],
};
