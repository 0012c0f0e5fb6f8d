import { type Migrations, migrations } from '@dealroute/storage-knex/migrations';
import type { Command } from 'commander';
import { type DatabaseOptions, databaseOf, withDatabase } from '../database/open-database.js';
import { CliError, EXIT, type ExitCode } from '../exit.js';
import type { Shell } from '../shell.js';

interface Options extends DatabaseOptions {
  readonly yes?: boolean;
}

/** `dealroute migrate up|down|status|sql`: the schema of the storage. */
export function addMigrate(program: Command, shell: Shell): void {
  const { migrate, database } = shell.words;
  const parent = program.command('migrate').description(migrate.about);
  const add = (
    name: string,
    about: string,
    work: (schema: Migrations) => Promise<ExitCode>,
    mayCreate = false,
  ) =>
    parent
      .command(name)
      .description(about)
      .option('--database <place>', database.option)
      .action(
        shell.runs((options: Options) => {
          if (name === 'down' && !options.yes) throw new CliError(EXIT.usage, migrate.sure);
          return withDatabase(shell, { ...placeOf(shell, name, options), mayCreate }, (knex) =>
            work(migrations(knex)),
          );
        }),
      );
  add('up', migrate.up, (schema) => up(shell, schema), true);
  add('down', migrate.down, (schema) => down(shell, schema)).option('--yes', migrate.yes);
  add('status', migrate.status, (schema) => status(shell, schema));
  add('sql', migrate.sql, (schema) => sql(shell, schema), true);
}

/** Statements can be printed without a database: those of SQLite. */
function placeOf(shell: Shell, name: string, options: Options): DatabaseOptions {
  return {
    database: databaseOf(shell, options) ?? (name === 'sql' ? ':memory:' : undefined),
  } as DatabaseOptions;
}

async function up(shell: Shell, schema: Migrations): Promise<ExitCode> {
  const { ran, nothing } = shell.words.migrate;
  const steps = await schema.up();
  shell.answer({ ran: steps }, () => (steps.length === 0 ? [nothing] : steps.map(ran)));
  return EXIT.fine;
}

async function down(shell: Shell, schema: Migrations): Promise<ExitCode> {
  const { back, nothingBack } = shell.words.migrate;
  const steps = await schema.down();
  shell.answer({ takenBack: steps }, () => (steps.length === 0 ? [nothingBack] : steps.map(back)));
  return EXIT.fine;
}

/** The answer is no where steps are missing. */
async function status(shell: Shell, schema: Migrations): Promise<ExitCode> {
  const words = shell.words.migrate;
  const found = await schema.status();
  shell.answer(found, () => [
    ...found.done.map((step) => `${shell.paint('green', '✔')} ${step} ${words.done}`),
    ...found.pending.map((step) => `${shell.paint('yellow', '✖')} ${step} ${words.pending}`),
  ]);
  return found.pending.length === 0 ? EXIT.fine : EXIT.no;
}

async function sql(shell: Shell, schema: Migrations): Promise<ExitCode> {
  const statements = schema.sql();
  shell.answer({ statements }, () => statements);
  return EXIT.fine;
}
