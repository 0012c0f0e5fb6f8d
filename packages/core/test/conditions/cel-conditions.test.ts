import type { ConditionNames, ConditionScope, JsonObject } from '@dealroute/domain';
import { describe, expect, it } from 'vitest';
import { compileCel } from '../../src/conditions/cel-conditions.js';

const fields: JsonObject = {
  amount: 1500,
  city: 'Kazan',
  Сумма: 5,
  empty: null,
  urgent: true,
  tags: ['vip', 'retail'],
  items: [
    { price: 10, name: 'pen' },
    { price: 200, name: 'desk' },
  ],
  address: { zip: '420000' },
  closeDate: '2026-03-01',
  signedAt: '2026-03-01T10:00:00+03:00',
  createdAt: 1767225600000,
};

const variables: JsonObject = {
  limit: 1000,
  manager: 'anna',
  strict: false,
  note: null,
  blocked: ['spam'],
  rate: { vat: 20 },
};

const scope: ConditionScope = {
  deal: { ref: 'd1', title: 'Desks', pipeline: 'sales', stage: 'new', responsible: null, fields },
  vars: variables,
  results: { call: 'agreed', 'send-offer': 'refused' },
};

const names: ConditionNames = { dealFields: Object.keys(fields), variables };

function answer(expression: string, known: ConditionNames = names): boolean {
  const compiled = compileCel(expression, known);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'));
  return compiled.predicate(scope);
}

function problems(expression: string, known: ConditionNames = names) {
  const compiled = compileCel(expression, known);
  return compiled.ok ? [] : compiled.problems;
}

describe('a condition', () => {
  it.each([
    ['deal.fields.amount > 1000', true],
    ['deal.fields.amount <= 1000', false],
    ['deal.fields.amount == 1500', true],
    ['1500 == deal.fields.amount', true],
    ['deal.fields.amount != 1500', false],
    ['deal.fields.amount == 1500.0', true],
    ['deal.fields.amount * 2 == 3000', true],
    ['2 * deal.fields.amount - 1 == 2999', true],
    ['deal.fields.amount / vars.limit > 1', true],
    ['deal.fields.amount % 7 == 2', true],
    ['deal.fields.amount in [1000, 1500]', true],
    ['-deal.fields.amount < 0', true],
    ['1 / 2 == 0', true],
    ['vars.limit == 1000', true],
    ['vars.limit + 1 > 1000', true],
    ['vars.limit / 3 < 334', true],
    ['1 + vars.limit == 1001.0', true],
    ['vars.limit in [1.0, 1000.0]', true],
    ['vars.limit in [1.0, 2.0]', false],
    ['vars.limit % 2 == 0', true],
    ['vars.rate.vat == 20', true],
    ['"spam" in vars.blocked', true],
    ['vars["manager"] == "anna"', true],
    ['deal.fields["Сумма"] == 5', true],
    ['deal.fields["ci" + "ty"] == "Kazan"', true],
    ['deal.title == "Desks" && deal.pipeline == "sales"', true],
    ['deal.stage in ["won", "lost"]', false],
    ['deal.responsible == null', true],
    ['deal.responsible == "anna" || "anna" == deal.responsible', false],
    ['has(deal.fields.amount)', true],
    ['has(deal.fields.empty) && deal.fields.empty == null', true],
    ['"amount" in deal.fields', true],
    ['!deal.fields.urgent', false],
    ['deal.fields.urgent', true],
    ['deal.fields.urgent ? vars.limit > 1 : false', true],
    ['results.call == "agreed"', true],
    ['results["send-offer"] == "refused"', true],
    ['"unknown" in results', false],
    ['size(deal.fields.tags) == 2', true],
    ['deal.fields.tags[0] == "vip"', true],
    ['deal.fields.tags.exists(tag, tag == "vip")', true],
    ['deal.fields.tags.all(t, t in vars.blocked)', false],
    ['deal.fields.items.filter(i, i.price > 100).size() == 1', true],
    ['deal.fields.items.exists_one(i, i.name.startsWith("de"))', true],
    ['deal.fields.city.lowerAscii().contains("kaz")', true],
    ['deal.fields.address.zip.endsWith("00")', true],
    ['string(deal.fields.amount) == "1500" && int("7") == 7', true],
    ['date(deal.fields.closeDate) < date("2026-04-01")', true],
    ['date(deal.fields.closeDate) == date("2026-03-01T00:00:00Z")', true],
    ['date(deal.fields.signedAt) == date("2026-03-01T07:00:00Z")', true],
    ['date(deal.fields.createdAt) == date("2026-01-01")', true],
    ['date("2026-03-04") - date(deal.fields.closeDate) > duration("48h")', true],
    ['date(deal.fields.closeDate) + duration("24h") == date("2026-03-02")', true],
    ['date(deal.fields.signedAt).getFullYear() == 2026', true],
    ['deal.fields.closeDate >= "2026-03-01"', true],
  ])('%s is %s', (expression, expected) => {
    expect(answer(expression)).toBe(expected);
  });

  it('may ask anything where no names are given', () => {
    expect(answer('deal.fields.amount > 1 && vars.limit == 1000', {})).toBe(true);
    expect(answer('has(deal.fields.whatever) || has(vars.whatever)', {})).toBe(false);
  });

  it('does not see what lies behind an object', () => {
    expect(answer('has(deal.fields.toString) || "constructor" in vars', {})).toBe(false);
    expect(() => answer('deal.fields.constructor == 1', {})).toThrow('deal.fields.constructor is missing');
  });
});

