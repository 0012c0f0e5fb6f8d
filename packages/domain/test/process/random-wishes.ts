import fc from 'fast-check';
import type { Command, ExecutableMap, OpenTask, UserId, UserTaskNode } from '../../src/index.js';
import type { RandomMaps } from './random-maps.js';
import { type FactsChange, HOUR, NOW, Play, type Version } from './support.js';

/** What chance says about the next command; what it means depends on where the process stands. */
export interface Chance {
  /** Which of the things that wait. */
  readonly which: number;
  /** In what way. */
  readonly how: number;
  readonly mood: 'onwards' | 'sideways' | 'wrong' | 'again';
}

export const chances = (minLength: number, maxLength: number): fc.Arbitrary<readonly Chance[]> =>
  fc.array(
    fc.record({
      which: fc.nat(999),
      how: fc.nat(999),
      mood: fc.constantFrom<Chance['mood'][]>(
        'onwards',
        'onwards',
        'onwards',
        'onwards',
        'sideways',
        'wrong',
        'again',
      ),
    }),
    { minLength, maxLength, size: 'max' },
  );

/** A command with the facts under which it comes. */
export interface Wish {
  readonly command: Command;
  readonly change: FactsChange;
}

const CROWDS: readonly (readonly UserId[])[] = [
  ['ann'],
  ['ann', 'boris', 'clara'],
  ['boris'],
  [],
  ['clara', 'dora'],
];
const STAGES = ['new', 'offer', 'talks', 'won', 'lost'];
const fields = { amount: 5, meetingAt: '2025-01-14T09:00:00Z' };

/** A play of random maps in which nobody, one or several people are found for a task. */
export function randomPlay({ map, called }: RandomMaps, versions: readonly Version[] = []): Play {
  const nodes = [map, ...called].flatMap((one) => one.nodes);
  const people = Object.fromEntries(nodes.map(({ id }, i) => [id, CROWDS[i % CROWDS.length] ?? []]));
  return new Play(map, {
    called,
    people,
    versions,
    facts: { deal: { fields }, lossReasons: ['price', 'time'] },
  });
}

/** The next command of a random play. */
export function wish(play: Play, chance: Chance, before: Wish | undefined): Wish {
  if (chance.mood === 'again' && before) return before;
  if (chance.mood === 'sideways') return sideways(play, chance);
  if (chance.mood === 'wrong') return wrong(play, chance);
  return pick(chance.which, onwards(play, chance)) ?? wrong(play, chance);
}

const pick = <T>(n: number, from: readonly T[]): T | undefined => from[n % Math.max(from.length, 1)];

/** Everything that would bring the process on. */
function onwards(play: Play, { how }: Chance): readonly Wish[] {
  const { state } = play;
  const now = NOW + how * HOUR;
  if (state.suspendedAt !== null) {
    const deadlines = how % 4 === 0 ? 'keep' : 'shift';
    const change = { actor: 'admin', now: state.suspendedAt + (how % 50) * HOUR };
    // What waits without a time has kept the signal already.
    if (how % 3 === 0 && state.timers.length > 0) {
      return [{ command: { type: 'SignalProcess', process: state.id, signal: 'paid' }, change }];
    }
    return [
      { command: { type: 'ResumeProcess', process: state.id, deadlines, reason: 'they are back' }, change },
    ];
  }
  return [
    ...state.tasks.map((task) => onTask(play, task, how)),
    ...state.timers.map(({ visit, dueAt }): Wish => {
      return {
        command: { type: 'FireTimer', timer: `${state.id}.${visit}` },
        change: { actor: null, now: Math.max(now, dueAt) },
      };
    }),
    ...state.tokens
      .filter(({ node }) => node.startsWith('service') || node.startsWith('meet'))
      .map(({ visit }): Wish => {
        const action = `${state.id}.${visit}`;
        return {
          command: { type: 'CompleteAction', action, output: { n: how % 4 } },
          change: { actor: null, now },
        };
      }),
  ];
}

function onTask(play: Play, task: OpenTask, how: number): Wish {
  const change: FactsChange = {
    actor: task.assignee ?? pick(how, task.candidates) ?? 'admin',
    now: NOW + how * HOUR,
    ...(how % 7 === 0 && { stageIsCurrent: true, deal: { fields, stage: pick(how, STAGES) ?? 'new' } }),
  };
  if (task.assignee === null && task.candidates.length > 0) {
    return { command: { type: 'ClaimTask', task: task.id }, change };
  }
  const { checklist = [], results = [] } = nodeOf(play, task);
  const step = checklist.find(
    ({ key, optional }) => !task.done.includes(key) && (!optional || how % 2 === 0),
  );
  if (step)
    return { command: { type: 'CompleteStep', task: task.id, step: step.key, comment: 'seen' }, change };
  // A failure ends so much that it comes seldom.
  const harmless = results.filter(({ key }) => key !== 'refused');
  const result = pick(how, how % 8 === 0 ? results.slice(-1) : harmless)?.key;
  return {
    command: {
      type: 'CompleteTask',
      task: task.id,
      comment: 'done',
      lossReason: 'price',
      ...(result !== undefined && { result }),
      ...(how % 3 === 0 && { variables: { n: how % 4 } }),
    },
    change,
  };
}

