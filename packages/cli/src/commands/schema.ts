import { mapJsonSchema } from '@dealroute/core';
import type { Command } from 'commander';
import { EXIT } from '../exit.js';
import type { Shell } from '../shell.js';

/** `dealroute schema`: the JSON Schema of route maps. */
export function addSchema(program: Command, shell: Shell): void {
  program
    .command('schema')
    .description(shell.words.schema.about)
    .action(
      shell.runs(async () => {
        shell.print(JSON.stringify(mapJsonSchema(), null, 2));
        return EXIT.fine;
      }),
    );
}
