import { Command, Option } from 'commander';
import { addCalendar } from './commands/calendar.js';
import { addConvert } from './commands/convert.js';
import { addDeadline } from './commands/deadline.js';
import { addDiff } from './commands/diff.js';
import { addDoctor } from './commands/doctor.js';
import { addIncident } from './commands/incident.js';
import { addMigrate } from './commands/migrate.js';
import { addOutbox } from './commands/outbox.js';
import { addProcess } from './commands/process.js';
import { addRender } from './commands/render.js';
import { addRetention } from './commands/retention.js';
import { addSchema } from './commands/schema.js';
import { addSimulate } from './commands/simulate.js';
import { addTask } from './commands/task.js';
import { addValidate } from './commands/validate.js';
import type { Shell } from './shell.js';

const COMMANDS = [
  addValidate,
  addRender,
  addDiff,
  addConvert,
  addSchema,
  addDeadline,
  addCalendar,
  addSimulate,
  addMigrate,
  addDoctor,
  addProcess,
  addTask,
  addIncident,
  addOutbox,
  addRetention,
];

/** The command line with all its commands, in the language of the shell. */
export function programOf(shell: Shell): Command {
  const { help } = shell.words;
  const program = new Command('dealroute')
    .description(help.about)
    .addOption(new Option('--lang <language>', help.lang).choices(['ru', 'en']))
    .option('--json', help.json)
    .helpOption('-h, --help', help.help)
    .helpCommand('help [command]', help.helpCommand)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void shell.streams.stdout.write(text),
      writeErr: (text) => void shell.streams.stderr.write(text),
      // Mistakes are told by `tellError`, in the language of the person.
      outputError: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({
      showGlobalOptions: true,
      // The texts say themselves what can be chosen, in the language of the person.
      optionDescription: (option) => option.description,
      styleTitle: (title) => help.titles[title] ?? title,
    })
    .hook('preAction', (_, command) => {
      shell.json = command.optsWithGlobals().json === true;
    });
  for (const add of COMMANDS) add(program, shell);
  return program;
}
