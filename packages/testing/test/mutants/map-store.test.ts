import { mapStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('maps', mapStoreCases, [
  {
    defect: 'activates whatever the draft has become',
    caughtBy: 'refuses to activate a draft whose content has changed since',
    how: (maps) => ({
      activate: async (draft, hash, pins, at, context) => {
        const stored = await maps.find(draft.key, draft.version, context);
        return maps.activate(stored ?? draft, hash, pins, at, context);
      },
    }),
  },
  {
    defect: 'lists versions oldest first',
    caughtBy: 'lists all versions of a map, newest first',
    how: (maps) => ({ list: async (key, context) => [...(await maps.list(key, context))].reverse() }),
  },
  {
    defect: 'finds a draft where an active version is asked for',
    caughtBy: 'finds nothing where there is no such map, version or active version',
    how: (maps) => ({
      find: async (key, version, context) =>
        (await maps.find(key, version, context)) ??
        (version === undefined ? (await maps.list(key, context))[0] : undefined),
    }),
  },
  {
    defect: 'lists every version of every map',
    caughtBy: 'lists the newest and the active version of every map, by key',
    how: (maps) => ({
      list: async (key, context) => {
        if (key !== undefined) return maps.list(key, context);
        const keys = [...new Set((await maps.list(undefined, context)).map((version) => version.key))];
        return (await Promise.all(keys.map((each) => maps.list(each, context)))).flat();
      },
    }),
  },
  {
    defect: 'numbers every draft as the first',
    caughtBy: 'numbers a draft after the newest version',
    how: (maps) => ({
      putDraft: async (map, at, context) => ({ ...(await maps.putDraft(map, at, context)), version: 1 }),
    }),
  },
]);
