import { readFile, writeFile } from 'node:fs/promises';
import { CliError, EXIT } from './exit.js';
import type { Shell } from './shell.js';

/** The text of a file; throws a {@link CliError} in the words of the person. */
export async function readText({ words }: Shell, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const sentence =
      code === 'ENOENT' ? words.errors.fileMissing(file) : words.errors.fileUnreadable(file, code ?? message);
    throw new CliError(EXIT.environment, sentence, { cause });
  }
}

/** Writes a file; throws a {@link CliError} in the words of the person. */
export async function writeOut({ words }: Shell, file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (cause) {
    throw fileFailure({ words }, file, cause);
  }
}

/** The failure to write a file, in the words of the person. */
export function fileFailure({ words }: Pick<Shell, 'words'>, file: string, cause: unknown): CliError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new CliError(EXIT.environment, words.errors.fileUnwritable(file, code ?? message), { cause });
}
