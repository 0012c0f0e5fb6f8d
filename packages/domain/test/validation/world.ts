import type {
  CompileCondition,
  ConditionProblem,
  Pipeline,
  RouteMap,
  ValidationContext,
} from '../../src/index.js';
import { call, end, independent, start, ways } from './drawing.js';

const pipeline: Pipeline = {
  key: 'sale',
  title: 'Sale',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'offer', title: 'Offer', kind: 'open' },
    { key: 'talks', title: 'Talks', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
    { key: 'lost', title: 'Lost', kind: 'lost' },
  ],
  fields: ['amount', 'branch', 'meetingAt', 'manager'],
};

/** A condition language of one kind of sentence, `deal.fields.x > 1` or `vars.x > 1`, that refuses `??`. */
const compileCondition: CompileCondition = (expression, { dealFields, variables }) => {
  const problems: ConditionProblem[] = [];
  const position = expression.indexOf('??');
  if (position >= 0) problems.push({ message: 'unexpected ??', position });
  const field = /deal\.fields\.(\w+)/.exec(expression)?.[1];
  if (field && dealFields && !dealFields.includes(field))
    problems.push({ message: `unknown field ${field}` });
  const variable = /vars\.(\w+)/.exec(expression)?.[1];
  if (variable && variables && !(variable in variables))
    problems.push({ message: `unknown variable ${variable}` });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, predicate: () => true };
};

/** An independent map that only calls others, one after the other. */
const calling = (key: string, ...maps: string[]): RouteMap =>
  independent(
    [start, ...maps.map((map) => call(map, { map })), end('done')],
    ways(['start', ...maps, 'done'].join('>')),
    {
      key,
      title: key,
    },
  );

const maps = [
  calling('approval'),
  { ...calling('otherSale'), kind: 'governing', title: 'Other sale' } as const,
  // Two that call one another, and with them the map "contract".
  calling('loading', 'shipping'),
  calling('shipping', 'contract'),
  // A chain of calls: deep1 calls deep2, and so on to deep17, which calls nothing.
  ...Array.from({ length: 16 }, (_, i) => calling(`deep${i + 1}`, `deep${i + 2}`)),
  calling('deep17'),
];

/** What the fixtures' maps are checked against, unless a fixture says otherwise. */
export const world: ValidationContext = {
  pipeline,
  compileCondition,
  calledMap: (key) => maps.find((map) => map.key === key),
  assigneeRules: [
    'responsible',
    'person',
    'field',
    'starter',
    'performer',
    'role',
    'department',
    'headOf',
    'roundRobin',
    'leastLoaded',
    'whoSpeaksTatar',
  ],
  actions: ['sendInvoice', 'checkPayment'],
};
