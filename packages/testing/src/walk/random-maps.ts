import type {
  EndNode,
  Flow,
  MapNode,
  Performers,
  Result,
  RouteMap,
  TimerNode,
  UserTaskNode,
} from '@dealroute/core';
import fc from 'fast-check';

/** A part of a random map. Parts follow one another or lie within one another, so a map of them is always sound. */
type Block =
  | { readonly is: 'task'; readonly traits: TaskTraits }
  | { readonly is: 'service' }
  | { readonly is: 'timer'; readonly wait: TimerNode['wait'] }
  | { readonly is: 'call'; readonly callee: number; readonly mayFail: boolean }
  /** Each way but the last has a condition; `vars.n` chooses. */
  | { readonly is: 'decision'; readonly ways: readonly (readonly Block[])[] }
  /** Gives up at once, without waiting for anybody, where `vars.n` is 3 and a failure is allowed. */
  | { readonly is: 'check' }
  /** Branches that do not end are joined. The leading one never ends by itself. */
  | { readonly is: 'split'; readonly branches: readonly Branch[]; readonly leading: number }
  /** Done once more as often as a person wishes. */
  | { readonly is: 'loop'; readonly body: readonly Block[] };

interface Branch {
  readonly blocks: readonly Block[];
  readonly ends: boolean;
}

/** What a random userTask asks for. */
interface TaskTraits extends Pick<UserTaskNode, 'comment' | 'requiredFields' | 'checklist' | 'timeLimit'> {
  readonly results: 'none' | 'plain' | 'ownFlows';
  /** One more result leads to a failure end, where a failure is allowed. */
  readonly mayFail: boolean;
  readonly performers?: Performers | undefined;
}

/** A random map with the independent ones that it calls, directly or through one another. */
export interface RandomMaps {
  readonly map: RouteMap;
  readonly called: readonly RouteMap[];
}

const FIELD = 'amount';
const combine = { by: 'worst' } as const;

const sometimes = <T>(value: T) => fc.constantFrom<(T | undefined)[]>(undefined, undefined, undefined, value);

const traits: fc.Arbitrary<TaskTraits> = fc
  .record({
    results: fc.constantFrom<TaskTraits['results'][]>('none', 'plain', 'ownFlows'),
    mayFail: fc.constantFrom(false, false, true),
    comment: sometimes('required' as const),
    requiredFields: sometimes([FIELD]),
    timeLimit: sometimes({ elapsed: 'P1D' }),
    checklist: sometimes([
      { key: 'look', title: 'Look' },
      { key: 'ask', title: 'Ask', optional: true },
      { key: 'say', title: 'Say', evidence: { kind: 'comment' } as const },
    ]),
    performers: fc.constantFrom<(Performers | undefined)[]>(
      undefined,
      undefined,
      { mode: 'one' },
      { mode: 'anyOf' },
      { mode: 'allOf', combine },
      { mode: 'quorum', count: 2, combine },
    ),
  })
  .map((all) => JSON.parse(JSON.stringify(all)) as TaskTraits);

const wait = fc.constantFrom<TimerNode['wait'][]>(
  { elapsed: 'P1D' },
  { working: 'PT4H' },
  { untilField: 'meetingAt' },
);

const { blocks } = fc.letrec<{ block: Block; blocks: readonly Block[] }>((tie) => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3, depthIdentifier: 'map' }),
  block: fc.oneof(
    { depthSize: 'small', depthIdentifier: 'map', maxDepth: 3 },
    { weight: 4, arbitrary: fc.record({ is: fc.constant('task' as const), traits }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('service' as const) }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('timer' as const), wait }) },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('check' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ is: fc.constant('call' as const), callee: fc.nat(2), mayFail: fc.boolean() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        is: fc.constant('decision' as const),
        ways: fc.array(tie('blocks'), { minLength: 2, maxLength: 3 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        is: fc.constant('split' as const),
        branches: fc.array(fc.record({ blocks: tie('blocks'), ends: fc.boolean() }), {
          minLength: 2,
          maxLength: 3,
        }),
        leading: fc.nat(2),
      }),
    },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('loop' as const), body: tie('blocks') }) },
  ),
}));

const remaining = fc.constantFrom<NonNullable<EndNode['remaining']>[]>('wait', 'withdraw');

