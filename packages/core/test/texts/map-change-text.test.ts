import type { MapChange, MapChangeCode } from '@dealroute/domain';
import { describe, expect, test } from 'vitest';
import { mapChangeText } from '../../src/index.js';
import { mapChangeTexts, partNames } from '../../src/texts/map-change-texts.js';

const node = { ru: 'Предложение', en: 'Offer' };
const changed = (part: MapChange['part'], before: unknown, after: unknown): MapChange =>
  ({ code: 'nodeChanged', node: 'offer', part, params: { node, before, after } }) as MapChange;
const both = (change: MapChange) => [mapChangeText(change, 'ru'), mapChangeText(change, 'en')];

describe('a difference between two versions as a sentence', () => {
  test('shows what was and what is, in the words of the language', () => {
    expect(both(changed('timeLimit', { working: 'P2D' }, { elapsed: 'PT8H' }))).toEqual([
      '«Предложение», длительность этапа: P2D рабочего времени → PT8H без учёта календаря.',
      '“Offer”, time limit: P2D of working time → PT8H of elapsed time.',
    ]);
    expect(both(changed('wait', { untilField: 'day' }, { working: 'P1D' }))[1]).toBe(
      '“Offer”, wait: day (until the date in this deal field) → P1D of working time.',
    );
    expect(both(changed('stage', 'new', null))).toEqual([
      '«Предложение», состояние: new → не указано.',
      '“Offer”, stage: new → none.',
    ]);
    expect(both(changed('optional', false, true))[0]).toBe('«Предложение», необязательный: нет → да.');
    expect(both(changed('assignee', null, { rule: 'starter' }))[1]).toBe(
      '“Offer”, assignee: none → {"rule":"starter"}.',
    );
  });

  test('shows a title in the language, and in all where it changed in another one', () => {
    const title = changed('title', { ru: 'Цена', en: 'Price' }, { ru: 'Сумма', en: 'Price' });
    expect(both(title)).toEqual([
      '«Предложение», название: Цена → Сумма.',
      '“Offer”, title: {"ru":"Цена","en":"Price"} → {"ru":"Сумма","en":"Price"}.',
    ]);
  });

  test('shows of long texts where they differ', () => {
    const [start, rest] = ['a'.repeat(200), 'b'.repeat(200)];
    const context = 'a'.repeat(20);
    expect(mapChangeText(changed('description', `${start}x`, `${start}y${rest}`), 'en')).toBe(
      `“Offer”, description: …${context}x → …${context}y${'b'.repeat(59)}….`,
    );
  });

  test('leaves braces and dollars in names as they are', () => {
    const change: MapChange = { code: 'nodeAdded', node: 'x', params: { node: '{part} $& {x}' } };
    expect(mapChangeText(change, 'en')).toBe('The node “{part} $& {x}” was added.');
  });
});

test('both languages have a sentence for every change and a name for every part', () => {
  const codes = Object.keys(mapChangeTexts.en) as MapChangeCode[];
  const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const code of codes) {
    expect(placeholders(mapChangeTexts.ru[code]), code).toEqual(placeholders(mapChangeTexts.en[code]));
    expect(mapChangeTexts.ru[code]).toMatch(/[а-яё].*\.$|→ \{after\}\.$/);
  }
  expect(Object.keys(partNames.ru).sort()).toEqual(Object.keys(partNames.en).sort());
});
