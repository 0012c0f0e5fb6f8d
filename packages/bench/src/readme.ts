import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { Figure } from './figure.js';
import { rounded } from './rounded.js';

const BEGIN = '<!-- figures -->';
const END = '<!-- /figures -->';

/** Puts the figures of a whole run into the README, in the place of the last ones. */
export async function writeReadme(file: URL, figures: readonly Figure[], at: Date): Promise<void> {
  const text = await readFile(file, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(
      `${file.pathname} has no place for figures: expected ${BEGIN} and ${END}. Put them back.`,
    );
  }
  const about = `${at.toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores.`;
  const table = [about, '', ...rowsOf(figures)].join('\n');
  await writeFile(file, `${before}${BEGIN}\n${table}\n${END}${after}`);
}

const rowsOf = (figures: readonly Figure[]): readonly string[] => [
  '| # | What | Value | Ratio (least to most) | Goal | |',
  '|---|---|---|---|---|---|',
  ...figures.map(rowOf),
];

function rowOf({ id, name, value, unit, against, ratio, min, max, goal, met }: Figure): string {
  const compared = against === '' ? '' : `${rounded(ratio)}× of ${against} (${rounded(min)}–${rounded(max)})`;
  const cells = [id, name, `${rounded(value)} ${unit}`, compared, goal, met ? 'met' : 'missed'];
  return `| ${cells.join(' | ')} |`;
}
