import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { mapJsonSchema } from '../../src/map-format/json-schema.js';
import { anyMap } from './any-map.js';

vi.setConfig({ testTimeout: 60_000 });

// `npx vitest run --config vitest.workspace.ts --project core json-schema -u` writes the file anew.
it('is published as it is generated', async () => {
  // Short lists on one line, as the repository's formatter writes them.
  const text = JSON.stringify(mapJsonSchema(), null, 2).replace(
    /\[\s+([^[\]{}]+?)\s+\]/g,
    (_, items: string) => `[${items.replace(/\s*\n\s*/g, ' ')}]`,
  );
  await expect(`${text}\n`).toMatchFileSnapshot('../../route-map.schema.json');
});

it('accepts what the format accepts', () => {
  const schema = z.fromJSONSchema(mapJsonSchema());
  fc.assert(
    fc.property(anyMap, (map) => {
      const { success, error } = schema.safeParse(JSON.parse(JSON.stringify(map)));
      expect(error?.issues).toBeUndefined();
      expect(success).toBe(true);
    }),
    { numRuns: 300 },
  );
  const map = {
    $schema: './route-map.schema.json',
    key: 'm',
    kind: 'independent',
    title: 'M',
    nodes: [],
    flows: [],
  };
  expect(schema.safeParse(map).success).toBe(true);
  expect(schema.safeParse({ ...map, titel: 'M' }).success).toBe(false);
  expect(schema.safeParse({ ...map, nodes: [{ id: 'a', kind: 'task' }] }).success).toBe(false);
});

it('has a name for each part that editors show', () => {
  const { $defs } = mapJsonSchema();
  expect(Object.keys($defs as object).sort()).toEqual([
    'AssigneeRule',
    'CombineResults',
    'Description',
    'ElapsedTime',
    'Flow',
    'Label',
    'Node',
    'Performers',
    'Values',
    'WorkingTime',
  ]);
});