/** What people do beside going on. */
function sideways(play: Play, { which, how }: Chance): Wish {
  const { id: process, tokens, tasks, timers, outcome } = play.state;
  const task = pick(which, tasks);
  const change: FactsChange = { actor: task?.assignee ?? 'ann', now: NOW + how * HOUR };
  const stage = pick(how, STAGES) ?? 'new';
  const action = `${process}.${pick(which, tokens)?.visit ?? 0}`;
  const commands: Command[] = [
    {
      type: 'HandOverTask',
      task: task?.id ?? '',
      to: pick(how, ['ann', 'boris', 'eve']) ?? 'eve',
      comment: 'yours',
    },
    { type: 'ReleaseTask', task: task?.id ?? '' },
    { type: 'ReportStage', process, stage },
    { type: 'FailAction', action, reason: 'out of paper' },
    { type: 'SuspendProcess', process, reason: 'on holiday' },
    { type: 'MoveProcess', process, node: pick(which, [...play.map.nodes.keys()]) ?? '', reason: 'anew' },
    { type: 'MigrateProcess', process, version: 1 + (which % 3), deadlines: 'recalculate' },
    { type: 'UndoMigration', process },
    { type: 'CompleteAction', action, output: { n: 1 } },
    { type: 'SignalProcess', process, signal: 'paid', variables: { n: how % 4 } },
  ];
  // Timers are rare, and those that are suspended even more so.
  if (timers.length > 0) {
    commands.push(...Array<Command>(8).fill({ type: 'SuspendProcess', process }));
    commands.push(...Array<Command>(3).fill({ type: 'SignalProcess', process, signal: 'paid' }));
  }
  const stop: Command = { type: 'TerminateEarly', process, lossReason: 'time', comment: 'enough' };
  return { command: outcome !== null || which % 20 === 0 ? stop : (pick(how, commands) ?? stop), change };
}

/** What a careless or malicious front might send. */
function wrong(play: Play, { which, how }: Chance): Wish {
  const { id: process, tokens, tasks, timers, visits } = play.state;
  const task = pick(which, tasks)?.id ?? `${process}.${how % (visits + 2)}.1`;
  const some = `${process}.${pick(which, tokens)?.visit ?? how}`;
  const commands: Command[] = [
    { type: 'CompleteTask', task },
    { type: 'CompleteTask', task, result: 'refused', comment: 'no', lossReason: 'mood' },
    { type: 'CompleteTask', task, result: 'splendid', comment: ' ' },
    { type: 'CompleteTask', task, result: 'good', comment: 'x'.repeat(5_000) },
    { type: 'ClaimTask', task },
    { type: 'CompleteStep', task, step: pick(which, ['say', 'ask', 'dance']) ?? '' },
    { type: 'HandOverTask', task: `${process}.1.1`, to: 'eve' },
    { type: 'FireTimer', timer: timers[0] ? `${process}.${timers[0].visit}` : some },
    { type: 'CompleteAction', action: some },
    { type: 'CompleteAction', action: `${process}.999` },
    { type: 'TerminateEarly', process, lossReason: 'mood' },
    { type: 'ResumeProcess', process, deadlines: 'keep' },
    { type: 'SignalProcess', process, signal: pick(which, ['unheard', 'paid']) ?? '' },
    {
      type: 'MoveProcess',
      process,
      node: pick(which, ['nowhere', ...play.map.nodes.keys()]) ?? '',
      reason: ' ',
    },
  ];
  const command = pick(how, commands) ?? { type: 'ClaimTask', task };
  return {
    command,
    change: { actor: 'mallory', deal: { fields: {} }, ...(how % 5 === 0 && { automaticSteps: 2 }) },
  };
}

function nodeOf(play: Play, { visit, node }: OpenTask): UserTaskNode {
  const process = play.state.tokens.find((token) => token.visit === visit)?.process;
  const key = play.state.instances.find((instance) => instance.process === process)?.map.key;
  return mapCalled(play.map, key ?? '')?.nodes.get(node)?.node as UserTaskNode;
}

/** A map by its key, looked for among those that a map calls, directly or through one another. */
function mapCalled(map: ExecutableMap, key: string): ExecutableMap | undefined {
  if (map.pin.key === key) return map;
  for (const called of map.calls.values()) {
    const found = mapCalled(called, key);
    if (found) return found;
  }
  return undefined;
}