describe('a problem of a condition', () => {
  it.each([
    ['deal.fields.amout > 1', 'deal.fields has no "amout": expected amount, city', 0],
    ['1 < 2 && deal.fields["amout"] > 1', 'deal.fields has no "amout"', 9],
    ['deal["fields"].amout > 1', 'deal.fields has no "amout"', 0],
    ['has(deal.fields.amout)', 'deal.fields has no "amout"', 4],
    ['vars.limt > 1', 'vars has no "limt": expected limit, manager', 0],
    ['deal.owner == "anna"', 'deal has no "owner": expected title', 0],
    ['amount > 1', 'Unknown name amount: a condition can ask deal, vars and results.', 0],
    ['1 < 2 && google.protobuf == 1', 'Unknown name google', 9],
    ['deal.title > 5', 'no such overload: string > int', 0],
    ['vars.limit in [1, 2]', 'Write the numbers of the list like 1000.0', 0],
    ['vars.manager == 3', 'no such overload: string == int', 0],
    ['deal.fields.amount', undefined, undefined],
    ['vars.limit', 'The condition gives a double: expected true or false. Compare it with something.', 0],
    ['"agreed"', 'The condition gives a string', 0],
    ['deal.title ==', 'Unexpected token: EOF', 13],
    ['', 'Unexpected token: EOF', 0],
    ['deal.fields.Сумма > 1', 'Names like this stand in brackets: deal.fields["Сумма"]', 12],
    [
      'deal.title.matches("(a+)+b")',
      'matches() with 1 argument is not available: a pattern can take for ever',
      0,
    ],
    ['true || deal.title.trim().matches(deal.title)', 'matches() with 1 argument', 8],
    ['timestamp("2026-03-01T10:00:00Z") < date("2026-03-02")', 'Use date("2026-03-01T10:00:00Z")', 0],
    ['deal.fields.tags.map(t, t + t).size() > 1', 'lists must not grow', 0],
    ['cel.bind(x, 1, x > 0)', 'bind() with 3 arguments is not available', 0],
    ['size("a,b".split(",")) == 2', 'split() with 1 argument is not available', 5],
    ['date("2026-03-01").getHours("Europe/Moscow") == 3', 'getHours() with 1 argument is not available', 0],
    ['duration(deal.title) > duration("1h")', 'duration() takes a text like "48h"', 0],
    [
      'deal.fields.tags.all(a, deal.fields.tags.all(b, a == b))',
      'all() inside another loop is not available',
      24,
    ],
    ['deal.fields.tags.exists(deal, deal == "x")', 'deal is taken: choose another name', 24],
    ['deal.fields.amount == 10u', 'Bytes and unsigned numbers are not available', 22],
    ['b"x" == b"x"', 'Bytes and unsigned numbers', 0],
    ['deal.constructor == 1', 'deal has no "constructor"', 0],
    ['deal.fields.tags.exists(t, other == t)', 'Unknown name other', 27],
    [`${'('.repeat(40)}true${')'.repeat(40)}`, 'Exceeded maxDepth (32)', 32],
    [`[${'1,'.repeat(600)}1].size() > 1`, 'Exceeded maxAstNodes (500)', undefined],
  ])('%s', (expression, message, position) => {
    if (message === undefined) return expect(problems(expression)).toEqual([]);
    const [first] = problems(expression);
    expect(first?.message).toContain(message);
    if (position !== undefined) expect(first?.position).toBe(position);
  });

  it('is reported for each unknown name at once', () => {
    const found = problems('deal.fields.a > 1 || vars.b == 2 || c');
    expect(found.map(({ position }) => position)).toEqual([0, 21, 36]);
  });

  it('shows at most ten of the names that there are', () => {
    const dealFields = Array.from({ length: 12 }, (_, n) => `f${n}`);
    expect(problems('deal.fields.x == 1', { dealFields })[0]?.message).toMatch(/expected f0, .*f9, …\.$/);
    expect(problems('deal.fields.x == 1', { dealFields: [] })[0]?.message).toContain('it has none');
  });

  it('is a length beyond 2,000 characters', () => {
    expect(problems(`${' '.repeat(1996)}true`)).toEqual([]);
    expect(problems(`${' '.repeat(1997)}true`)[0]?.message).toContain(
      'has 2001 characters: expected at most 2000',
    );
  });
});

