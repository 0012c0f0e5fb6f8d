import type { Words } from '../texts/words.js';
import type { Check } from './check.js';

/** Whether this Node can run Dealroute. */
export function checkNode({ doctor }: Words, version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isRecent = major > 20 || (major === 20 && minor >= 19);
  if (isRecent) return { name: 'node', state: 'ok', text: version };
  return { name: 'node', state: 'problem', text: doctor.nodeOld(version) };
}
