import type { Command } from 'commander';
import { addEngineOptions, type EngineSource } from '../database/open-engine.js';
import type { Check } from '../doctor/check.js';
import { checkBot } from '../doctor/check-bot.js';
import { checkConfig } from '../doctor/check-config.js';
import { checkDatabase } from '../doctor/check-database.js';
import { checkNode } from '../doctor/check-node.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Colour, Shell } from '../shell.js';

interface Options extends EngineSource {
  readonly apiRoot?: string;
}

/** `dealroute doctor`: what is wrong with the installation, each problem with its remedy. */
export function addDoctor(program: Command, shell: Shell): void {
  const { doctor } = shell.words;
  const command = program.command('doctor').description(doctor.about);
  addEngineOptions(command, shell.words)
    .option('--api-root <url>', doctor.apiRoot)
    .action(shell.runs((options: Options) => examine(shell, options)));
}

async function examine(shell: Shell, options: Options): Promise<ExitCode> {
  const { doctor } = shell.words;
  const checks = [
    checkNode(shell.words, process.versions.node),
    await checkConfig(shell, options.config),
    ...(await checkDatabase(shell, options)),
    await checkBot(shell, options.apiRoot),
  ];
  const problems = checks.filter(({ state }) => state === 'problem').length;
  shell.answer({ ok: problems === 0, checks }, () => [
    ...checks.map((check) => lineOf(shell, check)),
    problems === 0 ? doctor.well : doctor.problems(problems),
  ]);
  return problems === 0 ? EXIT.fine : EXIT.environment;
}

const MARKS: Readonly<Record<Check['state'], readonly [string, Colour]>> = {
  ok: ['✔', 'green'],
  problem: ['✖', 'red'],
  skipped: ['–', 'dim'],
};

function lineOf(shell: Shell, { name, state, text }: Check): string {
  const { doctor } = shell.words;
  const [mark, colour] = MARKS[state];
  return `${shell.paint(colour, mark)} ${doctor[name]}: ${doctor[state]} (${text})`;
}
