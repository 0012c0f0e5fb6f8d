import { processQueriesCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('queries', processQueriesCases, [
  {
    defect: 'pages by counting rows',
    caughtBy: 'neither repeats nor leaves out a task while others are created between pages',
    how: (queries) => ({
      tasks: async (filter, { limit = 50, after = '0' }, context) => {
        const { items } = await queries.tasks(filter, { limit: 500 }, context);
        const end = Number(after) + limit;
        return { items: items.slice(Number(after), end), next: end < items.length ? String(end) : null };
      },
    }),
  },
  {
    defect: 'promises a next page after a full last one',
    caughtBy: 'says that there is no next page when the last one is exactly full',
    how: (queries) => ({
      tasks: async (filter, page, context) => {
        const found = await queries.tasks(filter, page, context);
        const next = found.items.length === (page.limit ?? 50) ? (found.next ?? 'more') : found.next;
        return { ...found, next };
      },
    }),
  },
  {
    defect: 'lists ended tasks among the open ones',
    caughtBy: 'lists open tasks when no status is asked for, and ended or all ones when asked',
    how: (queries) => ({
      tasks: ({ status = 'any', ...filter }, page, context) =>
        queries.tasks({ status, ...filter }, page, context),
    }),
  },
  {
    defect: 'counts a deadline at the instant as before it',
    caughtBy: 'lists open tasks whose deadline lies before an instant, not at it',
    how: (queries) => ({
      tasks: ({ dueBefore, ...filter }, page, context) =>
        queries.tasks(
          dueBefore === undefined ? filter : { ...filter, dueBefore: dueBefore + 1 },
          page,
          context,
        ),
    }),
  },
  {
    defect: 'looks into another tenant',
    caughtBy: 'shows no task of another tenant',
    how: (queries) => ({
      task: async (id, context) => (await queries.task(id, context)) ?? queries.task(id, { tenant: 'north' }),
    }),
  },
  {
    defect: 'begins the journal again after each number',
    caughtBy: 'gives the journal page by page, after a number',
    how: (queries) => ({
      journal: (process, after, limit, context) =>
        queries.journal(process, Math.max(0, after - 1), limit, context),
    }),
  },
  {
    defect: 'says nothing for missing texts but an empty one',
    caughtBy: 'gives the texts that there are, by their ids',
    how: (queries) => ({
      texts: async (ids, context) => {
        const found = await queries.texts(ids, context);
        return new Map(ids.map((id) => [id, found.get(id) ?? '']));
      },
    }),
  },
  {
    defect: 'lists processes of every version of a map',
    caughtBy: 'lists and counts processes by map and versions',
    how: (queries) => ({
      processes: ({ versions: _, ...filter }, page, context) => queries.processes(filter, page, context),
    }),
  },
  {
    defect: 'names ended processes as governing',
    caughtBy: 'names the governing process of each deal that has one running',
    how: (queries) => ({
      governing: async (deals, context) => {
        const { items } = await queries.processes({ kind: 'governing' }, { limit: 500 }, context);
        return new Map(items.filter(({ deal }) => deals.includes(deal)).map(({ deal, id }) => [deal, id]));
      },
    }),
  },
]);
