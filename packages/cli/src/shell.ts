import type { Readable, Writable } from 'node:stream';
import type { Locale } from '@dealroute/core';
import { EXIT, type ExitCode } from './exit.js';
import { WORDS, type Words } from './texts/words.js';

/** Where a command line reads from and writes to; `process` is one. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

const COLOURS = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 } as const;

export type Colour = keyof typeof COLOURS;

/** What every command gets: its language, its streams, and how to answer. */
export class Shell {
  readonly words: Words;
  /** Whether machines read the answer. */
  json = false;
  exitCode: ExitCode = EXIT.fine;

  constructor(
    readonly streams: Streams,
    readonly locale: Locale,
  ) {
    this.words = WORDS[locale];
  }

  /** Whether a person sits before both ends. */
  get isInteractive(): boolean {
    return this.streams.stdin.isTTY === true && this.streams.stdout.isTTY === true;
  }

  /** The text in a colour on a terminal, as it is elsewhere. */
  paint(colour: Colour, text: string): string {
    if (!this.streams.stdout.isTTY || this.streams.env.NO_COLOR) return text;
    return `\u001b[${COLOURS[colour]}m${text}\u001b[0m`;
  }

  print(line: string): void {
    this.streams.stdout.write(`${line}\n`);
  }

  /** What only people want to see. */
  say(line: string): void {
    if (!this.json) this.print(line);
  }

  /** The one answer of a command: data for machines, or lines for people. */
  answer(data: unknown, lines: () => readonly string[]): void {
    if (this.json) this.print(JSON.stringify(data, null, 2));
    else for (const line of lines()) this.print(line);
  }

  complain(line: string): void {
    this.streams.stderr.write(`${line}\n`);
  }

  /** What commander calls: keeps the exit code that the command gives. */
  runs<A extends unknown[]>(command: (...args: A) => Promise<ExitCode>): (...args: A) => Promise<void> {
    return async (...args) => {
      this.exitCode = await command(...args);
    };
  }
}
