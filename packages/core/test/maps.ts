import {
  type AssigneeRule,
  governingMap,
  independentMap,
  type Pipeline,
  type RouteMap,
  type TimeLimit,
  type UserTaskNode,
} from '@dealroute/core';

export const sales = {
  key: 'sales',
  title: 'Sales',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'offer', title: 'Offer', kind: 'open' },
    { key: 'contract', title: 'Contract', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
    { key: 'lost', title: 'Lost', kind: 'lost' },
  ],
} as const satisfies Pipeline;

type Rest = Partial<Omit<UserTaskNode, 'id' | 'kind' | 'assignee' | 'performers' | 'results' | 'stage'>>;

/** One task, then the end: `errand`. */
export const errand = (
  assignee: AssigneeRule = { rule: 'responsible' },
  rest: Rest = {},
  key = 'errand',
): RouteMap =>
  independentMap({ key, title: 'Errand' })
    .start('start')
    .userTask('do', { title: 'Do it', assignee: assignee as { rule: 'responsible' }, ...rest })
    .end('done', { outcome: 'success' })
    .flow('start', 'do')
    .flow('do', 'done')
    .build();

/** A task that may be repeated as often as one likes: `rounds`. */
export const rounds: RouteMap = independentMap({ key: 'rounds', title: 'Rounds' })
  .start('start')
  .userTask('round', {
    title: 'Go round',
    results: [
      { key: 'again', title: 'Again' },
      { key: 'enough', title: 'Enough' },
    ],
  })
  .end('done', { outcome: 'success' })
  .flow('start', 'round')
  .flow('round', 'round', { result: 'again' })
  .flow('round', 'done', { result: 'enough' })
  .build();

/** Offer, then contract, won or lost: `sale`. */
export const sale = (stageBypass: 'revert' | 'incident' = 'incident'): RouteMap =>
  governingMap({
    key: 'sale',
    title: 'Sale',
    pipeline: sales,
    lossReasons: [{ key: 'price', title: 'Price' }],
    earlyTermination: { stage: 'lost' },
    stageBypass,
  })
    .start('start')
    .userTask('offer', {
      title: 'Send the offer',
      stage: 'offer',
      results: [
        { key: 'agreed', title: 'Agreed' },
        { key: 'refused', title: 'Refused', lossReason: 'required' },
      ],
    })
    .userTask('contract', { title: 'Sign the contract', stage: 'contract' })
    .end('won', { outcome: 'success', stage: 'won' })
    .end('lost', { outcome: 'failure', stage: 'lost' })
    .flow('start', 'offer')
    .flow('offer', 'contract', { result: 'agreed' })
    .flow('offer', 'lost', { result: 'refused' })
    .flow('contract', 'won')
    .build();

/** Waits, then wants a task done: `pause`. */
export const pause = (
  wait: TimeLimit | { readonly untilField: string },
  key = 'pause',
  signal?: string,
): RouteMap =>
  independentMap({ key, title: 'Pause' })
    .start('start')
    .timer('wait', { wait, ...(signal !== undefined && { signal }) })
    .userTask('after', { title: 'Go on' })
    .end('done', { outcome: 'success' })
    .flow('start', 'wait')
    .flow('wait', 'after')
    .flow('after', 'done')
    .build();

/** Runs an action of the host, then wants a task done: `service`. */
export const service = (action = 'bill', key = 'service'): RouteMap =>
  independentMap({ key, title: 'Service' })
    .start('start')
    .serviceTask('act', { action, input: { currency: 'EUR' } })
    .userTask('after', { title: 'Check it' })
    .end('done', { outcome: 'success' })
    .flow('start', 'act')
    .flow('act', 'after')
    .flow('after', 'done')
    .build();
