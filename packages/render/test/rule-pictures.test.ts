import { readFileSync } from 'node:fs';
import { type RouteMap, rules, validateMap } from '@dealroute/core';
import { expect, test } from 'vitest';
import { renderMap } from '../src/index.js';
import { sales } from './support/rule-world.js';

// The pages of the rules show their examples. After a change of either: vitest run -u, and look at the pictures.
const PAGES = '../../domain/docs/rules';

const cases = rules.flatMap(({ name }) =>
  (['Wrong', 'Right'] as const).map((heading) => [name, heading] as const),
);

test.each(cases)('the page of %s has the picture of its example: %s', async (name, heading) => {
  const page = readFileSync(new URL(`${PAGES}/${name}.md`, import.meta.url), 'utf8');
  const picture = `pictures/${name}-${heading.toLowerCase()}.svg`;
  expect(page).toContain(`](${picture})`);
  const map = example(page, heading);
  const finding = validateMap({ ...map, title: 'Example' }, { pipeline: sales }).find(
    ({ rule }) => rule === name,
  );
  const svg = await renderMap(map, {
    ...{ locale: 'en', pipeline: sales },
    ...(finding && heading === 'Wrong' && { finding }),
  });
  await expect(svg).toMatchFileSnapshot(`${PAGES}/${picture}`);
});

/** The example under a heading: a map, or a piece of one; of a governing map where it speaks of stages. */
function example(page: string, heading: string): RouteMap {
  const json = page.split(`## ${heading}\n`)[1]?.split('```')[1]?.replace(/^json/, '') ?? '';
  const isGoverning = /"(stage|pipeline)"/.test(json) && !json.includes('"independent"');
  const kind = isGoverning ? { kind: 'governing', pipeline: sales.key } : { kind: 'independent' };
  return { key: 'example', title: '', nodes: [], flows: [], ...kind, ...JSON.parse(json) } as RouteMap;
}
