import { type MapTextFormat, writeMap } from '@dealroute/core';
import { type Command, Option } from 'commander';
import { EXIT } from '../exit.js';
import { writeOut } from '../files.js';
import { readMapFile } from '../maps/map-file.js';
import type { Shell } from '../shell.js';

interface Options {
  readonly to: MapTextFormat;
  readonly output?: string;
}

/** `dealroute convert FILE --to json|yaml`: the same map in the other form. */
export function addConvert(program: Command, shell: Shell): void {
  const { convert } = shell.words;
  program
    .command('convert')
    .description(convert.about)
    .argument('<file>', convert.file)
    .addOption(new Option('--to <form>', convert.to).choices(['json', 'yaml']).makeOptionMandatory())
    .option('-o, --output <file>', convert.output)
    .action(
      shell.runs(async (file: string, { to, output }: Options) => {
        const text = writeMap(await readMapFile(shell, file), to);
        if (output === undefined) {
          shell.streams.stdout.write(text);
        } else {
          await writeOut(shell, output, text);
          shell.answer({ written: output }, () => [convert.written(output)]);
        }
        return EXIT.fine;
      }),
    );
}
