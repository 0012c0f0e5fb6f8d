import type { Fault } from './faults/fault.js';
import type { ResponseParameters } from './wire.js';

/** One call of a Bot API method, as `telegram.calls` keeps it. */
export interface ApiCall {
  readonly method: string;
  /** As the bot wrote them; those of forms are strings. Uploaded files are named `<file name>`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** When it came, by the clock of the server. */
  readonly at: number;
  /** Undefined while it is being answered, and for ever when the connection broke. */
  readonly answer?: ApiAnswer;
  /** The planned fault that struck it. */
  readonly fault?: Fault;
}

export type ApiAnswer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: ResponseParameters;
    };
