import { describe, expect, it } from 'vitest';
import { template, templates } from '../src/index.js';
import { beginTemplates, resultsOf, type Trail, type Walk, walk } from './walk.js';
import { walks } from './walks.js';

async function walkAlone(plan: Walk): Promise<Trail> {
  const play = await beginTemplates();
  try {
    return await walk(plan, play);
  } finally {
    await play.end();
  }
}

describe.each(templates.map(({ key }) => key))('the template %s', (map) => {
  const plans = walks[map];
  const trails = new Map<string, Promise<Trail>>();
  const trailOf = (title: string, plan: Omit<Walk, 'map'>) => {
    const trail = trails.get(title) ?? walkAlone({ map, ...plan });
    trails.set(title, trail);
    return trail;
  };

  it.each(Object.entries(plans))('%s', async (title, plan) => {
    expect((await trailOf(title, plan)).flows.size).toBeGreaterThan(0);
  });

  it('has no end, flow or result that these walks do not take', async () => {
    const all = await Promise.all(Object.entries(plans).map(([title, plan]) => trailOf(title, plan)));
    const { flows, nodes } = template(map);
    expect(new Set(all.flatMap((trail) => [...trail.flows]))).toEqual(new Set(flows.map(({ id }) => id)));
    expect(new Set(all.flatMap(({ results }) => [...results]))).toEqual(new Set(resultsOf(template(map))));
    const ends = nodes.flatMap(({ id, kind }) => (kind === 'end' ? [id] : []));
    expect(new Set(Object.values(plans).flatMap((plan) => plan.ends))).toEqual(new Set(ends));
  });
});