/** Random sound maps of both kinds, with up to three maps that they call. */
export const randomMaps: fc.Arbitrary<RandomMaps> = fc
  .record({
    kind: fc.constantFrom('governing' as const, 'independent' as const),
    stageBypass: fc.constantFrom('revert' as const, 'incident' as const),
    main: blocks,
    called: fc.array(blocks, { maxLength: 3 }),
    remaining,
  })
  .map(({ kind, stageBypass, main, called, remaining }) => {
    // A called map calls only those after it, so that calls never go round.
    const keys = called.map((_, i) => `called${i}`);
    const head = { title: 'Random', earlyTermination: kind === 'governing' ? { stage: 'lost' } : {} };
    return {
      map: {
        key: 'random',
        kind,
        ...head,
        ...(kind === 'governing' && { pipeline: 'sale', stageBypass }),
        variables: { n: 0 },
        ...draw(main, { kind, calls: keys, remaining }),
      },
      called: called.map((blocks, i) => ({
        key: `called${i}`,
        kind: 'independent',
        title: `Called ${i}`,
        variables: { n: 0, m: i },
        ...draw(blocks, { kind: 'independent', calls: keys.slice(i + 1), remaining: 'wait' }),
      })),
    };
  });

interface Surroundings {
  readonly kind: RouteMap['kind'];
  readonly calls: readonly string[];
  readonly remaining: NonNullable<EndNode['remaining']>;
}

/** Where a part lies: on the leading path, and within a loop. */
interface Place {
  readonly leading: boolean;
  readonly looped: boolean;
}

/** The way out of a drawn part. */
type Exit = Pick<Flow, 'from' | 'result' | 'outcome' | 'default'>;

interface Part {
  readonly entry: string;
  readonly exits: readonly Exit[];
}

function draw(blocks: readonly Block[], surroundings: Surroundings): Pick<RouteMap, 'nodes' | 'flows'> {
  return new Drawing(surroundings).whole(blocks);
}

const STAGES = ['new', 'offer', 'talks'] as const;
const NOWHERE: Part = { entry: '', exits: [] };
const KEYS = ['good', 'fair', 'bad'] as const;

class Drawing {
  readonly nodes: MapNode[] = [];
  readonly flows: Flow[] = [];

  constructor(readonly surroundings: Surroundings) {}

  whole(blocks: readonly Block[]): Pick<RouteMap, 'nodes' | 'flows'> {
    const governs = this.surroundings.kind === 'governing';
    const { remaining } = this.surroundings;
    this.nodes.push({ id: 'start', kind: 'start' });
    const body = this.#sequence(blocks, { leading: governs, looped: false });
    this.#lead([{ from: 'start' }], body.entry);
    this.nodes.push({
      id: 'done',
      kind: 'end',
      outcome: 'success',
      remaining,
      ...(governs && { stage: 'won' }),
    });
    this.#lead(body.exits, 'done');
    return { nodes: this.nodes, flows: this.flows };
  }

  #sequence(blocks: readonly Block[], place: Place): Part {
    const parts = blocks.map((block) => this.#part(block, place));
    parts.reduce((before, after) => {
      this.#lead(before.exits, after.entry);
      return after;
    });
    return { entry: (parts[0] ?? NOWHERE).entry, exits: (parts.at(-1) ?? NOWHERE).exits };
  }

