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
import { pressFigures } from './press/press-figures.js';
import { writeReadme } from './readme.js';
import { reminderFigures } from './reminders/reminder-figures.js';
import { renderingFigures } from './rendering/rendering-figures.js';
import { rounded } from './rounded.js';
import { soundnessFigures } from './soundness/soundness-figures.js';
import { stepFigures } from './step/step-figures.js';

const { values: options } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
const only = options.only?.split(',');
const wanted = (id: string) => only === undefined || only.includes(id);

console.log(
  `Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
);
const figures: Figure[] = [];
if (wanted('P10')) show(deadlineFigures());
if (wanted('P11')) show(stepFigures());
if (wanted('S1')) show(soundnessFigures());
if (wanted('R1')) show(await renderingFigures());
if (['P1', 'P2', 'P3', 'P7'].some(wanted)) {
  for await (const figure of completionFigures(wanted)) show([figure]);
}
if (wanted('P6')) show(await dealFigures());
if (wanted('P8')) for await (const figure of growthFigures()) show([figure]);
// They need a server, so they are measured when they are asked for.
if (only?.some((id) => id === 'P4' || id === 'P5')) {
  for await (const figure of postgresFigures()) show([figure]);
}
if (wanted('P9')) show(await reminderFigures());
if (wanted('T1')) show(await pressFigures());
if (wanted('P13')) show(await idleFigures());
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`);

// A part of a run would leave the rest of the table behind.
if (only === undefined) await writeReadme(new URL('../README.md', import.meta.url), figures, new Date());

function show(some: readonly Figure[]): void {
  figures.push(...some);
  for (const { id, name, value, unit, against, ratio, min, max, goal, met } of some) {
    const compared =
      against === '' ? '' : `, ${rounded(ratio)}× of ${against} (${rounded(min)}–${rounded(max)})`;
    console.log(
      `${id.padEnd(5)} ${name}: ${rounded(value)} ${unit}${compared}; goal ${goal}: ${met ? 'met' : 'MISSED'}`,
    );
  }
}
