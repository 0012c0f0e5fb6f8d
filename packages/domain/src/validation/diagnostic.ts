import type { JsonValue } from '../json.js';

/** A finding about a map, for its author: a code with parameters; core/texts has the sentences in ru and en. */
export interface Diagnostic {
  /** Name of the rule, which is also its page: `docs/rules/<rule>.md`. */
  readonly rule: string;
  /** An `error` refuses activation. */
  readonly severity: 'error' | 'warning';
  /** Which of the rule's sentences. */
  readonly code: string;
  /** The node and flow it is about, where there is one. */
  readonly node?: string;
  readonly flow?: string;
  /** What the sentence names. */
  readonly params: Readonly<Record<string, JsonValue>>;
}
