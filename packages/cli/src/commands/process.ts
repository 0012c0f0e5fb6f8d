import type { ProcessRecord } from '@dealroute/core';
import { type Command, Option } from 'commander';
import { addPageOptions, type PageOptions, pageOf, tellPage, utc } from '../database/listing.js';
import { addEngineOptions, type EngineSource, withEngine } from '../database/open-engine.js';
import type { ExitCode } from '../exit.js';
import type { Shell } from '../shell.js';
import { showProcess } from './process-show.js';
import { traceProcess } from './process-trace.js';

interface ListOptions extends EngineSource, PageOptions {
  readonly status?: 'running' | 'ended';
  readonly deal?: string;
}

/** `dealroute process list|show|trace`. */
export function addProcess(program: Command, shell: Shell): void {
  const { process: words } = shell.words;
  const parent = program.command('process').description(words.about);
  const lists = parent
    .command('list')
    .description(words.list)
    .addOption(new Option('--status <status>', words.status).choices(['running', 'ended']))
    .option('--deal <deal>', words.deal);
  addPageOptions(addEngineOptions(lists, shell.words), shell).action(
    shell.runs((options: ListOptions) => list(shell, options)),
  );
  const shows = parent.command('show').description(words.show).argument('<id>', words.id);
  addEngineOptions(shows, shell.words).action(
    shell.runs((id: string, options: EngineSource) => showProcess(shell, id, options)),
  );
  const traces = parent.command('trace').description(words.trace).argument('<id>', words.id);
  addEngineOptions(traces, shell.words).action(
    shell.runs((id: string, options: EngineSource) => traceProcess(shell, id, options)),
  );
}

function list(shell: Shell, options: ListOptions): Promise<ExitCode> {
  const { status, deal } = options;
  const { columns, states } = shell.words.process;
  return withEngine(shell, options, async (engine) => {
    const filter = { ...(status !== undefined && { status }), ...(deal !== undefined && { deal }) };
    return tellPage<ProcessRecord>(shell, await engine.processes(filter, pageOf(shell, options)), [
      { title: columns.id, text: ({ id }) => id },
      { title: columns.map, text: ({ map }) => `${map.key} ${map.version}` },
      { title: columns.deal, text: (process) => process.deal },
      { title: columns.status, text: (process) => states[process.outcome ?? process.status] },
      { title: columns.started, text: ({ startedAt }) => utc(startedAt) },
    ]);
  });
}
