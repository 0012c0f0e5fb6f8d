import {
  type AssigneeResolver,
  type DealRef,
  type DealSnapshot,
  type EngineOptions,
  governingMap,
  type HostCrm,
  independentMap,
  PlainCalendar,
  type RouteMap,
  type User,
  type UserDirectory,
  type UserId,
  type WorkingCalendar,
} from '@dealroute/core';

/** So many that the notices of one person, which wait for one another, are few. */
const PEOPLE = 400;
/** How long a minute of a time limit lasts in a race, in milliseconds. */
const MINUTE_MS = 200;
/** To whom the race's veto lets nobody hand a task over. */
export const NEVER: UserId = 'never';

const pipeline = {
  key: 'race',
  title: 'Race',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'talks', title: 'Talks', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
    { key: 'lost', title: 'Lost', kind: 'lost' },
  ],
} as const;

/** A task that comes back as often as wished, a wait, an offer to three, an end. */
const errand = independentMap({
  key: 'errand',
  title: 'Errand',
  lossReasons: [{ key: 'price', title: 'Price' }],
  earlyTermination: {},
})
  .start('start')
  .userTask('work', {
    title: 'Work',
    timeLimit: { elapsed: 'P1D' },
    results: [
      { key: 'again', title: 'Again' },
      { key: 'wait', title: 'Wait' },
      { key: 'offer', title: 'Offer' },
      { key: 'done', title: 'Done' },
    ],
  })
  .timer('pause', { wait: { elapsed: 'PT1M' } })
  .userTask('offered', {
    title: 'Offered',
    assignee: { rule: 'role', role: 'crew' },
    results: [{ key: 'again', title: 'Again' }],
  })
  .end('end', { outcome: 'success' })
  .flow('start', 'work')
  .flow('work', 'work', { result: 'again' })
  .flow('work', 'pause', { result: 'wait' })
  .flow('work', 'offered', { result: 'offer' })
  .flow('work', 'end', { result: 'done' })
  .flow('pause', 'work')
  .flow('offered', 'work')
  .build();

/** Governs its deal for one task. */
const sale = governingMap({
  key: 'sale',
  title: 'Sale',
  pipeline,
  lossReasons: [{ key: 'price', title: 'Price' }],
  earlyTermination: { stage: 'lost' },
})
  .start('start')
  .userTask('work', { title: 'Sell', stage: 'talks', results: [{ key: 'done', title: 'Done' }] })
  .end('end', { outcome: 'success', stage: 'won' })
  .flow('start', 'work')
  .flow('work', 'end', { result: 'done' })
  .build();

/** The maps of a race; deploy and activate them once. */
export const raceMaps: readonly RouteMap[] = [errand, sale];

/** A deal's responsible, and the two others of its crew. */
export function crewOf(deal: DealRef): readonly [UserId, UserId, UserId] {
  let hash = 0;
  for (const character of deal) hash = (hash * 31 + character.charCodeAt(0)) % PEOPLE;
  return [`u${hash}`, `u${(hash + 1) % PEOPLE}`, `u${(hash + 2) % PEOPLE}`];
}

/**
 * Ports without a memory of their own, so that any number of engines see one world: every deal and every person
 * exists, and a minute of a time limit lasts a moment.
 */
export function raceSetting(
  random: () => number,
): Pick<EngineOptions, 'host' | 'directory' | 'assignees' | 'calendar'> {
  return { host, directory, assignees: assignees(random), calendar };
}

const host: HostCrm = {
  joinsTransaction: false,
  readDeals: async (deals) => deals.map(dealOf),
  applyStages: async () => {},
  pipelines: async () => [pipeline],
  lossReasons: async () => null,
};

const dealOf = (ref: DealRef): DealSnapshot => ({
  ref,
  title: ref,
  pipeline: pipeline.key,
  stage: 'new',
  responsible: crewOf(ref)[0],
  fields: {},
});

const directory: UserDirectory = {
  users: async (ids) => ids.map(personOf),
  withRole: async () => [],
  inDepartment: async () => [],
  colleagues: async () => [],
};

const personOf = (id: UserId): User => ({
  id,
  name: id,
  active: true,
  roles: id.startsWith('admin') ? ['admin'] : [],
});

/** An offer goes to the crew of the deal; other tasks to anybody, so that a hot process writes to many people. */
const assignees = (random: () => number): AssigneeResolver => ({
  rules: ['responsible', 'role'],
  resolve: async ({ rule, deal }) => ({
    people: rule.rule === 'role' ? crewOf(deal.ref) : [`u${Math.floor(random() * PEOPLE)}`],
    explanation: { rule: rule.rule },
  }),
});

const plain = new PlainCalendar();
const MINUTE = 60_000;

const calendar: WorkingCalendar = {
  deadline(request) {
    const { dueAt, explanation } = plain.deadline(request);
    return { dueAt: request.start + Math.round(((dueAt - request.start) / MINUTE) * MINUTE_MS), explanation };
  },
  between: (request) => plain.between(request),
};
