import type { Page, PageRequest } from '@dealroute/core';
import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit.js';
import type { Shell } from '../shell.js';

export interface PageOptions {
  readonly limit?: string;
  readonly after?: string;
}

/** A column: its title and what stands in it. */
export interface Column<T> {
  readonly title: string;
  text(item: T): string;
}

export function addPageOptions(command: Command, { words }: Shell): Command {
  return command
    .option('--limit <number>', words.database.limit)
    .option('--after <cursor>', words.database.after);
}

export function pageOf({ words }: Shell, { limit, after }: PageOptions): PageRequest {
  const most = limit === undefined ? undefined : Number(limit);
  if (most !== undefined && !(Number.isInteger(most) && most >= 1 && most <= 500))
    throw new CliError(EXIT.usage, words.database.notNumber(limit ?? ''));
  return { ...(most !== undefined && { limit: most }), ...(after !== undefined && { after }) };
}

/** Answers with a page: `{ items, next }` for machines, a table for people. */
export function tellPage<T>(shell: Shell, page: Page<T>, columns: readonly Column<T>[]): ExitCode {
  const { none, more } = shell.words.database;
  shell.answer(page, () => [
    ...(page.items.length === 0 ? [none] : table(shell, page.items, columns)),
    ...(page.next === null ? [] : [shell.paint('dim', more(page.next))]),
  ]);
  return EXIT.fine;
}

function table<T>(shell: Shell, items: readonly T[], columns: readonly Column<T>[]): readonly string[] {
  const rows = [
    columns.map(({ title }) => title),
    ...items.map((item) => columns.map((one) => one.text(item))),
  ];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => [...(row[i] ?? '')].length)));
  const lines = rows.map((row) =>
    row
      .map((text, i) => text + ' '.repeat((widths[i] ?? 0) - [...text].length))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, i) => (i === 0 ? shell.paint('dim', line) : line));
}

/** An instant for people, in UTC: a database has no time zone of its own. */
export const utc = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')}Z`;
