import { createHash } from 'node:crypto';
import type { UploadedFile } from '../http/request-body.js';

export interface StoredFile extends UploadedFile {
  readonly id: string;
  readonly uniqueId: string;
  /** Where `/file/bot<token>/<path>` gives it out. */
  readonly path: string;
}

/** What the bot has uploaded; ids name the content, so that a second upload of the same gives the same unique id. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();

  add(folder: string, file: UploadedFile): StoredFile {
    const uniqueId = createHash('sha256').update(file.bytes).digest('base64url').slice(0, 16);
    const number = this.#files.size + 1;
    const extension = /\.\w{1,8}$/.exec(file.fileName)?.[0] ?? '';
    const stored = {
      ...file,
      id: `file-${number}-${uniqueId}`,
      uniqueId,
      path: `${folder}/${number}${extension}`,
    };
    this.#files.set(stored.id, stored);
    return stored;
  }

  find(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  findByPath(path: string): StoredFile | undefined {
    return [...this.#files.values()].find((file) => file.path === path);
  }
}
