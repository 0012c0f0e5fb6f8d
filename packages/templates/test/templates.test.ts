import {
  compileCel,
  diagnosticText,
  type Label,
  MapBuilder,
  parseMap,
  type RouteMap,
  readMap,
  SdkError,
  validateMap,
  writeMap,
} from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { type TemplateKey, template, templates } from '../src/index.js';
import { readMapFile } from '../src/read-map-file.js';
import { beginTemplates } from './walk.js';

it('there are five templates, two of them governing', () => {
  expect(templates.map(({ key, kind, pipeline }) => [key, kind, pipeline?.key])).toEqual([
    ['b2b-sale', 'governing', 'b2b-sales'],
    ['retail-sale', 'governing', 'retail-sales'],
    ['contract-approval', 'independent', undefined],
    ['shipment', 'independent', undefined],
    ['complaint', 'independent', undefined],
  ]);
});

it('all activate on an engine without plugins, called ones first', async () => {
  const play = await beginTemplates();
  const active = (await play.engine.maps()).filter(({ status }) => status === 'active');
  expect(active.map(({ key }) => key).sort()).toEqual(templates.map(({ key }) => key).sort());
  await play.end();
});

it('b2b-sale is refused where contract-approval is not active', async () => {
  await expect(beginTemplates([template('b2b-sale')])).rejects.toThrow('call-target');
});

it('an unknown key is refused with those there are', () => {
  const refusal = () => template('b2c-sale' as TemplateKey);
  expect(refusal).toThrow('There is no template "b2c-sale": expected one of b2b-sale, retail-sale');
  expect(refusal).toThrow(SdkError);
});

it('a file that is gone is named with the remedy', () => {
  expect(() => readMapFile('gone')).toThrow('leave this package outside the bundle');
});

describe.each(templates)('the template $key', (its) => {
  const map = template(its.key);

  it('has a file of its own key, title and purpose', () => {
    expect([map.key, map.title, map.description]).toEqual([its.key, its.title, its.purpose]);
    expect(map.pipeline).toBe(its.pipeline?.key);
    expect(its.yaml).toMatch(/^# .*# Adapt: /s);
  });

  it('has neither an error nor a warning', () => {
    const calledMap = (key: string) => template(key as TemplateKey);
    const world = { pipeline: its.pipeline, compileCondition: compileCel, calledMap, actions: [] };
    expect(validateMap(map, world).map((one) => diagnosticText(one, 'en'))).toEqual([]);
  });

  it('B28: stays the same as JSON, as YAML and through the builder', () => {
    for (const format of ['json', 'yaml'] as const) {
      expect(parseMap(writeMap(map, format), { format })).toEqual({ ok: true, map });
    }
    expect(rebuilt(map)).toEqual(map);
    expect(readMap(rebuilt(map))).toEqual({ ok: true, map });
  });

  it('says everything in Russian and in English', () => {
    const labels = [...labelsOf(map), ...map.nodes.map(({ title = '' }) => title)];
    expect(labels.filter((label) => !isBilingual(label))).toEqual([]);
    expect(labels.length).toBeGreaterThan(20);
  });

  it('gives every task a time limit in working time', () => {
    const tasks = map.nodes.flatMap((node) => (node.kind === 'userTask' ? [node] : []));
    expect(tasks.length).toBeGreaterThan(3);
    for (const { id, timeLimit } of tasks) expect(timeLimit, id).toHaveProperty('working');
  });
});

it.each(templates)('every result of $key that leads straight to a failure is explained', ({ key }) => {
  const { nodes, flows } = template(key);
  const ends = new Map(nodes.flatMap((node) => (node.kind === 'end' ? [[node.id, node] as const] : [])));
  const silent = nodes.flatMap((node) => {
    if (node.kind !== 'userTask') return [];
    return (node.results ?? []).filter((result) => {
      const end = ends.get(flows.find((one) => one.from === node.id && one.result === result.key)?.to ?? '');
      return end?.outcome === 'failure' && !(result.comment || result.lossReason || end.lossReason);
    });
  });
  expect(silent).toEqual([]);
});

/** The same map, made by the builder; its types cannot follow keys that come from data. */
function rebuilt({ nodes, flows, ...head }: RouteMap): RouteMap {
  type Loose = Record<string, (...given: unknown[]) => Loose> & { build(): RouteMap };
  let builder = new MapBuilder(head) as unknown as Loose;
  for (const { id, kind, ...options } of nodes) builder = builder[kind]?.(id, options) ?? builder;
  for (const { from, to, ...options } of flows) builder = builder.flow?.(from, to, options) ?? builder;
  return builder.build();
}

function labelsOf(value: unknown): Label[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'title' || key === 'description' ? [part as Label] : labelsOf(part),
  );
}

const isBilingual = (label: Label): boolean =>
  typeof label !== 'string' &&
  Object.keys(label).sort().join() === 'en,ru' &&
  isIn('ru', label.ru ?? '') &&
  isIn('en', label.en ?? '');

/** Placeholders are in no language. */
function isIn(locale: 'ru' | 'en', text: string): boolean {
  const words = text.replace(/\{\{.*?\}\}/g, '');
  const isOnlyPlaceholder = words.trim() === '' && text !== '';
  return isOnlyPlaceholder || (locale === 'ru' ? /[а-яё]/i.test(words) : !/[а-яё]|^\s*$/i.test(words));
}
