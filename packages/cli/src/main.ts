import type { ExitCode } from './exit.js';
import { programOf } from './program.js';
import { Shell, type Streams } from './shell.js';
import { tellError } from './tell-error.js';
import { localeOf } from './texts/locale-of.js';

/**
 * Runs one command line, `['validate', 'sale.yaml']`, and gives its exit code. Nothing it is given makes it throw, and
 * it leaves `process` alone: what it reads and writes are the streams, settings come from `streams.env`.
 */
export async function main(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  const shell = new Shell(streams, localeOf(argv, streams.env));
  try {
    await programOf(shell).parseAsync([...argv], { from: 'user' });
    return shell.exitCode;
  } catch (error) {
    return tellError(shell, error);
  }
}
