import { COPIES, type PlayedSale } from './copied-rows.js';
import type { SaleStory } from './sales-of-a-year.js';
import { PEOPLE } from './year-sale.js';

const DAY = 86_400_000;
const ROWS = 500;
/** Of ids that sort as they were made. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Columns of the copies: whose copy it is, its ids, its keys, its people, and how much later it takes place. */
export const COPY_COLUMNS = ['sale', 'stem', 'salt', ...Object.keys(PEOPLE), 'shift'] as const;

/** A sale that can be copied, and what is known of it. */
export interface Copied {
  readonly story: SaleStory;
  readonly played: PlayedSale;
  /** Its place among all that were played. */
  readonly sale: number;
}

/** Which copies to make. */
export interface CopyPlan {
  readonly of: readonly Copied[];
  readonly count: number;
  readonly managers: number;
  readonly now: number;
}

/** The rows of copies `from` to `until` of a plan, oldest first; the same ones each time. */
export function copiesOf(plan: CopyPlan, from: number, until: number): readonly string[] {
  const tuples: string[] = [];
  for (let n = from; n < until; n++) tuples.push(tuple(plan, n));
  const statements: string[] = [];
  for (let at = 0; at < tuples.length; at += ROWS)
    statements.push(
      `INSERT INTO ${COPIES} (${COPY_COLUMNS.join(', ')}) VALUES ${tuples.slice(at, at + ROWS).join(', ')}`,
    );
  return statements;
}

function tuple({ of, count, managers, now }: CopyPlan, n: number): string {
  const random = randomOf(n + 1 + (of[0]?.sale ?? 0) * 1_000_000_007);
  const { story, played, sale } = chosen(of, random() * 100);
  // The first copy is the oldest one, so that they are written in the order in which they would have been.
  const ago = ((count - n - random()) / count) * story.within * DAY;
  const shift = Math.round(now - ago - played.to);
  const stem = timeText(played.from + shift) + randomText(random, 12);
  const people = peopleOf(Math.floor(random() * managers)).map((person) => `'${person}'`);
  const salt = randomText(random, 16);
  return `(${sale}, '${stem}', '${salt}', ${people.join(', ')}, ${shift})`;
}

function chosen(of: readonly Copied[], at: number): Copied {
  let share = 0;
  const found = of.find(({ story }) => {
    share += story.share;
    return at < share;
  });
  if (!found) throw new Error('The shares of the stories of a year do not add up to 100.');
  return found;
}

/** Everybody of a manager's team, in the order of {@link PEOPLE}; twenty managers have a head. */
function peopleOf(manager: number): readonly string[] {
  const team = Math.floor(manager / 20);
  const places = [manager, manager + 1, team, team, team, team];
  const [, colleague, ...others] = Object.keys(PEOPLE);
  // Colleagues are managers, too.
  return ['manager', colleague && 'manager', ...others].map(
    (role, i) => `${role}-${String((places[i] ?? 0) + 1).padStart(3, '0')}`,
  );
}

function timeText(instant: number): string {
  let text = '';
  for (let rest = instant; text.length < 10; rest = Math.floor(rest / 32)) text = CROCKFORD[rest % 32] + text;
  return text;
}

const randomText = (random: () => number, length: number): string =>
  Array.from({ length }, () => CROCKFORD[Math.floor(random() * 32)]).join('');

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
