import type { Trouble } from '../../../src/validation/soundness/verdict.js';
import type { RandomMaps } from '../../process/random-maps.js';
import { diceOf, RealRun } from './real-run.js';

/** Whether a path comes to its trouble on the real step. Chance drives called processes, so it may take some attempts. */
export function comesTrue({ map, called }: RandomMaps, { kind, node, path }: Trouble): boolean {
  for (let seed = 1; seed <= 300; seed++) {
    try {
      const run = new RealRun(map, called, { dice: diceOf(seed * 7_919), path });
      run.follow(path);
      if (kind === 'doubled' && run.doubled) return true;
      if ((kind === 'stuck' || kind === 'leftBehind') && run.stuck) return true;
      if (kind === 'endless') return neverEnds(run);
      if (kind === 'dead') return neverLeft(run, node);
    } catch (error) {
      // Chance has let a called process end otherwise than the path says.
      if (called.length === 0) throw error;
    }
    if (called.length === 0) break;
  }
  return false;
}

function neverEnds(run: RealRun): boolean {
  for (let n = 0; n < 200 && run.goOn(); n++);
  return run.state.status === 'running';
}

/** Whether what waits at a join waits there until the process is over. */
function neverLeft(run: RealRun, join: string): boolean {
  const waits = () => run.tokens.some(({ node }) => node === join);
  const began = waits();
  for (let n = 0; n < 200 && waits(); n++) run.goOn();
  return began && !waits() && run.state.status === 'ended';
}
