import { describe, expect, it } from 'vitest';
import { importViolations, type RoomFacts } from '../src/import-rules.js';

const room = (path: string, packageName: string, facts: Partial<RoomFacts> = {}): RoomFacts => ({
  path,
  packageName: `@dealroute/${packageName}`,
  private: false,
  exported: [`@dealroute/${packageName}`],
  dependencies: ['@dealroute/core', '@dealroute/domain'],
  ...facts,
});

const rooms = [
  room('packages/domain', 'domain', { dependencies: ['zod'] }),
  room('packages/core', 'core', { dependencies: ['@dealroute/domain', 'inversify', 'zod'] }),
  room('packages/render', 'render'),
  room('packages/testing', 'testing', { dependencies: ['@dealroute/core', 'vitest'] }),
  room('packages/bench', 'bench', { private: true, exported: [] }),
  room('plugins/storage-knex', 'storage-knex', {
    exported: ['@dealroute/storage-knex', '@dealroute/storage-knex/migrations'],
    dependencies: ['@dealroute/core', '@dealroute/testing', '@dealroute/host-sql', 'knex', 'inversify'],
  }),
  room('plugins/host-sql', 'host-sql'),
  room('bots/telegram', 'telegram', {
    dependencies: ['@dealroute/core', '@dealroute/storage-knex', '@dealroute/testing'],
  }),
  room('examples/shop', 'example-shop', {
    private: true,
    dependencies: ['@dealroute/core', '@dealroute/storage-knex', '@dealroute/testing', '@dealroute/telegram'],
  }),
];

const violations = (path: string, source: string) => importViolations(rooms, path, source);

describe('allowed imports', () => {
  it.each([
    ['packages/domain/src/process/step.ts', "import { x } from '../map/node.js';"],
    ['packages/core/src/engine.ts', "import { step } from '@dealroute/domain'; import { z } from 'zod';"],
    ['packages/core/src/memory/store.ts', "import { readFile } from 'node:fs/promises';"],
    ['packages/core/src/composition/container.ts', "import { Container } from 'inversify';"],
    ['packages/render/src/index.ts', "import type { RouteMap } from '@dealroute/domain';"],
    [
      'plugins/storage-knex/src/store.ts',
      "import type { Port } from '@dealroute/core'; import knex from 'knex';",
    ],
    ['bots/telegram/src/bot.ts', "import { migrations } from '@dealroute/storage-knex/migrations';"],
    ['examples/shop/src/index.ts', "import { virtualClock } from '@dealroute/testing';"],
    ['packages/bench/src/index.ts', "import { x } from '@dealroute/telegram'; import 'anything';"],
  ])('lets %s say %s', (path, source) => {
    expect(violations(path, source)).toEqual([]);
  });
});

describe('forbidden imports', () => {
  it.each([
    ['packages/domain/src/a.ts', "import { z } from 'zod';", 'domain is pure'],
    ['packages/domain/src/a.ts', "import { readFileSync } from 'node:fs';", 'domain is pure'],
    ['packages/domain/src/a.ts', "import { readFileSync } from 'fs';", 'domain is pure'],
    ['packages/domain/src/a.ts', "import type { Engine } from '@dealroute/core';", 'domain is pure'],
    ['packages/domain/src/a.ts', "export * from '../../core/src/index.js';", 'leaves its room'],
    ['packages/core/src/a.ts', "import { knexStorage } from '@dealroute/storage-knex';", 'may import only'],
    ['packages/core/src/a.ts', "import { virtualClock } from '@dealroute/testing';", 'may import only'],
    ['packages/core/src/a.ts', "import yaml from 'yaml';", 'not declared'],
    [
      'packages/core/src/engine.ts',
      "import { Container } from 'inversify';",
      'only in packages/core/src/composition',
    ],
    ['plugins/storage-knex/src/a.ts', "import { injectable } from 'inversify';", 'only in packages/core'],
    ['plugins/storage-knex/src/a.ts', "import '@dealroute/host-sql';", 'no plugin imports a plugin'],
    [
      'plugins/storage-knex/src/a.ts',
      "import { virtualClock } from '@dealroute/testing';",
      'may import only',
    ],
    [
      'plugins/storage-knex/src/a.ts',
      "import { x } from '@dealroute/core/src/ports/clock.js';",
      'a deep import',
    ],
    ['plugins/storage-knex/src/a.ts', "import { x } from '@dealroute/storage-knex';", 'by relative paths'],
    ['bots/telegram/src/a.ts', "import { fake } from '@dealroute/testing';", 'may import only'],
    ['examples/shop/src/a.ts', "import { x } from '@dealroute/bench';", 'may import only'],
  ])('refuses %s that says %s', (path, source, reason) => {
    expect(violations(path, source)).toEqual([expect.stringContaining(reason)]);
  });

  it.each([
    ["export { z } from 'zod';"],
    ["export * from 'zod';"],
    ["const zod = await import('zod');"],
    ["const zod = require('zod');"],
    ["import zod = require('zod');"],
    ["type Schema = import('zod').ZodType;"],
    ["import /* from 'x' */ 'zod';"],
  ])('sees the import in %s', (source) => {
    expect(violations('packages/domain/src/a.ts', source)).toHaveLength(1);
  });

  it('is not deceived by comments and strings', () => {
    const source = "// import 'zod';\nconst text = \"import 'zod'\";";
    expect(violations('packages/domain/src/a.ts', source)).toEqual([]);
  });

  it('names the file and the line', () => {
    const [violation] = violations('packages/domain/src/a.ts', "\n\nimport 'zod';");
    expect(violation).toMatch(/^packages\/domain\/src\/a\.ts:3: 'zod': /);
  });
});
