import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createEngine,
  DEFAULT_TENANT,
  type Engine,
  type EngineOptions,
  type Logger,
  type Plugin,
} from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import type { Command } from 'commander';
import { CliError, EXIT } from '../exit.js';
import type { Shell } from '../shell.js';
import type { Words } from '../texts/words.js';
import { type DatabaseOptions, withDatabase } from './open-database.js';

/** Where the engine comes from, as options say it. */
export interface EngineSource extends DatabaseOptions {
  readonly config?: string;
  readonly tenant?: string;
  /** What the command adds to the plugins of the configuration. */
  readonly plugins?: readonly Plugin[];
}

/** Who wishes a change. */
export interface ActorOptions extends EngineSource {
  readonly as?: string;
}

const quiet: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export function addEngineOptions(command: Command, { database: words }: Words): Command {
  return command
    .option('--database <place>', words.option)
    .option('--config <module>', words.config)
    .option('--tenant <tenant>', words.tenant);
}

export function addActorOption(command: Command, { database: words }: Words): Command {
  return command.option('--as <user>', words.as);
}

/** Reads with the host's engine where there is a configuration, else with one on the database alone. */
export function withEngine<T>(
  shell: Shell,
  source: EngineSource,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  if (source.config !== undefined) return withHost(shell, source, work);
  return withDatabase(shell, source, (knex) =>
    during({ plugins: [knexStorage({ knex, migrate: 'never' })], logger: quiet }, source, work),
  );
}

/** Works with the host's engine: what changes a process needs the host's people, deals and calendar. */
export async function withHost<T>(
  shell: Shell,
  source: EngineSource,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  if (source.config === undefined) throw new CliError(EXIT.usage, shell.words.database.needsHost);
  const given = await readConfig(shell, source.config);
  return during(typeof given === 'function' ? await given() : given, source, work);
}

/** The default export of a configuration: options, or the function that gives them. */
export async function readConfig(
  { words }: Shell,
  file: string,
): Promise<EngineOptions | (() => EngineOptions | Promise<EngineOptions>)> {
  const module = await load(words, file);
  const given = (module as { readonly default?: unknown }).default;
  if (typeof given === 'function' || (typeof given === 'object' && given !== null))
    return given as EngineOptions;
  throw new CliError(EXIT.usage, words.database.configForm(file));
}

async function load(words: Words, file: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(resolve(file)).href);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(EXIT.environment, words.database.configBroken(file, why), { cause });
  }
}

/** An engine that does no work of its own: the host's processes deliver and fire. */
async function during<T>(
  options: EngineOptions,
  { tenant = DEFAULT_TENANT, plugins = [] }: EngineSource,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const all = [...(options.plugins ?? []), ...plugins];
  const engine = await createEngine({ ...options, plugins: all, background: false });
  try {
    return await work(engine.for(tenant).through('cli'));
  } finally {
    await engine.stop();
  }
}
