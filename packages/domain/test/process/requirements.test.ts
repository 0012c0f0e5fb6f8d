import { describe, expect, it } from 'vitest';
import { isFilled, type JsonValue } from '../../src/index.js';

describe('a field', () => {
  it.each<JsonValue>([0, -1, false, true, 'x', ' x ', [0], {}, { a: 1 }])(
    'that holds %j is filled',
    (value) => {
      expect(isFilled(value)).toBe(true);
    },
  );

  it.each<JsonValue | undefined>([undefined, null, '', ' ', '\n\t', []])('that holds %j is not', (value) => {
    expect(isFilled(value)).toBe(false);
  });
});
