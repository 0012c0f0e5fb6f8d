import type { UndeliveredMessage } from '@dealroute/core';
import type { Command } from 'commander';
import { addPageOptions, type PageOptions, pageOf, tellPage } from '../database/listing.js';
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
  readonly dead?: boolean;
}

/** `dealroute outbox list|retry`: what did not arrive. */
export function addOutbox(program: Command, shell: Shell): void {
  const { outbox: words } = shell.words;
  const parent = program.command('outbox').description(words.about);
  const lists = parent.command('list').description(words.list).option('--dead', words.dead);
  addPageOptions(addEngineOptions(lists, shell.words), shell).action(
    shell.runs((options: ListOptions) => list(shell, options)),
  );
  const retries = parent.command('retry').description(words.retry).argument('<id>', words.id);
  addActorOption(addEngineOptions(retries, shell.words), shell.words).action(
    shell.runs((id: string, options: ActorOptions) => retry(shell, id, options)),
  );
}

function list(shell: Shell, options: ListOptions): Promise<ExitCode> {
  const { columns, statuses } = shell.words.outbox;
  return withEngine(shell, options, async (engine) => {
    const page = await engine.undelivered(options.dead ? 'dead' : undefined, pageOf(shell, options));
    return tellPage<UndeliveredMessage>(shell, page, [
      { title: columns.id, text: ({ id }) => id },
      { title: columns.topic, text: ({ topic }) => topic },
      { title: columns.status, text: ({ status }) => statuses[status] },
      { title: columns.attempt, text: ({ attempt }) => String(attempt) },
      { title: columns.error, text: ({ error }) => error ?? '' },
    ]);
  });
}

function retry(shell: Shell, id: string, options: ActorOptions): Promise<ExitCode> {
  const { retried, notDead } = shell.words.outbox;
  return withHost(shell, options, async (engine) => {
    const outcome = await engine.retryMessage({ id, actor: options.as ?? null });
    return tellOutcome(shell, outcome, { done: retried, no: notDead(id) });
  });
}
