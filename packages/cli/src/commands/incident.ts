import type { Incident } from '@dealroute/core';
import type { Command } from 'commander';
import { addPageOptions, type PageOptions, pageOf, tellPage, utc } from '../database/listing.js';
import {
  type ActorOptions,
  addActorOption,
  addEngineOptions,
  type EngineSource,
  withEngine,
  withHost,
} from '../database/open-engine.js';
import { tellOutcome } from '../database/tell-outcome.js';
import type { ExitCode } from '../exit.js';
import type { Shell } from '../shell.js';

interface ListOptions extends EngineSource, PageOptions {
  readonly resolved?: boolean;
}

/** `dealroute incident list|retry|resolve`: what is stuck. */
export function addIncident(program: Command, shell: Shell): void {
  const { incident: words } = shell.words;
  const parent = program.command('incident').description(words.about);
  const lists = parent.command('list').description(words.list).option('--resolved', words.resolved);
  addPageOptions(addEngineOptions(lists, shell.words), shell).action(
    shell.runs((options: ListOptions) => list(shell, options)),
  );
  for (const [name, about] of [
    ['retry', words.retry],
    ['resolve', words.resolve],
  ] as const) {
    const command = parent.command(name).description(about).argument('<id>', words.id);
    addActorOption(addEngineOptions(command, shell.words), shell.words).action(
      shell.runs((id: string, options: ActorOptions) => settle(shell, name, id, options)),
    );
  }
}

function list(shell: Shell, options: ListOptions): Promise<ExitCode> {
  const { columns, kinds } = shell.words.incident;
  return withEngine(shell, options, async (engine) => {
    const page = await engine.incidents(options.resolved ? 'resolved' : 'open', pageOf(shell, options));
    return tellPage<Incident>(shell, page, [
      { title: columns.id, text: ({ id }) => id },
      { title: columns.kind, text: ({ kind }) => kinds[kind] ?? kind },
      { title: columns.about, text: ({ process, deal }) => process ?? deal ?? '' },
      { title: columns.count, text: ({ count }) => String(count) },
      { title: columns.at, text: ({ at }) => utc(at) },
    ]);
  });
}

function settle(
  shell: Shell,
  how: 'retry' | 'resolve',
  id: string,
  options: ActorOptions,
): Promise<ExitCode> {
  const { retried, notRetried, resolvedNow, notOpen } = shell.words.incident;
  const request = { id, actor: options.as ?? null };
  return withHost(shell, options, async (engine) =>
    how === 'retry'
      ? tellOutcome(shell, await engine.retryIncident(request), { done: retried, no: notRetried(id) })
      : tellOutcome(shell, await engine.resolveIncident(request), { done: resolvedNow, no: notOpen(id) }),
  );
}
