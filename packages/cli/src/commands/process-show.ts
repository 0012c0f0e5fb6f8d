import { labelText, type ProcessState, type TaskCard } from '@dealroute/core';
import { utc } from '../database/listing.js';
import { type EngineSource, withEngine } from '../database/open-engine.js';
import { CliError, EXIT, type ExitCode } from '../exit.js';
import type { Shell } from '../shell.js';

/** `dealroute process show ID`: where a process stands. */
export function showProcess(shell: Shell, id: string, options: EngineSource): Promise<ExitCode> {
  return withEngine(shell, options, async (engine) => {
    const state = await engine.process(id);
    if (!state) throw new CliError(EXIT.no, shell.words.process.notFound(id));
    const { items: tasks } = await engine.tasks({ process: state.id }, { limit: 500 });
    shell.answer({ process: state, tasks }, () => [
      ...stateLines(shell, state),
      `${shell.words.process.line.tasks}:`,
      ...(tasks.length === 0
        ? [`  ${shell.words.database.none}`]
        : tasks.map((task) => taskLine(shell, task))),
    ]);
    return EXIT.fine;
  });
}

function stateLines(shell: Shell, state: ProcessState): readonly string[] {
  const { line, states } = shell.words.process;
  const { instances, deal, status, suspendedAt, outcome, kind, stage, startedAt, endedAt, lossReason } =
    state;
  const { key, version } = instances[0]?.map ?? { key: '', version: 0 };
  const going = suspendedAt === null ? states[status] : states.suspended;
  const rows: readonly (readonly [string, string | null])[] = [
    [line.map, key === '' ? null : `${key} ${version}`],
    [line.deal, deal],
    [line.status, outcome === null ? going : `${going}, ${states[outcome]}`],
    [line.reason, lossReason],
    [line.stage, kind === 'governing' ? stage : null],
    [line.started, utc(startedAt)],
    [line.ended, endedAt === null ? null : utc(endedAt)],
  ];
  return rows.flatMap(([title, text]) => (text === null ? [] : [`${title}: ${text}`]));
}

function taskLine(shell: Shell, { id, title, assignee, dueAt, overdue }: TaskCard): string {
  const { task } = shell.words;
  const due = dueAt === null ? '' : `, ${task.columns.due} ${utc(dueAt)}${overdue ? ` ${task.overdue}` : ''}`;
  return `  ${id}  ${labelText(title, shell.locale)} (${assignee ?? task.nobody})${due}`;
}
