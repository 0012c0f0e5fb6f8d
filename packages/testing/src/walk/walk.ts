import assert from 'node:assert/strict';
import type { Outcome, ProcessState, Receipt, RouteMap } from '@dealroute/core';
import { Scenario } from '../scenario/scenario.js';
import type { StorySetup } from '../stories/story.js';
import { checkProcess } from './checks.js';
import type { RandomMaps } from './random-maps.js';
import { type Chance, nextWish, type Wish } from './wishes.js';

const HOUR = 3_600_000;

const stage = (key: string, kind: 'open' | 'won' | 'lost') => ({ key, title: key, kind });
const PIPELINE = {
  key: 'sale',
  title: 'Sale',
  stages: [
    stage('new', 'open'),
    stage('offer', 'open'),
    stage('talks', 'open'),
    stage('won', 'won'),
    stage('lost', 'lost'),
  ],
};

/** The random maps ask for no people, so they get rules that find nobody, one, or several. */
function peopled({ map, called }: RandomMaps): readonly RouteMap[] {
  const rules = [
    { rule: 'responsible' },
    { rule: 'role', role: 'sales' },
    { rule: 'person', user: 'former' },
  ] as const;
  const dress = (one: RouteMap): RouteMap => ({
    ...one,
    nodes: one.nodes.map((node, i) =>
      node.kind === 'userTask' ? { ...node, assignee: rules[i % rules.length] ?? rules[0] } : node,
    ),
  });
  // Called ones first.
  return [...[...called].reverse(), map].map(dress);
}

const begin = (maps: RandomMaps, { storage }: StorySetup) =>
  Scenario.begin({
    maps: peopled(maps),
    pipelines: [PIPELINE],
    people: {
      ivanova: { head: 'petrov', roles: ['sales'] },
      sidorov: { head: 'petrov', roles: ['sales'] },
      petrov: {},
      stranger: {},
      admin: { roles: ['admin'] },
      former: { active: false },
    },
    ...(storage && { storage }),
    engine: { actions: { sendInvoice: async () => 'later' } },
  });

/** Starts a process of random maps, and wishes what chance says. */
export async function walk(maps: RandomMaps, chances: readonly Chance[], setup: StorySetup): Promise<void> {
  const play = await begin(maps, setup);
  try {
    const fields = { amount: 5, meetingAt: '2026-03-10T09:00:00Z' };
    const deal = { responsible: 'ivanova', fields };
    await play.createDeal('D-1', deal);
    const process = await play.start(maps.map.key, { on: 'D-1', as: null });
    const walker = new Walker(
      play,
      process,
      maps.map.nodes.map(({ id }) => id),
    );
    for (const one of chances) await walker.go(one);
  } finally {
    await play.end();
  }
}

interface Wished {
  readonly wish: Wish;
  readonly key: string;
  readonly outcome: Outcome<Receipt>;
  /** Whether it changed anything: what did not is answered anew, by how things stand then. */
  readonly changed: boolean;
}

/** Remembers what was wished, so that it can be wished again. */
class Walker {
  #count = 0;
  #last: Wished | undefined;

  constructor(
    private readonly play: Scenario,
    private readonly process: string,
    private readonly nodes: readonly string[],
  ) {}

  async go(chance: Chance): Promise<void> {
    const before = await this.#check();
    if (chance.mood === 'again' && this.#last) await this.#again(this.#last, before);
    else await this.#wish(chance, before);
    if (chance.how % 5 === 0) await this.play.pass((chance.how % 40) * HOUR);
    await this.#check();
  }

  async #wish(chance: Chance, state: ProcessState): Promise<void> {
    const { items: tasks } = await this.play.engine.tasks({ process: this.process }, { limit: 500 });
    const wish = nextWish({ state, tasks, nodes: this.nodes }, chance);
    this.#count += 1;
    const key = `wish-${this.#count}`;
    const outcome = await wish(this.play.engine, key);
    await this.play.engine.settle();
    const after = await this.#check();
    this.#last = { wish, key, outcome, changed: JSON.stringify(after) !== JSON.stringify(state) };
    if (!outcome.ok) same(after, state, 'I24: what is refused changes nothing');
  }

  /** I13: an accepted wish, repeated under its key, gets the first answer and changes nothing. */
  async #again({ wish, key, outcome, changed }: Wished, state: ProcessState): Promise<void> {
    if (!outcome.ok) return;
    const repeated = await wish(this.play.engine, key);
    if (changed) assert.deepEqual(repeated, outcome, 'I13: a repetition gets the first answer');
    same(await this.#check(), state, 'I13: a repetition changes nothing');
  }

  #check(): Promise<ProcessState> {
    const { engine, host } = this.play;
    return checkProcess({ engine, host, process: this.process });
  }
}

const same = (one: ProcessState, other: ProcessState, why: string): void =>
  assert.equal(JSON.stringify(one), JSON.stringify(other), why);
