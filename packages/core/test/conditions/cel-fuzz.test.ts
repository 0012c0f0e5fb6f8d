import type { ConditionScope } from '@dealroute/domain';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { compileCel } from '../../src/conditions/cel-conditions.js';

vi.setConfig({ testTimeout: 60_000 });

// biome-ignore format: a list of words
const WORDS = [
  'deal', 'vars', 'results', 'fields', 'title', 'amount', 'tags', '.', '.', '(', ')', '[', ']', '{', '}', ',', ':', '?', '!', '-',
  '+', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||', ' in ', 'has', 'size', 'date', 'duration', 'exists', 'all', 'filter',
  'map', 'matches', 'x', 'null', 'true', '1', '1.5', '10u', '"a"', '"2026-03-01"', 'b"x"', '\\', '"', 'Ы', '__proto__', ' ',
];

const ATOMS = [
  'deal.title',
  'deal.fields.amount',
  'deal.fields.tags',
  'vars.x',
  '1',
  '-2.5',
  '"a"',
  'null',
  'true',
  '[1, 2]',
];

const { sentence } = fc.letrec<{ sentence: string }>((tie) => ({
  sentence: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...ATOMS),
    fc
      .tuple(
        tie('sentence'),
        fc.constantFrom('+', '-', '/', '%', '==', '!=', '<', '>=', '&&', '||', 'in'),
        tie('sentence'),
      )
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    tie('sentence').map((of) => `!${of}`),
    tie('sentence').map((of) => `size(${of})`),
    tie('sentence').map((of) => `${of}.exists(t, t == ${of})`),
    fc.tuple(tie('sentence'), tie('sentence')).map(([condition, of]) => `(${condition} ? ${of} : ${of})`),
  ),
}));

const expressions = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join('')),
  sentence,
);

const scope: ConditionScope = {
  deal: {
    ref: 'd',
    title: 'T',
    pipeline: 'p',
    stage: 's',
    responsible: null,
    fields: { amount: 1, tags: ['a'] },
  },
  vars: { x: 1 },
  results: {},
};

it('compiles or reports any text, and answers, or says why not, what it compiled', () => {
  let compiledTexts = 0;
  fc.assert(
    fc.property(expressions, fc.boolean(), (expression, typed) => {
      const names = typed ? { dealFields: ['amount', 'tags'], variables: { x: 1 } } : {};
      const begun = performance.now();
      const compiled = compileCel(expression, names);
      if (compiled.ok) {
        compiledTexts += 1;
        try {
          expect(compiled.predicate(scope)).toBeTypeOf('boolean');
        } catch (error) {
          expect((error as Error).message).toContain('cannot be answered: ');
        }
      } else {
        expect(compiled.problems.length).toBeGreaterThan(0);
        for (const { position } of compiled.problems)
          expect(position ?? 0).toBeLessThanOrEqual(expression.length);
      }
      expect(performance.now() - begun).toBeLessThan(5_000);
    }),
    { numRuns: 10_000 },
  );
  expect(compiledTexts).toBeGreaterThan(100);
});

it.each([
  ['brackets', '('.repeat(2000)],
  ['negations', `${'!'.repeat(1996)}true`],
  ['lists', '['.repeat(2000)],
  ['a chain of conditions', Array.from({ length: 330 }, () => 'true').join('||')],
  ['a chain of accesses', `deal${'.x'.repeat(900)}`],
  ['ternaries', 'true?'.repeat(300)],
  ['a text', `"${'a'.repeat(1990)}"`],
  ['a long duration', `duration("${'1'.repeat(1900)}") > duration("1h")`],
])('survives %s without end', (_name, expression) => {
  const begun = performance.now();
  const compiled = compileCel(expression, {});
  if (compiled.ok) expect(compiled.predicate(scope)).toBeTypeOf('boolean');
  expect(performance.now() - begun).toBeLessThan(5_000);
});
