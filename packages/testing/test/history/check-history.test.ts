import { describe, expect, test } from 'vitest';
import { checkHistory } from '../../src/history/index.js';
import { recordRace } from './record-race.js';

describe('a history', () => {
  test.each(Array.from({ length: 20 }, (_, i) => i + 1))(
    'of a real race is sound (seed %i)',
    async (seed) => {
      const history = await recordRace(seed, 30);
      expect(history.operations.length).toBeGreaterThan(60);
      expect(checkHistory(history)).toEqual([]);
    },
  );
});
