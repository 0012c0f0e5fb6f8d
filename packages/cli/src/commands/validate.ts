import type { Command } from 'commander';
import { EXIT } from '../exit.js';
import { type Checked, calledMaps, checkMap, type Finding } from '../maps/check-maps.js';
import { readMapFiles } from '../maps/map-file.js';
import { problemLines } from '../maps/problem-text.js';
import { withProgress } from '../progress.js';
import type { Shell } from '../shell.js';

/** `dealroute validate FILE…`: are these maps sound? */
export function addValidate(program: Command, shell: Shell): void {
  const { words } = shell;
  program
    .command('validate')
    .description(words.validate.about)
    .argument('<file...>', words.validate.files)
    .action(
      shell.runs(async (names: string[]) => {
        const files = await readMapFiles(shell, names);
        const called = calledMaps(shell, files);
        const checked = await withProgress(shell, files, (file) => checkMap(shell, file, called));
        const ok = checked.every((file) => file.ok);
        shell.answer({ ok, files: checked }, () => checked.flatMap((file) => linesOf(shell, file)));
        return ok ? EXIT.fine : EXIT.no;
      }),
    );
}

function linesOf(shell: Shell, checked: Checked): readonly string[] {
  const problems = checked.problems.flatMap((problem) => problemLines(shell.words, problem));
  return [
    headOf(shell, checked),
    ...problems,
    ...checked.findings.flatMap((one) => findingLines(shell, one)),
  ];
}

function headOf(shell: Shell, { file, ok, problems, findings }: Checked): string {
  const { validate } = shell.words;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const errors = problems.length + findings.length - warnings;
  if (!ok) return `${shell.paint('red', '✖')} ${validate.notSound(file, errors, warnings)}`;
  const text = warnings > 0 ? validate.soundWith(file, warnings) : validate.sound(file);
  return `${shell.paint('green', '✔')} ${text}`;
}

function findingLines(shell: Shell, { rule, severity, node, flow, message, path, ...rest }: Finding) {
  const { validate } = shell.words;
  const kind = shell.paint(severity === 'error' ? 'red' : 'yellow', validate[severity]);
  const where = node !== null ? validate.node(node) : flow !== null ? validate.flow(flow) : '';
  const isMissingMap = rule === 'call-target' && rest.code === 'unknown';
  return [
    `  ${[kind, rule, where].filter(Boolean).join(' · ')}`,
    `    ${message}`,
    ...(isMissingMap ? [`    ${validate.givenMaps}`] : []),
    ...(path && path.length > 0 ? [`    ${validate.path(path.join(' → '))}`] : []),
  ];
}
