import { compareMaps, type MapChange, mapChangeText } from '@dealroute/core';
import type { Command } from 'commander';
import { EXIT } from '../exit.js';
import { readMapFile } from '../maps/map-file.js';
import type { Colour, Shell } from '../shell.js';

/** `dealroute diff A B`: what changed between two versions of a map. */
export function addDiff(program: Command, shell: Shell): void {
  const { diff } = shell.words;
  program
    .command('diff')
    .description(diff.about)
    .argument('<before>', diff.before)
    .argument('<after>', diff.after)
    .action(
      shell.runs(async (before: string, after: string) => {
        const changes = compareMaps(await readMapFile(shell, before), await readMapFile(shell, after));
        const told = changes.map((change) => ({ ...change, message: mapChangeText(change, shell.locale) }));
        const lines = () => told.map((change) => `${markOf(shell, change)} ${change.message}`);
        shell.answer({ same: told.length === 0, changes: told }, () =>
          told.length === 0 ? [diff.same] : lines(),
        );
        return EXIT.fine;
      }),
    );
}

function markOf(shell: Shell, { code }: MapChange): string {
  const [mark, colour]: [string, Colour] = code.endsWith('Added')
    ? ['+', 'green']
    : code.endsWith('Removed')
      ? ['-', 'red']
      : ['~', 'yellow'];
  return shell.paint(colour, mark);
}
