import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { completionFigures } from './completion/completion.js';
import { postgresFigures } from './completion/postgres-figures.js';
import { deadlineFigures } from './deadline/deadline-figures.js';
import { dealFigures, dealFiguresOnPostgres } from './deal/deal-figures.js';
import type { Figure, Finding } from './figure.js';
import { growthFigures } from './growth/growth-figures.js';
import { yearFigures } from './growth/year/year-figures.js';
import { hotFigures } from './hot/hot-figures.js';
import { idleFigures } from './idle.js';
import { acrossFigures } from './outbox/across-figures.js';
import { noticeFigures } from './outbox/notice-figures.js';
import { outboxFigures, postgresOutboxFigures } from './outbox/throughput-figures.js';
import { pressFigures } from './press/press-figures.js';
import { writeReadme } from './readme.js';
import { reminderFigures } from './reminders/reminder-figures.js';
import { renderingFigures } from './rendering/rendering-figures.js';
import { rounded } from './rounded.js';
import { soundnessFigures } from './soundness/soundness-figures.js';
import { startFigures } from './start/start-figures.js';
import { stepFigures } from './step/step-figures.js';

/** Figures that are measured together, and the ids by which they are asked for. */
interface Group {
  readonly ids: readonly string[];
  /** It takes minutes, so it is measured when it is asked for. */
  readonly long?: true;
  measure(
    wanted: (id: string) => boolean,
  ): Iterable<Finding> | AsyncIterable<Finding> | Promise<readonly Finding[]>;
}

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' }, year: { type: 'string', default: '0.01' } },
});
const share = Number(options.year);
if (!(share > 0 && share <= 1)) throw new Error('--year is a part of a year: above 0, at most 1.');

const GROUPS: readonly Group[] = [
  { ids: ['P10'], measure: deadlineFigures },
  { ids: ['P11'], measure: stepFigures },
  { ids: ['S1'], measure: soundnessFigures },
  { ids: ['R1'], measure: renderingFigures },
  { ids: ['P1', 'P2', 'P3', 'P7', 'P12'], measure: completionFigures },
  { ids: ['H1'], measure: hotFigures },
  { ids: ['Y1', 'Y2', 'Y3'], long: true, measure: (wanted) => yearFigures(share, wanted) },
  { ids: ['P4', 'P5'], measure: postgresFigures },
  { ids: ['P6'], measure: dealFigures },
  { ids: ['P6'], measure: dealFiguresOnPostgres },
  { ids: ['P8'], measure: growthFigures },
  { ids: ['P9'], measure: reminderFigures },
  { ids: ['T1'], measure: pressFigures },
  { ids: ['O1'], measure: outboxFigures },
  { ids: ['O1p'], measure: postgresOutboxFigures },
  { ids: ['W1'], measure: noticeFigures },
  { ids: ['W2'], measure: acrossFigures },
  { ids: ['P13', 'P13i', 'M1'], measure: idleFigures },
  { ids: ['U1'], measure: startFigures },
];

const only = options.only?.split(',');
const wanted = (id: string) => only === undefined || only.includes(id);

console.log(
  `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
);
const findings: Finding[] = [];
for (const { ids, long, measure } of GROUPS) {
  if (!ids.some(wanted) || (long && only === undefined)) continue;
  for await (const found of await measure(wanted)) note(found);
}
const figures = findings.filter((found) => typeof found !== 'string');
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`);

// A part of a run would leave the rest of the table behind.
if (only === undefined) await writeReadme(new URL('../README.md', import.meta.url), findings, new Date());

function note(found: Finding): void {
  // Several groups may say the same of one server.
  if (findings.includes(found)) return;
  findings.push(found);
  console.log(typeof found === 'string' ? found : lineOf(found));
}

function lineOf({ id, name, value, unit, against, ratio, min, max, goal, met }: Figure): string {
  const compared =
    against === '' ? '' : `, ${rounded(ratio)}× of ${against} (${rounded(min)}–${rounded(max)})`;
  const judgement = goal === '' ? '' : `; goal ${goal}: ${met ? 'met' : 'MISSED'}`;
  return `${id.padEnd(5)} ${name}: ${rounded(value)} ${unit}${compared}${judgement}`;
}
