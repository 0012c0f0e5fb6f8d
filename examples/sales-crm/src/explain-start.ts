import { type Config, StartError } from './config.js';

/** A sentence for what a person can mend; everything else stays what it is. */
export function explainStart({ port, dataDir }: Config, error: unknown): unknown {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} is taken by another program. Close that one, or start with another port: PORT=${port + 1} npm start`,
    );
  }
  if (code === 'CONTENTION' || /SQLITE_BUSY/.test(message)) {
    return new StartError(
      `The database in ${dataDir} is locked by another program. Close that one and start again.`,
    );
  }
  if (code === 'EACCES' || code === 'EROFS' || /SQLITE_(CANTOPEN|READONLY)/.test(message)) {
    return new StartError(
      `The folder ${dataDir} cannot be written (${message}). Choose another one: DATA_DIR=./data npm start`,
    );
  }
  if (/SQLITE_(NOTADB|CORRUPT)/.test(message)) {
    return new StartError(
      `The database in ${dataDir} is damaged or none (${message}). Move it away to begin with example data again.`,
    );
  }
  return error;
}
