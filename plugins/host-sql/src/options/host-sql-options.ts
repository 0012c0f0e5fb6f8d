import type { LossReason, Pipeline } from '@dealroute/core';
import type { Knex } from 'knex';

/** Where the host keeps its deals. Names are of columns, as the host's Knex calls them. */
export interface DealTable {
  /** Stages are written here, and deals read where there is no `view`. */
  readonly table: string;
  /** A table or view with more columns to read, such as the name of the client. */
  readonly view?: string;
  /** The id; integers become texts and back. */
  readonly ref: string;
  /** The reference serves as title when left out. */
  readonly title?: string;
  /** Key of the pipeline. May be left out where `pipelines` names exactly one. */
  readonly pipeline?: string;
  readonly stage: string;
  /** Id of the person who owns the deal; null for nobody. */
  readonly responsible: string;
  /** What else conditions, rules and texts may use: `{ amount: 'sum_rub' }`. */
  readonly fields?: Readonly<Record<string, string>>;
  /**
   * A text column of 100 characters for the last stage write, `<process>:<number>`. Without it a stage that is
   * delivered twice can undo a later one; stages that join the storage's transaction are never delivered twice.
   */
  readonly stageSeq?: string;
  /**
   * When the deal was created: UTC milliseconds in a column of integers, or a column of dates (on SQLite one that Knex
   * fills with `Date`s, which are milliseconds too). Without it lost events of created deals are not made up for.
   */
  readonly createdAt?: string;
  /** Left out: all deals belong to the default tenant, and others have none. */
  readonly tenant?: string;
}

/** Pipelines and stages that the host keeps in tables. Titles are texts, or JSON with a text per locale. */
export interface PipelineTables {
  readonly table: string;
  readonly key: string;
  readonly title: string;
  readonly tenant?: string;
  readonly stages: {
    readonly table: string;
    /** Key of the pipeline that the stage belongs to. */
    readonly pipeline: string;
    readonly key: string;
    readonly title: string;
    /** Holds `open`, `won` or `lost`. */
    readonly kind: string;
    /** What stages are sorted by. */
    readonly order: string;
    readonly tenant?: string;
  };
}

export interface LossReasonTable {
  readonly table: string;
  readonly key: string;
  readonly title: string;
  /** By key when left out. */
  readonly order?: string;
  readonly tenant?: string;
}

/** A column of booleans, or a column and its one value that means yes. */
export type Flag = string | { readonly column: string; readonly is: string | number };

/** A table with a row for each role of each person. */
export interface RoleTable {
  readonly table: string;
  readonly user: string;
  readonly role: string;
  readonly tenant?: string;
}

/** Where the host keeps its people; only read, so it may be a view. */
export interface UserTable {
  readonly table: string;
  readonly id: string;
  readonly name: string;
  /** Everybody is active when left out. */
  readonly active?: Flag;
  readonly department?: string;
  /** Id of the person's head. */
  readonly head?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  /** A column with names of roles, as JSON or separated by commas, or a table of them; nobody has any when left out. */
  readonly roles?: string | RoleTable;
  /** Left out: everybody belongs to the default tenant, and others have nobody. */
  readonly tenant?: string;
}

export interface HostSqlOptions {
  /** The host's own Knex; its settings stay as they are, and it is never destroyed. */
  readonly knex: Knex;
  readonly deals: DealTable;
  readonly pipelines: readonly Pipeline[] | PipelineTables;
  /** The host names no reasons when left out. */
  readonly lossReasons?: readonly LossReason[] | LossReasonTable;
  readonly users: UserTable;
  /**
   * True when left out: stages are written in the storage's transaction, which must be one of the same database (the
   * start checks it). False where processes are kept elsewhere: stages are then delivered after the commit.
   */
  readonly joinsTransaction?: boolean;
}
