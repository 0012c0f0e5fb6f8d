import { SdkError, validateMap } from '@dealroute/core';
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMap } from '../src/index.js';
import { arbitraryMap } from './arbitrary-map.js';
import { longMap } from './support/long-map.js';
import { playSale, playToApproval } from './support/play-sale.js';
import { approval, sale, sales, unsound } from './support/sale.js';

const ZONE = 'Europe/Moscow';

/** The lines of text of a picture, in the order in which they are drawn. */
const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);

/** What a reader learns who points at things: one entry for each node and each flow that says something. */
const tooltipsOf = (svg: string): string[] =>
  [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, text = '']) => text);

describe('a map', () => {
  it('B54: is told in Russian and in English, with plurals', async () => {
    const [ru, en] = [await renderMap(sale, { locale: 'ru' }), await renderMap(sale, { locale: 'en' })];
    expect(textsOf(ru)).toEqual(
      expect.arrayContaining(['Продажа компании', '2 рабочих дня', 'Ведущая ветка']),
    );
    expect(textsOf(en)).toEqual(
      expect.arrayContaining(['Sale to a company', '2 working days', 'Leading branch']),
    );
  });

  it('numbers its stages in the order of the pipeline, and explains them', async () => {
    const svg = await renderMap(sale, { locale: 'en', pipeline: sales });
    const legend = textsOf(svg).slice(textsOf(svg).indexOf('Qualification') - 1);
    expect(legend.slice(0, 10)).toEqual([
      '1',
      'Qualification',
      '2',
      'Offer',
      '3',
      'Contract',
      '4',
      'Won',
      '5',
      'Lost',
    ]);
  });

  it('says what each flow is for: results, outcomes, conditions', async () => {
    const told = tooltipsOf(await renderMap(sale, { locale: 'en' }));
    expect(told).toEqual(
      expect.arrayContaining([
        'Fits',
        'Agreed',
        'Success',
        'Failure',
        'deal.fields.amount &gt; 1000000',
        'otherwise',
      ]),
    );
  });

  it('says everything in words too, for those who cannot tell colours', async () => {
    const told = tooltipsOf(await renderMap(sale, { locale: 'ru', pipeline: sales }));
    expect(told).toContain('Действие: Обсудить предложение\nСостояние: Предложение\n2 рабочих дня');
  });

  it('has the same picture whenever it is drawn', async () => {
    const draw = () => renderMap(sale, { locale: 'ru', pipeline: sales, theme: 'dark' });
    expect(await draw()).toBe(await draw());
  });

  it('has a picture that does not depend on the order of its nodes', async () => {
    const shuffled = { ...sale, nodes: [...sale.nodes].reverse() };
    expect(await renderMap(shuffled, { locale: 'ru' })).toBe(await renderMap(sale, { locale: 'ru' }));
  });

  it('shows its labels and never becomes them', async () => {
    const title = '<script>alert(1)</script>&"\'\u0000\u202E\uD800';
    const svg = await renderMap({ ...approval, title }, { locale: 'en' });
    expect(svg).not.toMatch(/<script|\u202E|\uD800/);
    expect(textsOf(svg)[0]).toBe('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;');
  });

  it('is drawn also where a flow leads to a node that it does not have', async () => {
    const map = { ...approval, flows: [...approval.flows, { id: 'lost', from: 'check', to: 'nowhere' }] };
    expect(textsOf(await renderMap(map, { locale: 'en' }))).toEqual(
      expect.arrayContaining(['nowhere', 'no such node']),
    );
  });

  it('says so where it has no nodes', async () => {
    const svg = await renderMap({ ...approval, nodes: [], flows: [] }, { locale: 'en' });
    expect(textsOf(svg)).toContain('The map has no nodes.');
  });

  it('is refused where it is too large to be read', async () => {
    const error = await renderMap(longMap(200), { locale: 'en' }).catch((thrown: unknown) => thrown);
    expect(SdkError.is(error) && error.code).toBe('REQUEST_INVALID');
  });

  it('is well-formed, whatever the map', () =>
    fc.assert(
      fc.asyncProperty(arbitraryMap, async (map) => {
        const svg = await renderMap(map, { locale: 'ru' });
        // A strict reader of XML, which refuses what is not well-formed.
        expect(new Resvg(svg, { font: { loadSystemFonts: false } }).width).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    ));
});

describe('B17: a process on its map', () => {
  it('marks where it stands, where it was, and the path that it took', async () => {
    const process = await (await playToApproval()).shown();
    const svg = await renderMap(sale, { locale: 'en', process });
    const marked = (mark: string) => tooltipsOf(svg).filter((text) => text.endsWith(`\n${mark}`)).length;
    expect([marked('Done'), marked('Current')]).toEqual([5, 2]);
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['The process is running', 'Path taken', 'Done', 'Current']),
    );
    expect(textsOf(svg)).not.toContain('Withdrawn');
  });

  it('tells the deadline of the current task in the reader’s time zone', async () => {
    const process = await (await playSale()).shown();
    const at = Date.parse('2026-03-02T10:00:00Z');
    const svg = await renderMap(sale, { locale: 'ru', process, at, timeZone: ZONE });
    expect(textsOf(svg)).toContain('срок: 3 мар., 12:00');
  });

  it('says that a deadline is over', async () => {
    const process = await (await playSale()).shown();
    const at = Date.parse('2026-03-03T10:00:00Z');
    const svg = await renderMap(sale, { locale: 'en', process, at, timeZone: ZONE });
    expect(textsOf(svg).join(' ')).toContain('overdue since 3 Mar, 12:00');
  });

  it('shows a called process on the map of its own', async () => {
    const { state, journal } = await (await playToApproval()).shown();
    const called = state.instances[1]?.process ?? '';
    const svg = await renderMap(approval, { locale: 'en', process: { state, journal, called } });
    expect(tooltipsOf(svg).filter((text) => text.endsWith('Current'))).toHaveLength(1);
    expect(textsOf(svg).join(' ')).toContain('due 3 Mar, 09:00');
  });

  it('marks what was withdrawn by an early termination, and says how the process ended', async () => {
    const { story, shown } = await playToApproval();
    await story.terminate('deal', { as: 'ivanova', reason: 'contract' });
    const svg = await renderMap(sale, { locale: 'en', process: await shown() });
    expect(tooltipsOf(svg)).toContain(
      'Called process: Get the contract approved\nStage: contract\nWithdrawn',
    );
    expect(textsOf(svg)).toContain('The process ended: failure');
  });

  it('says that it is suspended', async () => {
    const { story, shown } = await playSale();
    await story.suspend('deal', { as: 'admin' });
    const svg = await renderMap(sale, { locale: 'ru', process: await shown() });
    expect(textsOf(svg)).toContain('Бизнес-процесс приостановлен');
  });

  it('refuses a time zone that does not exist', async () => {
    const drawn = renderMap(sale, { locale: 'ru', timeZone: 'Mars/Olympus' });
    const error = await drawn.catch((thrown: unknown) => thrown);
    expect(SdkError.is(error) && error.code).toBe('REQUEST_INVALID');
  });
});

describe('B26: a finding', () => {
  it('is told above the map, and its path drawn in red', async () => {
    const [finding] = validateMap(unsound);
    if (!finding) throw new Error('The map is sound.');
    const red = '#d3121f';
    const svg = await renderMap(unsound, { locale: 'en', finding });
    expect(textsOf(svg).join(' ')).toContain('waits for a branch that has already ended');
    const lines = svg.match(new RegExp(`fill="none" stroke="${red}" stroke-width="3"`, 'g')) ?? [];
    // Start, both ways out of the split, out of stock, papers to the join; and the line of the legend.
    expect(lines).toHaveLength(5);
  });
});
