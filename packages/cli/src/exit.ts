/** What the exit code of a command says. */
export const EXIT = {
  fine: 0,
  /** The answer is no: a map is not sound, a wish is refused, something is not found. */
  no: 1,
  usage: 2,
  /** A file, the database or the network fails. */
  environment: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one sentence for the person who gave it. */
export class CliError extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
