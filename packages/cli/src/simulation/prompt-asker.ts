import { isCancel, select, text } from '@clack/prompts';
import type { Shell } from '../shell.js';
import type { Answer, Asker, Question } from './asker.js';

const PASS = ':pass';
const QUIT = ':quit';

/** Asks on a terminal, with arrows and Enter. */
export class PromptAsker implements Asker {
  constructor(private readonly shell: Shell) {}

  async ask({ message, options }: Question): Promise<Answer> {
    const { stdin: input, stdout: output } = this.shell.streams;
    if (options === undefined) return answerOf(await text({ message, input, output }));
    const { pass, quit } = this.shell.words.simulate;
    const more = [
      { value: PASS, label: pass },
      { value: QUIT, label: quit },
    ];
    const chosen = await select({ message, options: [...options, ...more], input, output });
    if (chosen !== PASS) return chosen === QUIT ? { is: 'quit', because: 'asked' } : answerOf(chosen);
    const duration = await text({ message: this.shell.words.simulate.howLong, input, output });
    if (isCancel(duration)) return { is: 'quit', because: 'asked' };
    return { is: 'pass', duration: duration || undefined };
  }

  close(): void {}
}

const answerOf = (value: string | symbol | undefined): Answer =>
  isCancel(value) ? { is: 'quit', because: 'asked' } : { is: 'answer', value: String(value ?? '') };
