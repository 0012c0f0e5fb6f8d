import { describe, expect, it } from 'vitest';
import { whyInstallFailed, whyNodeIsTooOld } from '../ensure.mjs';

describe('what a newcomer is told', () => {
  it.each(['18.20.4', '20.18.3', '19.9.0'])('refuses Node %s and names the version to install', (version) => {
    expect(whyNodeIsTooOld(version)).toContain('20.19 or newer');
  });

  it.each(['20.19.0', '22.0.0', '24.1.0'])('accepts Node %s', (version) => {
    expect(whyNodeIsTooOld(version)).toBeUndefined();
  });

  it('names the programs that the compilation of sqlite3 misses', () => {
    const why = whyInstallFailed((program) => program === 'make');
    expect(why).toContain('Missing here: python3, g++.');
  });

  it('points to npm when nothing is missing', () => {
    expect(whyInstallFailed(() => true)).toContain('what npm printed');
  });
});
