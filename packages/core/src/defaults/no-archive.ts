import { SdkError } from '../errors/sdk-error.js';
import type { ProcessArchive } from '../ports/process-archive.js';

/** Where nobody archives. It takes nothing, so nothing is removed. */
export const noArchive: ProcessArchive = {
  keep: async () => {
    throw new SdkError(
      'COMPOSITION_INVALID',
      'No finished process is archived here: expected an adapter of ProcessArchive. Give one as the option `archive`.',
    );
  },
};

export const isArchiving = (archive: ProcessArchive): boolean => archive !== noArchive;
