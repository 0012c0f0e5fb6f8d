import {
  type ApplyRetentionRequest,
  type Engine,
  type Outcome,
  type Plugin,
  PROCESS_ARCHIVE,
  RETAINED_KINDS,
  type RetainedKind,
  type RetentionBatch,
} from '@dealroute/core';
import type { Command } from 'commander';
import { utc } from '../database/listing.js';
import { type ActorOptions, addActorOption, addEngineOptions, withHost } from '../database/open-engine.js';
import { tellOutcome } from '../database/tell-outcome.js';
import { EXIT, type ExitCode } from '../exit.js';
import { fileFailure } from '../files.js';
import { JsonLinesArchive } from '../retention/json-lines-archive.js';
import { addBatch, type RetentionTotal } from '../retention/retention-total.js';
import type { Shell } from '../shell.js';

type Periods = { readonly [K in RetainedKind]?: string };

interface Options extends ActorOptions, Periods {
  readonly apply?: boolean;
  readonly archive?: string;
  readonly withoutArchive?: boolean;
}

/** `dealroute retention`: what has been over for long, and removes it with `--apply`. */
export function addRetention(program: Command, shell: Shell): void {
  const { retention: words } = shell.words;
  const command = program.command('retention').description(words.about);
  for (const kind of RETAINED_KINDS) command.option(`--${kind} <duration>`, words.periods[kind]);
  command
    .option('--apply', words.apply)
    .option('--archive <file>', words.archive)
    .option('--without-archive', words.withoutArchive);
  addActorOption(addEngineOptions(command, shell.words), shell.words).action(
    shell.runs((options: Options) => retention(shell, options)),
  );
}

async function retention(shell: Shell, options: Options): Promise<ExitCode> {
  const { archive: path } = options;
  const archive = path === undefined || !options.apply ? undefined : await JsonLinesArchive.open(shell, path);
  try {
    const source = { ...options, plugins: archive ? [archivePlugin(archive)] : [] };
    const code = await withHost(shell, source, (engine) => walk(shell, engine, options));
    if (archive?.failure !== undefined) throw fileFailure(shell, path ?? '', archive.failure);
    return code;
  } finally {
    await archive?.close();
  }
}

const archivePlugin = (archive: JsonLinesArchive): Plugin => ({
  name: 'cli-archive',
  apiVersion: 1,
  provide: (registry) => registry.bind(PROCESS_ARCHIVE, archive, { override: true }),
});

/** Batch after batch, to the last one. */
async function walk(shell: Shell, engine: Engine, options: Options): Promise<ExitCode> {
  const request = requestOf(options);
  const totals = new Map<RetainedKind, RetentionTotal>();
  let outcome: Outcome<RetentionBatch>;
  let after: string | null = null;
  do {
    outcome = await engine.applyRetention({ ...request, ...(after !== null && { after }) });
    if (!outcome.ok) return tellOutcome(shell, outcome, { done: '' });
    addBatch(totals, outcome.value);
    // An archive that fails more than once fails for the rest as well.
    after = outcome.value.stays.notArchived > 1 && !request.dryRun ? null : outcome.value.next;
  } while (after !== null);
  return tell(shell, request.dryRun, [...totals.values()]);
}

function requestOf(options: Options): ApplyRetentionRequest {
  const named = RETAINED_KINDS.flatMap((kind) => {
    const period = options[kind];
    return period === undefined ? [] : [[kind, period] as const];
  });
  return {
    dryRun: options.apply !== true,
    actor: options.as ?? null,
    ...(named.length > 0 && { keep: Object.fromEntries(named) }),
    ...(options.withoutArchive === true && { withoutArchive: true }),
  };
}

function tell(shell: Shell, dryRun: boolean, totals: readonly RetentionTotal[]): ExitCode {
  const { retention: words } = shell.words;
  shell.answer({ dryRun, kinds: totals }, () => [
    ...(totals.length === 0 ? [words.nothing] : totals.map((total) => line(shell, dryRun, total))),
    ...(dryRun && totals.length > 0 ? [shell.paint('dim', words.isDry)] : []),
  ]);
  const failed = totals.some(({ stays }) => stays.notArchived > 0);
  if (failed) shell.complain(words.notArchived);
  return failed ? EXIT.environment : EXIT.fine;
}

/** Such as `messages: 12 would go, the oldest over since 2026-01-01 10:00Z; 2 stay: an incident is open`. */
function line(shell: Shell, dryRun: boolean, { kind, removed, stays, oldest }: RetentionTotal): string {
  const { retention: words } = shell.words;
  const going = `${words.kinds[kind]}: ${(dryRun ? words.wouldGo : words.gone)(removed)}`;
  const since = oldest === null ? '' : `, ${words.oldest(utc(oldest))}`;
  const left = Object.entries(stays).filter(([, count]) => count > 0);
  const staying = left.map(
    ([why, count]) => `; ${words.stay(count)}: ${words.why[why as keyof typeof stays]}`,
  );
  return `${going}${since}${staying.join('')}`;
}
