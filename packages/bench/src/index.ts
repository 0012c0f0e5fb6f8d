import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { completionFigures } from './completion/completion.js';
import { postgresFigures } from './completion/postgres-figures.js';
import { deadlineFigures } from './deadline/deadline-figures.js';
import { dealFigures } from './deal/deal-figures.js';
import type { Figure } from './figure.js';
import { growthFigures } from './growth/growth-figures.js';
import { idleFigures } from './idle.js';
import { acrossFigures, COMMITS, commitForOthers } from './outbox/across-figures.js';
import { noticeFigures } from './outbox/notice-figures.js';
import { outboxFigures, postgresOutboxFigures } from './outbox/throughput-figures.js';
import { pressFigures } from './press/press-figures.js';
import { writeReadme } from './readme.js';
import { reminderFigures } from './reminders/reminder-figures.js';
import { renderingFigures } from './rendering/rendering-figures.js';
import { rounded } from './rounded.js';
import { soundnessFigures } from './soundness/soundness-figures.js';
import { stepFigures } from './step/step-figures.js';

/** Figures that are measured together, and the ids by which they are asked for. */
interface Group {
  readonly ids: readonly string[];
  /** It needs a server, so it is measured when it is asked for. */
  readonly byName?: true;
  measure(
    wanted: (id: string) => boolean,
  ): Iterable<Figure> | AsyncIterable<Figure> | Promise<readonly Figure[]>;
}

const GROUPS: readonly Group[] = [
  { ids: ['P10'], measure: deadlineFigures },
  { ids: ['P11'], measure: stepFigures },
  { ids: ['S1'], measure: soundnessFigures },
  { ids: ['R1'], measure: renderingFigures },
  { ids: ['P1', 'P2', 'P3', 'P7'], measure: completionFigures },
  { ids: ['P6'], measure: dealFigures },
  { ids: ['P8'], measure: growthFigures },
  { ids: ['P4', 'P5'], byName: true, measure: postgresFigures },
  { ids: ['P9'], measure: reminderFigures },
  { ids: ['T1'], measure: pressFigures },
  { ids: ['O1'], measure: outboxFigures },
  { ids: ['W1'], measure: noticeFigures },
  { ids: ['O1p'], byName: true, measure: postgresOutboxFigures },
  { ids: ['W2'], byName: true, measure: acrossFigures },
  { ids: [COMMITS], byName: true, measure: commitForOthers },
  { ids: ['P13', 'P13i'], measure: idleFigures },
];

const { values: options } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
const only = options.only?.split(',');
const wanted = (id: string) => only === undefined || only.includes(id);

console.log(
  `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
);
const figures: Figure[] = [];
for (const { ids, byName, measure } of GROUPS) {
  if (!ids.some(wanted) || (byName && only === undefined)) continue;
  for await (const figure of await measure(wanted)) show(figure);
}
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`);

// A part of a run would leave the rest of the table behind.
if (only === undefined) await writeReadme(new URL('../README.md', import.meta.url), figures, new Date());

function show(figure: Figure): void {
  figures.push(figure);
  const { id, name, value, unit, against, ratio, min, max, goal, met } = figure;
  const compared =
    against === '' ? '' : `, ${rounded(ratio)}× of ${against} (${rounded(min)}–${rounded(max)})`;
  console.log(
    `${id.padEnd(5)} ${name}: ${rounded(value)} ${unit}${compared}; goal ${goal}: ${met ? 'met' : 'MISSED'}`,
  );
}
