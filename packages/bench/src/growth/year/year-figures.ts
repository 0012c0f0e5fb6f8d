import { Files, openKnex } from '../../completion/database.js';
import { engineWriterOn } from '../../completion/engine-writer.js';
import { DEALS } from '../../completion/world.js';
import { drive, type Writer } from '../../completion/writer.js';
import { type Figure, type Finding, type Goal, pairFigure } from '../../figure.js';
import { onPostgres } from '../../postgres-server.js';
import { fillOffice } from './fill-year-office.js';
import { onMariadb } from './mariadb-server.js';
import { mean, tick, workOf } from './office.js';

const PAIRS = 5;
const LOOKS = 40;
const TICKS = 10;

type Make = () => Promise<Parameters<typeof fillOffice>[0]>;

/**
 * What a day's work costs after a year, against the same in an office that begins: Y1 on SQLite, Y2 on PostgreSQL, Y3 on
 * MariaDB. `share` is the part of the year, above 0 to 1.
 */
export async function* yearFigures(share: number, wanted: (id: string) => boolean): AsyncGenerator<Finding> {
  if (wanted('Y1')) yield* onSqlite((make) => measured(make, { id: 'Y1', on: 'SQLite FULL', share }));
  const [y2, y3] = [
    { id: 'Y2', on: 'PostgreSQL', share },
    { id: 'Y3', on: 'MariaDB', share },
  ];
  if (wanted('Y2'))
    yield* onPostgres('Y2', (server) => measured(async () => server.open(await server.schema('year')), y2));
  if (wanted('Y3')) yield* onMariadb('Y3', (make) => measured(make, y3));
}

async function* onSqlite(measure: (make: Make) => AsyncIterable<Finding>): AsyncGenerator<Finding> {
  const files = await Files.make();
  let made = 0;
  try {
    yield* measure(async () => openKnex(files.path(`year-${made++}`), 'FULL'));
  } finally {
    await files.remove();
  }
}

interface Year {
  readonly id: string;
  readonly on: string;
  readonly share: number;
}

async function* measured(make: Make, year: Year): AsyncGenerator<Figure> {
  const offices: Writer[] = [];
  try {
    for (const share of [year.share, 0]) {
      const knex = await make();
      await fillOffice(knex, share);
      offices.push(await engineWriterOn(knex));
    }
    yield* compared(offices as [Writer, Writer], year);
  } finally {
    for (const office of offices) await office.close();
  }
}

async function* compared(
  offices: readonly [Writer, Writer],
  { id, on, share }: Year,
): AsyncGenerator<Figure> {
  const against = 'an office that begins';
  const figure = async (
    name: string,
    unit: string,
    goal: Goal,
    measure: (office: Writer) => Promise<number>,
  ) => {
    const pairs = await alternating(offices, measure);
    return pairFigure(
      { id, name: `${name}, ${share} of a year, ${on}`, unit, against },
      pairs.map(([old]) => old),
      pairs.map(([old, fresh]) => old / fresh),
      goal,
    );
  };
  yield figure('completion, 32 callers', '/s', { atLeast: 0.83 }, async (office) => {
    return (await drive(office, 32, 3_200, DEALS)).perSecond;
  });
  yield figure('p50 of a completion, 1 caller', 'ms', { atMost: 1.2 }, async (office) => {
    return (await drive(office, 1, 300, DEALS)).p50;
  });
  for (const name of Object.keys(workOf(offices[0])))
    yield figure(name, 'ms', { atMost: 1.5 }, (office) => mean(LOOKS, workOf(office)[name]));
  let round = 0;
  yield figure('reminder tick with 100 notices', 'ms', { atMost: 1.2 }, (office) =>
    mean(TICKS, () => tick(office, `tick-${round++}`)),
  );
}

/** A B A B …, warmed up first. */
async function alternating(
  [old, fresh]: readonly [Writer, Writer],
  measure: (office: Writer) => Promise<number>,
): Promise<readonly (readonly [number, number])[]> {
  const pairs: (readonly [number, number])[] = [];
  for (let pair = 0; pair <= PAIRS; pair++) {
    const both = [await measure(old), await measure(fresh)] as const;
    if (pair > 0) pairs.push(both);
  }
  return pairs;
}
