import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileCel } from '../../src/conditions/cel-conditions.js';

const page = readFileSync(new URL('../../docs/conditions.md', import.meta.url), 'utf8');
const examples = /```cel\n(.*?)```/s.exec(page)?.[1]?.trim().split('\n') ?? [];

it.each(examples)('the page shows a condition that compiles and has an answer: %s', (expression) => {
  const compiled = compileCel(expression, { variables: { limit: 1000 } });
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  const fields = {
    amount: 1500,
    Сумма: 5,
    tags: ['vip'],
    items: [{ price: 200 }],
    city: 'Казань',
    closeDate: '2026-03-01',
    createdAt: 1767225600000,
    urgent: true,
  };
  const deal = { ref: 'd', title: 'D', pipeline: 'sales', stage: 'new', responsible: null, fields };
  const scope = { deal, vars: { limit: 1000 }, results: { call: 'agreed' } };
  expect(compiled.predicate(scope)).toBeTypeOf('boolean');
});

it('the page shows examples at all', () => {
  expect(examples.length).toBeGreaterThan(10);
});
