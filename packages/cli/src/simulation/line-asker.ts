import { createInterface, type Interface } from 'node:readline';
import type { Shell } from '../shell.js';
import type { Answer, Asker, Question } from './asker.js';

/** Reads each answer from a line of the input: the number of an option, its key or its title, or a text. */
export class LineAsker implements Asker {
  readonly #lines: AsyncIterator<string>;
  readonly #interface: Interface;

  constructor(private readonly shell: Shell) {
    this.#interface = createInterface({ input: shell.streams.stdin, crlfDelay: Number.POSITIVE_INFINITY });
    this.#lines = this.#interface[Symbol.asyncIterator]();
  }

  async ask({ message, options }: Question): Promise<Answer> {
    this.shell.say(message);
    for (const [index, { label }] of (options ?? []).entries()) this.shell.say(`  ${index + 1}) ${label}`);
    for (;;) {
      const { value: line, done } = await this.#lines.next();
      if (done) return { is: 'quit', because: 'inputEnded' };
      const answer = read(line.trim(), options);
      if (answer) return answer;
      this.shell.complain(this.shell.words.simulate.unknownAnswer(line));
    }
  }

  close(): void {
    this.#interface.close();
  }
}

function read(line: string, options: Question['options']): Answer | undefined {
  if (line === ':quit') return { is: 'quit', because: 'asked' };
  const [, duration] = /^:pass(?:\s+(\S+))?$/.exec(line) ?? [];
  if (line.startsWith(':pass')) return { is: 'pass', duration };
  if (options === undefined) return { is: 'answer', value: line };
  const chosen =
    options.find(({ value, label }) => value === line || label.toLowerCase() === line.toLowerCase()) ??
    options[Number(line) - 1];
  return chosen && { is: 'answer', value: chosen.value };
}
