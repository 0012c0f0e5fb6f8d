import assert from 'node:assert/strict';
import type { Page, PageRequest } from '@dealroute/core';

type Ask<T> = (page: PageRequest) => Promise<Page<T>>;

const MOST_PAGES = 200;

/** Walks through all pages of a list; `between` is called before each page but the first. */
export async function walk<T>(
  ask: Ask<T>,
  limit: number,
  between: () => Promise<void> = async () => {},
): Promise<T[]> {
  const items: T[] = [];
  let page = await ask({ limit });
  for (let n = 1; ; n++) {
    assert.ok(page.items.length <= limit, `a page of at most ${limit}`);
    items.push(...page.items);
    if (page.next === null) return items;
    assert.ok(n < MOST_PAGES, 'the pages come to an end');
    await between();
    page = await ask({ limit, after: page.next });
  }
}
