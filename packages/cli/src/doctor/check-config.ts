import { readConfig } from '../database/open-engine.js';
import type { Shell } from '../shell.js';
import type { Check } from './check.js';

/** Whether the module of `--config` can be loaded and has the right form; the engine is not started. */
export async function checkConfig(shell: Shell, file: string | undefined): Promise<Check> {
  const { doctor } = shell.words;
  if (file === undefined) return { name: 'config', state: 'skipped', text: doctor.noConfig };
  try {
    await readConfig(shell, file);
    return { name: 'config', state: 'ok', text: doctor.configRight(file) };
  } catch (error) {
    return { name: 'config', state: 'problem', text: error instanceof Error ? error.message : String(error) };
  }
}
