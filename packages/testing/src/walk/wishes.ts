import type { Engine, Outcome, ProcessState, Receipt, TaskCard } from '@dealroute/core';

/** What chance says about the next wish; what it means depends on where the process stands. */
export interface Chance {
  /** Which of the things that wait. */
  readonly which: number;
  /** In what way. */
  readonly how: number;
  readonly mood: 'onwards' | 'sideways' | 'wrong' | 'again';
}

/** A wish that can be made once more under its key. */
export type Wish = (engine: Engine, key: string) => Promise<Outcome<Receipt>>;

/** Where a walk stands when it wishes. */
export interface Standing {
  readonly state: ProcessState;
  readonly tasks: readonly TaskCard[];
  readonly nodes: readonly string[];
}

const PEOPLE = ['ivanova', 'sidorov', 'petrov', 'admin', 'stranger', 'former', 'nobody'];

const pick = <T>(n: number, from: readonly T[]): T | undefined => from[n % Math.max(from.length, 1)];

/** The next wish: most bring the process on, some go beside it, some are nonsense. */
export function nextWish(at: Standing, chance: Chance): Wish {
  if (chance.mood === 'sideways') return sideways(at, chance);
  if (chance.mood === 'wrong') return wrong(at, chance);
  return onwards(at, chance) ?? sideways(at, chance);
}

function onwards({ state, tasks }: Standing, { which, how }: Chance): Wish | undefined {
  const { id: process, suspendedAt } = state;
  if (suspendedAt !== null) {
    const deadlines = how % 2 === 0 ? 'shift' : 'keep';
    return (engine, key) => engine.resumeProcess({ process, deadlines, actor: 'admin', key });
  }
  const waiting = state.tokens.filter(({ node }) => node.startsWith('service') || node.startsWith('meet'));
  const ways = [
    ...tasks.map((task) => onTask(task, how)),
    ...waiting.map(({ visit }) => answer(state, visit, how)),
  ];
  return pick(which, ways);
}

const answer =
  ({ id }: ProcessState, visit: number, how: number): Wish =>
  (engine, key) =>
    engine.completeAction({ action: `${id}.${visit}`, output: { n: how % 4 }, key });

function onTask(card: TaskCard, how: number): Wish {
  const { id: task, assignee, candidates, checklist, results } = card;
  const actor = assignee ?? pick(how, candidates) ?? 'admin';
  if (assignee === null && candidates.length > 0) {
    return (engine, key) => engine.claimTask({ task, actor, key });
  }
  const step = pick(how, checklist);
  if (step && how % 3 === 0) {
    return (engine, key) => engine.completeStep({ task, step: step.key, comment: 'seen', actor, key });
  }
  // A failure ends so much that it comes seldom.
  const harmless = results.filter(({ key }) => key !== 'refused');
  const result = pick(how, how % 9 === 0 ? results : harmless)?.key;
  const variables = how % 3 === 1 ? { n: how % 4 } : {};
  const chosen = result === undefined ? {} : { result };
  return (engine, key) =>
    engine.completeTask({ task, comment: 'done', lossReason: 'price', variables, actor, key, ...chosen });
}

/** What people do beside going on. */
function sideways({ state, tasks, nodes }: Standing, { which, how }: Chance): Wish {
  const { id: process } = state;
  const task = pick(which, tasks);
  const actor = task?.assignee ?? 'petrov';
  const id = task?.id ?? `${process}.1.1`;
  const node = pick(which, nodes) ?? '';
  const ways: readonly Wish[] = [
    (engine, key) => engine.handOverTask({ task: id, to: pick(how, PEOPLE) ?? 'admin', actor, key }),
    (engine, key) => engine.releaseTask({ task: id, actor, key }),
    (engine, key) => engine.suspendProcess({ process, reason: 'holiday', actor: 'petrov', key }),
    (engine, key) => engine.moveProcess({ process, node, reason: 'anew', actor: 'admin', key }),
    (engine, key) => engine.failAction({ action: `${process}.${which % 9}`, reason: 'no paper', key }),
  ];
  const stop: Wish = (engine, key) =>
    engine.terminateEarly({ process, lossReason: 'price', comment: 'enough', actor: 'petrov', key });
  return which % 25 === 0 ? stop : (pick(how, ways) ?? stop);
}

/** What a careless or malicious front might send. */
function wrong({ state, tasks }: Standing, { which, how }: Chance): Wish {
  const { id: process, visits } = state;
  const task = pick(which, tasks)?.id ?? `${process}.${how % (visits + 2)}.1`;
  const actor = pick(how, ['stranger', 'former', 'nobody']) ?? 'nobody';
  const ways: readonly Wish[] = [
    (engine, key) => engine.completeTask({ task, actor, key }),
    (engine, key) => engine.completeTask({ task, result: 'splendid', actor: 'admin', key }),
    (engine, key) => engine.claimTask({ task, actor, key }),
    (engine, key) => engine.completeStep({ task, step: 'dance', actor: 'admin', key }),
    (engine, key) => engine.resumeProcess({ process, deadlines: 'keep', actor, key }),
    (engine, key) => engine.moveProcess({ process, node: 'nowhere', reason: ' ', actor: 'admin', key }),
    (engine, key) => engine.terminateEarly({ process, lossReason: 'mood', actor, key }),
    (engine, key) => engine.completeAction({ action: `${process}.999`, key }),
  ];
  return pick(how, ways) as Wish;
}
