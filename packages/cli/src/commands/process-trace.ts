import { utc } from '../database/listing.js';
import { type EngineSource, withEngine } from '../database/open-engine.js';
import { CliError, EXIT, type ExitCode } from '../exit.js';
import { readJournal, type ToldEntry, tellJournal } from '../journal/read-journal.js';
import type { Shell } from '../shell.js';

/** `dealroute process trace ID`: what happened, in words; with `--json` the events beside them. */
export function traceProcess(shell: Shell, id: string, options: EngineSource): Promise<ExitCode> {
  return withEngine(shell, options, async (engine) => {
    const entries = await readJournal(engine, id);
    if (entries.length === 0) throw new CliError(EXIT.no, shell.words.process.notFound(id));
    const told = await tellJournal(engine, entries, shell.locale);
    const data = told.map(({ lines, ...entry }, i) => ({ ...entry, lines, events: entries[i]?.events }));
    shell.answer({ entries: data }, () => told.flatMap((entry) => linesOf(shell, entry)));
    return EXIT.fine;
  });
}

function linesOf(shell: Shell, { at, who, lines }: ToldEntry): readonly string[] {
  return [
    `${shell.paint('dim', utc(at))} ${shell.paint('bold', who)}`,
    ...lines.flatMap(({ text, comment }) => [`  ${text}`, ...(comment ? [`    “${comment}”`] : [])]),
  ];
}
