import { labelText, type TaskCard } from '@dealroute/core';
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
  readonly person?: string;
  readonly deal?: string;
}

interface CompleteOptions extends ActorOptions {
  readonly result?: string;
  readonly comment?: string;
  readonly lossReason?: string;
}

interface HandOverOptions extends ActorOptions {
  readonly to: string;
  readonly comment?: string;
}

/** `dealroute task list|complete|hand-over`. */
export function addTask(program: Command, shell: Shell): void {
  const { task: words } = shell.words;
  const parent = program.command('task').description(words.about);
  const lists = parent
    .command('list')
    .description(words.list)
    .option('--person <user>', words.person)
    .option('--deal <deal>', words.deal);
  addPageOptions(addEngineOptions(lists, shell.words), shell).action(
    shell.runs((options: ListOptions) => list(shell, options)),
  );
  const completes = parent
    .command('complete')
    .description(words.complete)
    .argument('<id>', words.id)
    .option('--result <key>', words.result)
    .option('--comment <text>', words.comment)
    .option('--loss-reason <key>', words.lossReason);
  addActorOption(addEngineOptions(completes, shell.words), shell.words).action(
    shell.runs((id: string, options: CompleteOptions) => complete(shell, id, options)),
  );
  const handsOver = parent
    .command('hand-over')
    .description(words.handOver)
    .argument('<id>', words.id)
    .requiredOption('--to <user>', words.to)
    .option('--comment <text>', words.handComment);
  addActorOption(addEngineOptions(handsOver, shell.words), shell.words).action(
    shell.runs((id: string, options: HandOverOptions) => handOver(shell, id, options)),
  );
}

function list(shell: Shell, options: ListOptions): Promise<ExitCode> {
  const { person, deal } = options;
  const { columns, nobody, overdue } = shell.words.task;
  const due = ({ dueAt, overdue: isLate }: TaskCard) =>
    dueAt === null ? '' : `${utc(dueAt)}${isLate ? ` ${overdue}` : ''}`;
  return withEngine(shell, options, async (engine) => {
    const filter = { ...(person !== undefined && { person }), ...(deal !== undefined && { deal }) };
    return tellPage<TaskCard>(shell, await engine.tasks(filter, pageOf(shell, options)), [
      { title: columns.id, text: ({ id }) => id },
      { title: columns.title, text: ({ title }) => labelText(title, shell.locale) },
      { title: columns.deal, text: (task) => task.deal },
      { title: columns.assignee, text: ({ assignee }) => assignee ?? nobody },
      { title: columns.due, text: due },
    ]);
  });
}

function complete(shell: Shell, task: string, options: CompleteOptions): Promise<ExitCode> {
  const { as = null, result, comment, lossReason } = options;
  return withHost(shell, options, async (engine) => {
    const outcome = await engine.completeTask({
      task,
      actor: as,
      ...(result !== undefined && { result }),
      ...(comment !== undefined && { comment }),
      ...(lossReason !== undefined && { lossReason }),
    });
    return tellOutcome(shell, outcome, { done: shell.words.task.completed });
  });
}

function handOver(shell: Shell, task: string, options: HandOverOptions): Promise<ExitCode> {
  const { as = null, to, comment } = options;
  return withHost(shell, options, async (engine) => {
    const said = comment === undefined ? {} : { comment };
    const outcome = await engine.handOverTask({ task, to, actor: as, ...said });
    return tellOutcome(shell, outcome, { done: shell.words.task.handedOver(to) });
  });
}
