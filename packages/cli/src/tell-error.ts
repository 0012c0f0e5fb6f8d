import { type ErrorCode, SdkError } from '@dealroute/core';
import { CommanderError } from 'commander';
import { CliError, EXIT, type ExitCode } from './exit.js';
import type { Shell } from './shell.js';
import { usageText } from './texts/usage-text.js';

/** Errors of the engine that say what the person gave, not what the machine lacks. */
const USAGE: readonly ErrorCode[] = ['REQUEST_INVALID', 'COMPOSITION_INVALID', 'CALENDAR_INVALID'];

/** Tells a failure in one sentence, never with a stack unless `DEBUG=dealroute` asks for it; gives the exit code. */
export function tellError(shell: Shell, error: unknown): ExitCode {
  if (error instanceof CommanderError) return tellUsage(shell, error);
  shell.complain(sentenceOf(shell, error));
  if (shell.streams.env.DEBUG === 'dealroute' && error instanceof Error) shell.complain(error.stack ?? '');
  return exitCodeOf(error);
}

function tellUsage(shell: Shell, error: CommanderError): ExitCode {
  if (error.exitCode === 0) return EXIT.fine;
  // `dealroute` alone has printed its help already.
  if (error.code !== 'commander.help') shell.complain(usageText(error, shell.words));
  return EXIT.usage;
}

function sentenceOf({ words }: Shell, error: unknown): string {
  if (error instanceof CliError || SdkError.is(error)) return error.message;
  return words.errors.unexpected(error instanceof Error ? error.message : String(error));
}

function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CliError) return error.exitCode;
  if (!SdkError.is(error)) return EXIT.environment;
  return USAGE.includes(error.code) ? EXIT.usage : EXIT.environment;
}
