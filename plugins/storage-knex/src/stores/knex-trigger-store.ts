import type {
  CallContext,
  DealLook,
  HostEvent,
  Instant,
  ReceivedEvent,
  Trigger,
  TriggerStore,
} from '@dealroute/core';
import type { Knex } from 'knex';
import { fit } from '../process/row-shape.js';
import type { Storage } from '../storage.js';
import { SIZE } from '../tables.js';

interface LookRow {
  readonly tenant: string;
  readonly content: string;
  readonly look_at: Instant;
  readonly look_after: string | null;
}

type Outcome = Parameters<TriggerStore['settle']>[1];

/** Triggers, and the inbox of host events. */
export class KnexTriggerStore implements TriggerStore {
  constructor(private readonly storage: Storage) {}

  async putTrigger(trigger: Trigger, firstLook: Instant | null, context: CallContext): Promise<void> {
    const row = {
      tenant: fit(context.tenant, SIZE.tenant),
      key: fit(trigger.key, SIZE.id),
      content: JSON.stringify(trigger),
      look_at: firstLook,
      look_after: null,
    };
    const statement = this.storage
      .table('trigger')
      .insert(row)
      .onConflict(['tenant', 'key'])
      .merge(['content', 'look_at', 'look_after']);
    await this.storage.change(context, statement);
  }

  async removeTrigger(key: string, context: CallContext): Promise<boolean> {
    const { tenant } = context;
    return (
      (await this.storage.change(context, this.storage.table('trigger').where({ tenant, key }).delete())) > 0
    );
  }

  async triggers(context: CallContext): Promise<readonly Trigger[]> {
    const query = this.storage
      .table('trigger')
      .where({ tenant: context.tenant })
      .orderBy('key')
      .select('content');
    const rows = await this.storage.query<{ content: string }>(context, query);
    return rows.map(({ content }) => JSON.parse(content) as Trigger);
  }

  async receive(event: HostEvent, context: CallContext): Promise<boolean> {
    const row = {
      tenant: fit(context.tenant, SIZE.tenant),
      key: fit(event.key, SIZE.id),
      at: event.at,
      event: JSON.stringify(event),
      status: 'waiting',
      received_at: this.#now(),
      next_at: this.#now(),
      attempts: 0,
    };
    const statement = this.storage.table('inbox').insert(row).onConflict(['tenant', 'key']).ignore();
    return (await this.storage.change(context, statement)) > 0;
  }

  async waiting(limit: number): Promise<readonly ReceivedEvent[]> {
    const rows = await this.storage.use({}, (session) =>
      session.all<{ tenant: string; event: string; attempts: number }>(this.storage.sql.waitingEvents, limit),
    );
    return rows.map(({ tenant, event, attempts }) => ({
      tenant,
      event: JSON.parse(event) as HostEvent,
      attempts,
    }));
  }

  async settle(key: string, outcome: Outcome, context: CallContext): Promise<void> {
    const { tenant } = context;
    const statement = this.storage
      .table('inbox')
      .where({ tenant, key, status: 'waiting' })
      .update(this.#settled(outcome));
    await this.storage.change(context, statement);
  }

  async dueLooks(now: Instant, limit: number): Promise<readonly DealLook[]> {
    const query = this.storage
      .table('trigger')
      .where('look_at', '<=', now)
      .orderBy(['look_at', 'tenant', 'key'])
      .limit(limit)
      .select('tenant', 'content', 'look_at', 'look_after');
    const rows = await this.storage.query<LookRow>({}, query);
    return rows.map(({ tenant, content, look_at: at, look_after: after }) => {
      return { tenant, trigger: JSON.parse(content) as Trigger, at, after };
    });
  }

  async moveLook(
    { tenant, trigger: { key }, at, after }: DealLook,
    next: Pick<DealLook, 'at' | 'after'>,
  ): Promise<boolean> {
    const statement = this.storage
      .table('trigger')
      .where({ tenant, key, look_at: at, look_after: after })
      .update({ look_at: next.at, look_after: next.after === null ? null : fit(next.after, SIZE.id) });
    return (await this.storage.change({}, statement)) > 0;
  }

  #settled(outcome: Outcome): Readonly<Record<string, Knex.Value | Knex.Raw>> {
    const { builder, now } = this.storage.dialect;
    const over = { next_at: null, settled_at: this.#now() };
    if ('done' in outcome) return { status: 'done', ...over };
    const attempts = builder.raw('attempts + 1');
    if ('givenUp' in outcome) return { status: 'dead', ...over, error: outcome.givenUp, attempts };
    return { next_at: builder.raw(`${now} + ?`, [outcome.retryInMs]), error: outcome.error, attempts };
  }

  #now(): Knex.Raw {
    return this.storage.dialect.builder.raw(this.storage.dialect.now);
  }
}
