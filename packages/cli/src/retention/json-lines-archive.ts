import { type FileHandle, open } from 'node:fs/promises';
import type { ArchivedProcess, ProcessArchive } from '@dealroute/core';
import { fileFailure } from '../files.js';
import type { Shell } from '../shell.js';

const NEWLINE = 10;

/**
 * Appends each process to a file as one line of JSON, which is on the disk before the process is removed. After a crash
 * a process may stand there twice, or the last line may be torn: its process was not removed, and comes again.
 */
export class JsonLinesArchive implements ProcessArchive {
  /** Why the last process could not be kept. */
  failure: unknown;

  private constructor(private readonly file: FileHandle) {}

  /** Opens or makes the file; throws a `CliError` where it cannot be written. */
  static async open(shell: Shell, path: string): Promise<JsonLinesArchive> {
    try {
      const file = await open(path, 'a+');
      if (await endsTorn(file)) await file.appendFile('\n');
      return new JsonLinesArchive(file);
    } catch (cause) {
      throw fileFailure(shell, path, cause);
    }
  }

  async keep(process: ArchivedProcess): Promise<void> {
    try {
      await this.file.appendFile(`${JSON.stringify(process)}\n`);
      await this.file.datasync();
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** Whether the last line has no end. */
async function endsTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== NEWLINE;
}
