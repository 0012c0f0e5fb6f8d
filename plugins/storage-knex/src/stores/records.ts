import type {
  Incident,
  JournalEntry,
  MapVersion,
  ProcessRecord,
  TaskEnding,
  TaskRecord,
} from '@dealroute/core';

/** The columns of a task as the database gives them. */
export interface TaskRow {
  readonly id: string;
  readonly process: string;
  readonly deal: string;
  readonly map_key: string;
  readonly map_version: number;
  readonly node: string;
  readonly leading: number;
  readonly assignee: string | null;
  readonly candidates: string | null;
  readonly assignment: string;
  readonly due_at: number | null;
  readonly deadline: string | null;
  readonly created_at: number;
  readonly suspended_at: number | null;
  readonly previous: string | null;
  readonly ended_as: TaskEnding['as'] | null;
  readonly ended_at: number;
  readonly ended_by: string | null;
  readonly result: string | null;
  readonly comment: string | null;
}

export function taskRecord(row: TaskRow): TaskRecord {
  const { id, process, deal, node, assignee, previous } = row;
  return {
    id,
    process,
    deal,
    map: { key: row.map_key, version: row.map_version },
    node,
    leading: row.leading === 1,
    assignee,
    candidates: row.candidates === null ? [] : parsed(row.candidates),
    assignment: parsed(row.assignment),
    dueAt: row.due_at,
    deadline: row.deadline === null ? null : parsed(row.deadline),
    createdAt: row.created_at,
    suspendedAt: row.ended_as === null ? row.suspended_at : null,
    previous,
    ended: taskEnding(row),
  };
}

function taskEnding({ ended_as, ended_at, ended_by, result, comment }: TaskRow): TaskEnding | null {
  return ended_as === null ? null : { as: ended_as, at: ended_at, by: ended_by, result, comment };
}

/** The columns of a process that lists show. */
export interface ProcessRow
  extends Pick<ProcessRecord, 'id' | 'deal' | 'kind' | 'status' | 'outcome' | 'starter' | 'former'> {
  readonly map_key: string;
  readonly map_version: number;
  readonly loss_reason: string | null;
  readonly started_at: number;
  readonly ended_at: number | null;
}

export function processRecord(row: ProcessRow): ProcessRecord {
  const { id, deal, kind, status, outcome, starter, former } = row;
  return {
    id,
    deal,
    kind,
    map: { key: row.map_key, version: row.map_version },
    status,
    outcome,
    lossReason: row.loss_reason,
    starter,
    former,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

export interface JournalRow extends Omit<JournalEntry, 'events'> {
  readonly events: string;
}

export function journalEntry({ n, at, actor, source, command, events }: JournalRow): JournalEntry {
  return { n, at, actor, source, command, events: parsed(events) };
}

export interface MapRow extends Pick<MapVersion, 'key' | 'version' | 'status' | 'hash'> {
  readonly content: string;
  readonly pins: string;
  readonly changed_at: number;
}

export function mapVersion({ key, version, status, content, hash, pins, changed_at }: MapRow): MapVersion {
  return { key, version, status, map: parsed(content), hash, pins: parsed(pins), changedAt: changed_at };
}

export interface IncidentRow extends Pick<Incident, 'id' | 'key' | 'kind' | 'at' | 'status' | 'count'> {
  readonly process: string | null;
  readonly deal: string | null;
  readonly details: string;
  readonly last_at: number;
  readonly resolved_by: string | null;
  readonly resolved_at: number | null;
}

export function incidentOf(row: IncidentRow): Incident {
  const { id, key, kind, process, deal, at, status, count } = row;
  return {
    id,
    key,
    kind,
    ...(process === null ? {} : { process }),
    ...(deal === null ? {} : { deal }),
    details: parsed(row.details),
    at,
    status,
    count,
    lastAt: row.last_at,
    ...(row.resolved_by === null ? {} : { resolvedBy: row.resolved_by }),
    ...(row.resolved_at === null ? {} : { resolvedAt: row.resolved_at }),
  };
}

const parsed = <T>(text: string): T => JSON.parse(text) as T;
