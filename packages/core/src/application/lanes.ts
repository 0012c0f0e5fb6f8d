import type { Backlog } from '../ports/index.js';
import { OutboxFlow } from './outbox/outbox-flow.js';
import { topicsOf } from './outbox/topics.js';
import type { Runtime } from './runtime.js';
import { fireDueTimers } from './timers/fire-due-timers.js';
import { reconcileDeals } from './timers/reconcile-deals.js';
import { startDeferred } from './timers/start-deferred.js';
import { treatWaitingEvents } from './use-cases/receive-host-event.js';

/** One kind of background work. None waits for another: a slow action holds up no timer and no notice. */
export interface Lane {
  readonly isDue: (backlog: Backlog, now: number) => boolean;
  /** How much there was to do. */
  readonly work: () => Promise<number>;
  /** More became due while it works: it need not end before it takes that. */
  readonly again?: () => void;
  /** Begins nothing more. */
  readonly stop?: () => void;
}

/** The lanes of a node; `ended` is called when a delivery has ended while others go on. */
export function lanesOf(runtime: Runtime, ended: () => void): readonly Lane[] {
  const { host } = runtime.ports;
  const { notices, stages, actions } = topicsOf(runtime.ports);
  const looksAtHost = host.openDeals !== undefined;
  return [
    {
      isDue: ({ nextTimer }, now) => nextTimer !== null && nextTimer <= now,
      work: () => fireDueTimers(runtime),
    },
    {
      isDue: ({ nextStart }, now) => nextStart !== null && nextStart <= now,
      work: () => startDeferred(runtime),
    },
    {
      isDue: ({ nextLook }, now) => looksAtHost && nextLook !== null && nextLook <= now,
      work: () => reconcileDeals(runtime),
    },
    { isDue: ({ inbox }) => inbox, work: () => treatWaitingEvents(runtime) },
    ...[notices, stages, actions]
      .filter((topics) => topics.length > 0)
      .map((topics) => deliveries(new OutboxFlow(runtime, topics, ended))),
  ];
}

function deliveries(flow: OutboxFlow): Lane {
  return {
    isDue: ({ outbox }) => outbox,
    work: () => flow.deliver(),
    again: () => void flow.deliver(),
    stop: () => flow.stop(),
  };
}
