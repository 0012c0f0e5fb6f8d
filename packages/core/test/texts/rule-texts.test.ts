import { type Diagnostic, rules, validateMap } from '@dealroute/domain';
import { describe, expect, test } from 'vitest';
import { loadFixtures } from '../../../domain/test/validation/load-fixtures.js';
import { world } from '../../../domain/test/validation/world.js';
import { diagnosticText, remedyText } from '../../src/texts/diagnostic-text.js';
import { ruleTexts } from '../../src/texts/rule-texts.js';

const keyOf = ({ rule, code }: Pick<Diagnostic, 'rule' | 'code'>) => `${rule}.${code}`;
const keys = rules.flatMap(({ name, codes }) => codes.map((code) => keyOf({ rule: name, code }))).sort();
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

const findings = [...(await loadFixtures()).values()]
  .flatMap(({ wrong }) => wrong)
  .flatMap(({ map, context }) => validateMap(map, context ?? world));

describe.each(['ru', 'en'] as const)('the %s texts of rules', (language) => {
  const texts = ruleTexts[language];

  test('have a sentence for every code of every rule, and no other', () => {
    expect(Object.keys(texts).sort()).toEqual(keys);
  });

  test('ask for nothing that a finding does not give', () => {
    expect([...new Set(findings.map(keyOf))].sort()).toEqual(keys);
    for (const finding of findings) {
      const missing = placeholders(texts[keyOf(finding)] ?? '').filter((name) => !(name in finding.params));
      expect(missing, keyOf(finding)).toEqual([]);
    }
  });

  test('end with the remedy, which can be told alone', () => {
    for (const finding of findings) {
      const [text, remedy] = [diagnosticText(finding, language), remedyText(finding, language)];
      expect(remedy, keyOf(finding)).toMatch(/^\p{Lu}.+\.$/u);
      expect(text.endsWith(` ${remedy}`) && text.length > remedy.length + 1, keyOf(finding)).toBe(true);
    }
  });

  test.each(Object.entries(texts))('%s says what is wrong and what to do', (key, text) => {
    // Two sentences: the fault and the remedy.
    expect(text, key).toMatch(/^.+[.:].* \p{Lu}.+\.$/u);
    // No placeholder is misspelt into plain braces.
    expect(text.replace(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
  });
});

test('both languages name the same things', () => {
  for (const key of keys) {
    const names = (language: 'ru' | 'en') => new Set(placeholders(ruleTexts[language][key] ?? ''));
    expect(names('ru'), key).toEqual(names('en'));
  }
});
