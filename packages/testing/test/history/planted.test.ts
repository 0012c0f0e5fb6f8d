import type { JournalEntry, Receipt } from '@dealroute/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkHistory, type History, type Operation, type RecordedProcess } from '../../src/history/index.js';
import { recordRace } from './record-race.js';

type Writable<T> = T extends readonly (infer E)[]
  ? Writable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;
type Papers = Writable<History>;
type Paper = Writable<Operation>;

let sound: History;
beforeAll(async () => {
  sound = await recordRace(7, 60);
});

/** What the checker says after somebody has tampered with a sound history. */
function findings(tamper: (papers: Papers) => void): string {
  const papers = structuredClone(sound) as Papers;
  tamper(papers);
  return checkHistory(papers as History).join('\n');
}

const receiptOf = ({ answer }: Paper): Writable<Receipt> => {
  if (!answer?.ok) throw new Error('Not accepted.');
  return answer.value as Writable<Receipt>;
};
const processOf = ({ processes }: Papers, id: string) => found(processes, (one) => one.id === id);
const entryOf = (papers: Papers, operation: Paper) => {
  const { process, version } = receiptOf(operation);
  return processOf(papers, process).journal[version - 1] as Writable<JournalEntry>;
};

function found<T>(all: readonly T[], fits: (one: T) => boolean): T {
  const one = all.find(fits);
  if (one === undefined) throw new Error('The sound history has nothing of the kind.');
  return one;
}

/** Accepted, with an entry of its own and another one after it. */
const accepted = (
  papers: Papers,
  command = 'CompleteTask',
  fits: (one: Paper) => boolean = () => true,
): Paper =>
  found(papers.operations, (one) => {
    if (!one.answer?.ok || one.wish.command !== command || entryOf(papers, one).source !== one.id)
      return false;
    const { journal } = processOf(papers, receiptOf(one).process);
    return (
      receiptOf(one).version < journal.length &&
      receiptOf(one).version > 1 === (command !== 'StartProcess') &&
      fits(one)
    );
  });

const refused = (papers: Papers, code: string): Paper =>
  found(papers.operations, ({ answer }) => answer?.ok === false && answer.rejection.code === code);

const lastOf = (process: Writable<RecordedProcess>): Writable<JournalEntry> =>
  process.journal.at(-1) as Writable<JournalEntry>;

