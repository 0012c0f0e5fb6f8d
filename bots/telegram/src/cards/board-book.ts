import type { TaskId, UserId } from '@dealroute/core';
import type { InlineButton, Keyboard, Sent } from '../api/outbound.js';
import { DAY, digest, type Kept, type Records, randomToken } from '../records.js';
import { clipped } from '../texts/html.js';
import type { Action, Rows } from './action.js';

/** While its task is open, a message may be pressed for as long as a process may wait. */
const OPEN_LIFE_MS = 400 * DAY;
const CLOSED_LIFE_MS = 30 * DAY;
const LONGEST_LABEL = 60;

/** A message with buttons, of one person. */
export interface Board {
  readonly user: UserId;
  /** `watch` is a card for somebody who looks after another's task. */
  readonly kind: 'card' | 'watch' | 'list' | 'deal' | 'contact' | 'lead';
  readonly task: TaskId | null;
  /** Once sent. */
  readonly at: Sent | null;
  /** Never shortened or reordered: the number of a button on an old copy keeps its meaning. */
  readonly actions: readonly Action[];
  /** Whether the message has got its last form. */
  readonly closed?: boolean;
}

export interface KnownBoard extends Board {
  readonly token: string;
}

/** Remembers the messages with buttons: what each button wishes, and which copies of a task's card there are. */
export class BoardBook {
  constructor(private readonly records: Records) {}

  /** Makes a board that is not sent yet; its buttons work from then on. */
  async open(board: Pick<Board, 'user' | 'kind' | 'task'>): Promise<KnownBoard> {
    const token = randomToken();
    const value: Board = { ...board, at: null, actions: [] };
    await this.records.write({ in: 'telegram.board', key: token, value, keepMs: OPEN_LIFE_MS });
    return { ...value, token };
  }

  async find(token: string): Promise<KnownBoard | undefined> {
    const kept = await this.#get(token);
    return kept && { ...kept.value, token };
  }

  /** Where the message went. */
  async sent(board: KnownBoard, at: Sent): Promise<void> {
    const copy = board.task === null ? undefined : copyKey(board.task, board.token);
    const writes = copy === undefined ? [] : [{ in: 'telegram.copy' as const, key: copy, value: {} }];
    await this.#change(board.token, (value) => ({ ...value, at }), writes);
  }

  /** The buttons, bound to the board's actions; those that it did not have are added to them. */
  async bind(board: KnownBoard, rows: Rows): Promise<Keyboard> {
    const wanted = rows.flat().flatMap((button) => ('action' in button ? [button.action] : []));
    const { actions } = await this.#change(board.token, (value) => ({
      ...value,
      actions: joined(value.actions, wanted),
    }));
    const numbers = new Map(actions.map((action, i) => [JSON.stringify(action), i]));
    return rows.map((row) =>
      row.map((button): InlineButton => {
        const text = clipped(button.label.trim() || '…', LONGEST_LABEL);
        if ('url' in button) return { text, url: button.url };
        return { text, callback_data: `${board.token}.${numbers.get(JSON.stringify(button.action))}` };
      }),
    );
  }

  /** The message has got its last form: late presses are still answered, for a month. */
  async close(board: KnownBoard): Promise<void> {
    await this.#change(board.token, (value) => ({ ...value, closed: true }), [], CLOSED_LIFE_MS);
    if (board.task === null) return;
    const key = copyKey(board.task, board.token);
    await this.records.write({ in: 'telegram.copy', key, value: {}, keepMs: CLOSED_LIFE_MS });
  }

  /** All copies of a task's card that were sent. */
  async copiesOf(task: TaskId): Promise<readonly KnownBoard[]> {
    const copies = await this.records.list('telegram.copy', `${digest(task)}.`);
    const boards = await Promise.all(copies.map(({ key }) => this.find(key.slice(key.indexOf('.') + 1))));
    return boards.filter((board) => board !== undefined && board.at !== null) as KnownBoard[];
  }

  #get(token: string): Promise<Kept<Board> | undefined> {
    return this.records.get<Board>('telegram.board', token);
  }

  async #change(
    token: string,
    change: (value: Board) => Board,
    also: readonly { in: 'telegram.copy'; key: string; value: object }[] = [],
    keepMs = OPEN_LIFE_MS,
  ): Promise<Board> {
    for (;;) {
      const kept = await this.#get(token);
      if (!kept) throw new Error('A message with buttons was forgotten while it was drawn.');
      const value = change(kept.value);
      const write = { in: 'telegram.board' as const, key: token, value, expected: kept.revision, keepMs };
      if (await this.records.write(write, ...also)) return value;
    }
  }
}

const copyKey = (task: TaskId, token: string): string => `${digest(task)}.${token}`;

function joined(actions: readonly Action[], wanted: readonly Action[]): readonly Action[] {
  const known = new Set(actions.map((action) => JSON.stringify(action)));
  const fresh = new Map(wanted.map((action) => [JSON.stringify(action), action]));
  return [...actions, ...[...fresh].filter(([text]) => !known.has(text)).map(([, action]) => action)];
}
