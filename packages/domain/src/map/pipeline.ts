import type { Label } from './label.js';

/** One value of a pipeline. `kind` says whether a deal there is open, won or lost. */
export interface Stage {
  readonly key: string;
  readonly title: Label;
  readonly kind: 'open' | 'won' | 'lost';
}

/** The host's ordered list of deal stages. */
export interface Pipeline {
  readonly key: string;
  readonly title: Label;
  readonly stages: readonly Stage[];
  /** The names of the deal fields that conditions, rules and required fields may use; unchecked when left out. */
  readonly fields?: readonly string[];
}