describe('the checker finds', () => {
  test('nothing in a sound history', () => expect(findings(() => {})).toBe(''));

  test('an acknowledged command that the journal lacks', () => {
    const found = findings((papers) => {
      const operation = accepted(papers);
      const { process, version } = receiptOf(operation);
      processOf(papers, process).journal.splice(version - 1);
      processOf(papers, process).version = version - 1;
    });
    expect(found).toMatch(
      /I24: CompleteTask .+ was acknowledged as version \d+ of \w+, which the journal lacks/,
    );
  });

  test('a lost update: two who were told the same version', () => {
    const found = findings((papers) => {
      const one = accepted(papers);
      const other = accepted(papers, 'CompleteTask', ({ id }) => id !== one.id);
      other.answer = structuredClone(one.answer) as NonNullable<Paper['answer']>;
    });
    expect(found).toMatch(/I24: .+ was told version \d+ of \w+, which is CompleteTask/);
  });

  test('a command that took effect twice', () => {
    const found = findings((papers) => {
      const operation = accepted(papers);
      const other = accepted(papers, 'CompleteTask', ({ id }) => id !== operation.id);
      entryOf(papers, other).source = operation.id;
    });
    expect(found).toMatch(/I24: .+ stands in the journal more than once/);
  });

  test('a task that was completed twice', () => {
    const found = findings((papers) => {
      const operation = accepted(papers);
      const { process, version } = receiptOf(operation);
      const { journal } = processOf(papers, process);
      const ending = completionIn(journal[version - 1]);
      (journal[version] as Writable<JournalEntry>).events.push(ending);
    });
    expect(found).toMatch(/I2: task .+ ended 2 times, in entries/);
  });

  test('a winner whose result is another one in the journal', () => {
    const found = findings((papers) => {
      accepted(papers, 'CompleteTask', ({ wish }) => wish.result === 'again').wish.result = 'done';
    });
    expect(found).toMatch(/I2: .+ was acknowledged for result done/);
  });

  test('a reply that does not fit its version', () => {
    const found = findings((papers) => {
      receiptOf(accepted(papers)).openTasks = ['p.99.1'];
    });
    expect(found).toMatch(/I14: .+ was told that .+ with p\.99\.1; the journal says/);
  });

  test('a refused command in the journal', () => {
    const found = findings((papers) => {
      const operation = accepted(papers);
      operation.answer = { ok: false, rejection: { code: 'VETOED', by: 'x', reason: 'y' } };
    });
    expect(found).toMatch(/I24: .+ was refused \(VETOED\), and the journal has it/);
  });

  test('an entry behind which no client stands', () => {
    const found = findings((papers) => {
      entryOf(papers, accepted(papers)).source = 'nobody';
    });
    expect(found).toMatch(/I24: entry \d+ of \w+ came through door "nobody"/);
  });

  test('an order against real time', () => {
    const found = findings((papers) => {
      const early = accepted(papers);
      // Sent after everything, and yet its version is followed by others that were answered long before.
      early.invokedAt += 1_000_000;
      early.answeredAt = early.invokedAt + 1;
    });
    expect(found).toMatch(
      /I14: version \d+ of \w+ was known at \d+, before what the journal has up to there was sent/,
    );
  });

  test('a stale read', () => {
    const found = findings((papers) => {
      const read = foundRead(papers);
      read.version -= 1;
      read.invokedAt = 1_000_000;
      read.answeredAt = 1_000_001;
    });
    expect(found).toMatch(/I14: a read of \w+ saw version \d+, though \d+ was known before it began/);
  });

  test('a read of what could not be there yet', () => {
    const found = findings((papers) => {
      const read = foundRead(papers);
      read.version += 1_000;
    });
    expect(found).toMatch(/I14: a read of \w+ saw version \d+, though only \d+ could have been there/);
  });

  test('a repeated key with another answer', () => {
    const found = findings((papers) => {
      const again = repetition(papers);
      receiptOf(again).at += 1;
    });
    expect(found).toMatch(/I13: .+ have one key and different answers/);
  });

  test('a repeated key that took effect twice', () => {
    const found = findings((papers) => {
      const one = accepted(papers, 'CompleteTask', ({ wish }) => wish.key !== undefined);
      const other = accepted(papers, 'CompleteTask', ({ wish }) => wish.key !== one.wish.key);
      other.wish.key = one.wish.key as string;
    });
    expect(found).toMatch(/I13: key .+ took effect 2 times/);
  });

  test('a repeated key that was refused after it had been accepted', () => {
    const found = findings((papers) => {
      const again = repetition(papers);
      again.invokedAt = 1_000_000;
      again.answer = { ok: false, rejection: { code: 'VETOED', by: 'x', reason: 'y' } };
    });
    expect(found).toMatch(/I13: .+ was refused after its key had been accepted/);
  });

  test('a loser who was told another end of the task', () => {
    const found = findings((papers) => {
      const { answer } = refused(papers, 'TASK_NOT_OPEN');
      if (answer?.ok === false)
        Object.assign(answer.rejection, { ended: 'completed', by: 'somebody', result: 'done' });
    });
    expect(found).toMatch(/I14: .+ was refused with .+TASK_NOT_OPEN.+, which was never so while it ran/);
  });

  test('a loser who lost against nobody', () => {
    const found = findings((papers) => {
      const operation = accepted(papers, 'CompleteTask');
      papers.operations.push({
        ...structuredClone(operation),
        id: 'late',
        wish: { command: 'SuspendProcess', process: receiptOf(operation).process, actor: null },
        invokedAt: operation.invokedAt,
        answer: { ok: false, rejection: { code: 'PROCESS_ENDED', process: receiptOf(operation).process } },
      });
    });
    expect(found).toMatch(/I14: SuspendProcess late was refused with .+PROCESS_ENDED/);
  });

  test('a process that was acknowledged and then not found', () => {
    const found = findings((papers) => {
      const { process } = receiptOf(accepted(papers));
      papers.operations.push({
        id: 'late',
        wish: { command: 'SuspendProcess', process, actor: null },
        invokedAt: 1_000_000,
        answeredAt: 1_000_001,
        answer: { ok: false, rejection: { code: 'PROCESS_NOT_FOUND', process } },
      });
    });
    expect(found).toMatch(/I14: SuspendProcess late was refused with .+PROCESS_NOT_FOUND/);
  });

  test('a gap in a journal', () => {
    const found = findings((papers) => {
      for (const entry of processOf(papers, receiptOf(accepted(papers)).process).journal.slice(1))
        entry.n += 1;
    });
    expect(found).toMatch(/I4: the journal of \w+ has number 3 in place 2/);
  });

  test('a stored state that its journal does not give', () => {
    const found = findings((papers) => {
      (papers.processes[0] as Writable<RecordedProcess>).state.visits += 1;
    });
    expect(found).toMatch(/I5: the stored state of \w+ is not what its journal gives/);
  });

  test('a stored version that is not the last entry', () => {
    const found = findings((papers) => {
      (papers.processes[0] as Writable<RecordedProcess>).version += 1;
    });
    expect(found).toMatch(/I4: \w+ is stored at version \d+, and its journal ends with \d+/);
  });

  test('a task list that says something else', () => {
    const found = findings((papers) => {
      completedTask(papers).ended = null;
    });
    expect(found).toMatch(/I2: the task list says that .+ is open \(–\), the journal completed/);
  });

  test('a lost notice', () => {
    const found = findings((papers) => {
      const at = papers.deliveries.findIndex(({ kind }) => kind === 'taskClosed');
      papers.deliveries.splice(at, 1);
    });
    expect(found).toMatch(/I11: the notice taskClosed of .+ reached its receiver 0 times instead of 1/);
  });

  test('a notice that nothing asked for', () => {
    const found = findings((papers) => {
      const delivery = papers.deliveries.find(({ kind }) => kind === 'taskAssigned');
      papers.deliveries.push({ ...structuredClone(delivery as Papers['deliveries'][number]), id: 'another' });
    });
    expect(found).toMatch(/I11: the notice taskAssigned of .+ was sent 2 times, the journal asks for 1/);
  });

  test('a copy of a notice where nothing was cut, and not where a delivery was', () => {
    const copy = (papers: Papers) => {
      const delivery = structuredClone(papers.deliveries[0]) as Papers['deliveries'][number];
      papers.deliveries.push(delivery);
      return delivery;
    };
    expect(findings(copy)).toMatch(/I11: notice \w+ was delivered 2 times/);
    const cut = findings((papers) => {
      const { node, at } = copy(papers);
      papers.cuts.push({ node, from: at, until: at + 1 });
    });
    expect(cut).toBe('');
  });

  test('two processes that governed one deal at once', () => {
    const found = findings((papers) => {
      const [one, other] = papers.processes.filter(({ state }) => state.kind === 'governing');
      const first = other?.journal[0]?.events.find(({ type }) => type === 'ProcessStarted');
      if (!one || !other || first?.type !== 'ProcessStarted') throw new Error('Too few govern.');
      first.deal = one.state.deal;
      for (const process of [one, other]) {
        process.journal.splice(1);
        for (const operation of papers.operations)
          if (operation.id === process.journal[0]?.source) operation.answeredAt = 10;
      }
    });
    expect(found).toMatch(/B1: \w+ and \w+ governed deal deal-\d+ at once/);
  });

  test.each([
    ['fired early', { dueAt: 9_999, fires: [9_000] }, /I7: timer t fired at 9000, before it was due at 9999/],
    ['fired twice', { dueAt: 1, fires: [5, 6] }, /I8: timer t ended 2 times/],
    ['was forgotten', { dueAt: 1, fires: [] }, /I8: timer t was due at 1 and never fired/],
  ])('a timer that %s', (_, { dueAt, fires }, finding) => {
    const found = findings((papers) => {
      papers.restedAt = 100;
      const process = papers.processes.find(
        ({ state }) => state.status === 'running' && state.suspendedAt === null,
      );
      if (!process) throw new Error('None runs.');
      lastOf(process).events.push({ type: 'TimerSet', timer: 't', visit: 999, dueAt });
      for (const at of fires) {
        const n = process.journal.length + 1;
        process.journal.push({
          n,
          at,
          actor: null,
          source: 'timer',
          command: 'FireTimer',
          events: [{ type: 'TimerFired', timer: 't' }],
        });
      }
    });
    expect(found).toMatch(finding);
  });
});

const completionIn = (entry: Writable<JournalEntry> | undefined) =>
  structuredClone(found(entry?.events ?? [], ({ type }) => type === 'TaskCompleted'));

const foundRead = ({ readings }: Papers) => found(readings, ({ version }) => version > 1);

/** One that got the answer of another one's key, after it. */
const repetition = (papers: Papers): Paper =>
  found(papers.operations, (one) => one.answer?.ok === true && entryOf(papers, one).source !== one.id);

const completedTask = ({ processes }: Papers) =>
  found(
    processes.flatMap(({ tasks }) => tasks),
    ({ ended }) => ended?.as === 'completed',
  );
