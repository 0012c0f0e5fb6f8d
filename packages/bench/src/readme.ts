import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { Figure, Finding } from './figure.js';
import { rounded } from './rounded.js';

const BEGIN = '<!-- figures -->';
const END = '<!-- /figures -->';

/** Puts what a whole run found into the README, in the place of what the last one did. */
export async function writeReadme(file: URL, findings: readonly Finding[], at: Date): Promise<void> {
  const text = await readFile(file, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(
      `${file.pathname} has no place for figures: expected ${BEGIN} and ${END}. Put them back.`,
    );
  }
  const about = `${at.toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores.`;
  const remarks = findings.filter((found) => typeof found === 'string');
  const figures = findings.filter((found) => typeof found !== 'string');
  const table = [[about, ...remarks].join(' '), '', ...rowsOf(figures)].join('\n');
  await writeFile(file, `${before}${BEGIN}\n${table}\n${END}${after}`);
}

const rowsOf = (figures: readonly Figure[]): readonly string[] => [
  '| # | What | Value | Ratio (least to most) | Goal | |',
  '|---|---|---|---|---|---|',
  ...figures.map(rowOf),
];

function rowOf({ id, name, value, unit, against, ratio, min, max, goal, met }: Figure): string {
  const compared = against === '' ? '' : `${rounded(ratio)}× of ${against} (${rounded(min)}–${rounded(max)})`;
  const judgement = goal === '' ? '' : met ? 'met' : 'missed';
  const cells = [id, name, `${rounded(value)} ${unit}`, compared, goal, judgement];
  return `| ${cells.join(' | ')} |`;
}
