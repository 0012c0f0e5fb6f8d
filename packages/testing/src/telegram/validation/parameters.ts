import type { UploadedFile } from '../http/request-body.js';

/**
 * The parameters of one call, read and checked against the specification. The typed getters rely on that check; they
 * give undefined for what the bot left out.
 */
export class Parameters {
  constructor(readonly values: Readonly<Record<string, unknown>>) {}

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  integer(name: string): number | undefined {
    const value = this.values[name];
    return typeof value === 'number' ? value : undefined;
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  file(name: string): UploadedFile | undefined {
    const value = this.values[name];
    return isUpload(value) ? value : undefined;
  }

  /** An object or array of the specification, whose shape the check has proved. */
  structure<T>(name: string): T | undefined {
    return this.values[name] as T | undefined;
  }
}

function isUpload(value: unknown): value is UploadedFile {
  return typeof value === 'object' && value !== null && 'bytes' in value;
}