  #part(block: Block, place: Place): Part {
    switch (block.is) {
      case 'task':
        return this.#task(block.traits, place);
      case 'service':
        return this.#service();
      case 'timer':
        return this.#plain({ id: this.#id('timer'), kind: 'timer', wait: block.wait, signal: 'paid' });
      case 'call':
        return this.#call(block, place);
      case 'decision':
        return this.#decision(block.ways, place);
      case 'check':
        return this.#check(place);
      case 'split':
        return this.#split(block, place);
      case 'loop':
        return this.#loop(block.body, place);
    }
  }

  #task({ results, mayFail, performers, ...traits }: TaskTraits, place: Place): Part {
    const id = this.#id('task');
    const fails = mayFail && this.#mayFail(place);
    const shown: Result[] = results === 'none' ? [] : KEYS.map((key) => ({ key, title: key }));
    if (fails) shown.push(...(shown.length > 0 ? [] : [{ key: 'good', title: 'good' }]));
    if (fails) shown.push({ key: 'refused', title: 'refused', lossReason: 'required' });
    this.nodes.push({
      id,
      kind: 'userTask',
      title: id,
      ...traits,
      ...this.#stage(place),
      ...(shown.length > 0 && { results: shown }),
      ...(performers && (shown.length > 0 || !('combine' in performers)) && { performers }),
    });
    if (fails) this.#lead([{ from: id, result: 'refused' }], this.#failure(place));
    return {
      entry: id,
      exits: results === 'ownFlows' ? [{ from: id, result: 'bad' }, { from: id }] : [{ from: id }],
    };
  }

  #call({ callee, mayFail }: Extract<Block, { is: 'call' }>, place: Place): Part {
    const { calls } = this.surroundings;
    const map = calls[callee % Math.max(calls.length, 1)];
    if (map === undefined) return this.#service();
    const id = this.#id('call');
    this.nodes.push({ id, kind: 'call', map, ...this.#stage(place) });
    if (!mayFail || !this.#mayFail(place)) return { entry: id, exits: [{ from: id }] };
    this.#lead([{ from: id, outcome: 'failure' }], this.#failure(place, 'price'));
    return { entry: id, exits: [{ from: id, outcome: 'success' }] };
  }

  #decision(ways: readonly (readonly Block[])[], place: Place): Part {
    const id = this.#id('decision');
    this.nodes.push({ id, kind: 'decision' });
    const parts = ways.map((way) => this.#sequence(way, place));
    parts.forEach(({ entry }, i) => {
      this.#flow({
        from: id,
        to: entry,
        ...(i < ways.length - 1 ? { condition: `vars.n == ${i}` } : { default: true }),
      });
    });
    return { entry: id, exits: parts.flatMap(({ exits }) => exits) };
  }

  #check(place: Place): Part {
    if (!this.#mayFail(place)) return this.#service();
    const id = this.#id('check');
    this.nodes.push({ id, kind: 'decision' });
    this.#flow({ from: id, to: this.#failure(place, 'price'), condition: 'vars.n == 3' });
    return { entry: id, exits: [{ from: id, default: true }] };
  }

  #split({ branches, leading }: Extract<Block, { is: 'split' }>, place: Place): Part {
    const id = this.#id('split');
    this.nodes.push({ id, kind: 'split' });
    const leader = leading % branches.length;
    const open: Exit[] = [];
    branches.forEach(({ blocks, ends }, i) => {
      const leads = place.leading && i === leader;
      const part = this.#sequence(blocks, { ...place, leading: leads });
      this.#flow({ from: id, to: part.entry, ...(leads && { leading: true }) });
      // A loop would begin the branch again before it has ended.
      if (ends && i !== leader && !place.looped) this.#lead(part.exits, this.#over());
      else open.push(this.#single(part.exits));
    });
    if (open.length === 1) return { entry: id, exits: open };
    const join = this.#id('join');
    this.nodes.push({ id: join, kind: 'join' });
    this.#lead(open, join);
    return { entry: id, exits: [{ from: join }] };
  }

  #loop(body: readonly Block[], place: Place): Part {
    const inner = this.#sequence(body, { ...place, looped: true });
    const id = this.#id('again');
    const results = ['enough', 'again'].map((key) => ({ key, title: key }));
    this.nodes.push({ id, kind: 'userTask', title: id, results, ...this.#stage(place) });
    this.#lead(inner.exits, id);
    this.#lead([{ from: id, result: 'again' }], inner.entry);
    return { entry: inner.entry, exits: [{ from: id, result: 'enough' }] };
  }

  #service(id = this.#id('service')): Part {
    return this.#plain({ id, kind: 'serviceTask', action: 'sendInvoice' });
  }

  #plain(node: MapNode): Part {
    this.nodes.push(node);
    return { entry: node.id, exits: [{ from: node.id }] };
  }

  /** A join wants one flow of each branch, so several ways out of a branch first meet. */
  #single(exits: readonly Exit[]): Exit {
    const [only, ...others] = exits;
    if (only && others.length === 0) return only;
    const { entry } = this.#service(this.#id('meet'));
    this.#lead(exits, entry);
    return { from: entry };
  }

  /** Failures end the leading path, or any path of an independent map. */
  #mayFail = (place: Place): boolean => place.leading || this.surroundings.kind === 'independent';

  #failure({ leading }: Place, lossReason?: string): string {
    const id = this.#id('failed');
    this.nodes.push({
      id,
      kind: 'end',
      outcome: 'failure',
      ...(leading && { stage: 'lost' }),
      ...(lossReason !== undefined && { lossReason }),
    });
    return id;
  }

  #over(): string {
    const id = this.#id('over');
    this.nodes.push({ id, kind: 'end' });
    return id;
  }

  #stage = ({ leading }: Place): { stage?: string } =>
    leading ? { stage: STAGES[this.nodes.length % STAGES.length] ?? 'new' } : {};

  #id = (kind: string): string => `${kind}${this.nodes.length}`;

  #lead(exits: readonly Exit[], to: string): void {
    for (const exit of exits) this.#flow({ ...exit, to });
  }

  #flow(flow: Omit<Flow, 'id'>): void {
    this.flows.push({ id: `f${this.flows.length}`, ...flow });
  }
}