describe('a condition without an answer', () => {
  it.each([
    ['deal.fields.gone > 1', 'deal.fields.gone is missing. Fill it, or ask has(deal.fields.gone) first.'],
    [
      'deal.fields["Цена"] > 1',
      'deal.fields["Цена"] is missing (No such key: Цена). Ask "Цена" in deal.fields first',
    ],
    ['deal.fields[vars.manager] > 1', 'No such key: anna'],
    ['results.other == "agreed"', 'results.other is missing. Fill it, or ask has(results.other) first.'],
    [
      'deal.fields.empty > 5',
      'no such overload: null > int, at deal.fields.empty > 5. An empty field is null: ask != null first',
    ],
    ['deal.fields.amount > "x"', 'no such overload: double > string, at deal.fields.amount > "x"'],
    ['deal.fields.amount', 'it gives 1500, expected true or false'],
    ['deal.fields.tags[5] == "x"', 'index out of bounds'],
    ['date(deal.fields.city) < date("2026-01-01")', 'date("Kazan") is no date: expected "2026-03-01"'],
    ['date("2026-02-30") < date("2026-03-01")', 'date("2026-02-30") is no date'],
    ['date("2026-03-01T10:00:00.000") < date("2026-03-01")', 'is no date'],
    ['1 / 0 == 1', 'division by zero'],
  ])('%s', (expression, message) => {
    expect(() => answer(expression, { variables })).toThrow(message);
  });

  it('repeats the condition, shortened', () => {
    expect(() => answer('deal.fields.gone > 1', {})).toThrow(
      'Condition "deal.fields.gone > 1" cannot be answered: ',
    );
    expect(() => answer(`deal.fields.gone > ${'1'.repeat(15)}${' '.repeat(500)}`, {})).toThrow('…" cannot');
  });

  it('is a variable that holds another type than it began with', () => {
    const compiled = compileCel('vars.limit > 1', names);
    if (!compiled.ok) throw new Error('compiles');
    expect(() => compiled.predicate({ ...scope, vars: { limit: 'much' } })).toThrow(
      "'limit' is not of type 'double'",
    );
  });
});
