/** What one look at the installation found; `text` has the remedy where something is wrong. */
export interface Check {
  readonly name: 'node' | 'config' | 'database' | 'schema' | 'clock' | 'bot';
  readonly state: 'ok' | 'problem' | 'skipped';
  readonly text: string;
}
