import { extname } from 'node:path';
import type { Engine, RouteMap } from '@dealroute/core';
import type { RenderOptions, ThemeName } from '@dealroute/render';
import { type Command, Option } from 'commander';
import { addEngineOptions, type EngineSource, withEngine } from '../database/open-engine.js';
import { CliError, EXIT, type ExitCode } from '../exit.js';
import { writeOut } from '../files.js';
import { readJournal } from '../journal/read-journal.js';
import { readMapFile } from '../maps/map-file.js';
import type { Shell } from '../shell.js';

interface Options extends EngineSource {
  readonly output?: string;
  readonly process?: string;
  readonly theme?: ThemeName;
}

/** `dealroute render FILE [-o out.svg|out.png] [--process ID]`: a map as a picture. */
export function addRender(program: Command, shell: Shell): void {
  const { render } = shell.words;
  const command = program
    .command('render')
    .description(render.about)
    .argument('<file>', render.file)
    .option('-o, --output <file>', render.output)
    .option('--process <id>', render.process)
    .addOption(new Option('--theme <theme>', render.theme).choices(['light', 'dark']));
  addEngineOptions(command, shell.words).action(
    shell.runs((file: string, options: Options) => draw(shell, file, options)),
  );
}

async function draw(shell: Shell, file: string, options: Options): Promise<ExitCode> {
  const { output } = options;
  const form = output === undefined ? '.svg' : extname(output).toLowerCase();
  if (form !== '.svg' && form !== '.png')
    throw new CliError(EXIT.usage, shell.words.render.otherForm(output ?? ''));
  const map = await readMapFile(shell, file);
  const { renderMap, renderPng } = await loadRender(shell);
  const svg = await renderMap(map, await optionsOf(shell, map, options));
  if (output === undefined) {
    shell.print(svg);
    return EXIT.fine;
  }
  await writeOut(shell, output, form === '.png' ? await renderPng(svg) : svg);
  shell.answer({ written: output }, () => [shell.words.convert.written(output)]);
  return EXIT.fine;
}

/** The fonts and the layout of pictures are large: they are loaded when somebody draws. */
async function loadRender({ words }: Shell) {
  try {
    return await import('@dealroute/render');
  } catch (cause) {
    throw new CliError(EXIT.environment, words.render.missing, { cause });
  }
}

async function optionsOf(shell: Shell, map: RouteMap, options: Options): Promise<RenderOptions> {
  const { process: id, theme } = options;
  const look = { locale: shell.locale, ...(theme && { theme }) };
  if (id === undefined) return look;
  const process = await withEngine(shell, options, (engine) => shownProcess(shell, engine, map, id));
  return { ...look, process, at: Date.now() };
}

/** A process whose own map is the one that is drawn, or that called it. */
async function shownProcess(shell: Shell, engine: Engine, map: RouteMap, id: string) {
  const state = await engine.process(id);
  if (!state) throw new CliError(EXIT.no, shell.words.process.notFound(id));
  const journal = await readJournal(engine, id);
  const instance = state.instances.find((one) => one.map.key === map.key);
  const started = journal[0]?.events.find((event) => event.type === 'ProcessStarted');
  if (!instance && started?.map.key !== map.key)
    throw new CliError(EXIT.no, shell.words.render.otherMap(started?.map.key ?? '', map.key));
  const isCalled = instance !== undefined && instance.caller !== null;
  return { state, journal, ...(isCalled && { called: instance.process }) };
}
