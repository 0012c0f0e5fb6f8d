import { incidentStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('incidents', incidentStoreCases, [
  {
    defect: 'opens an incident for every report',
    caughtBy: 'counts up the open incident when the same trouble comes again',
    how: (incidents) => {
      let n = 0;
      return {
        report: (report, context) => {
          n += 1;
          return incidents.report({ ...report, key: `${report.key} ${n}` }, context);
        },
      };
    },
  },
  {
    defect: 'counts up a resolved incident',
    caughtBy: 'opens a new incident when resolved trouble comes again',
    how: (incidents) => {
      const known = new Set<string>();
      return {
        report: async (report, context) => {
          if (known.has(report.key)) return false;
          known.add(report.key);
          return incidents.report(report, context);
        },
      };
    },
  },
  {
    defect: 'lists the oldest incidents first',
    caughtBy: 'lists incidents newest first, page by page',
    how: (incidents) => ({
      incidents: async (status, page, context) => {
        const { items, next } = await incidents.incidents(status, page, context);
        return { items: [...items].reverse(), next };
      },
    }),
  },
  {
    defect: 'finds incidents of other tenants',
    caughtBy: 'finds and resolves no incident of another tenant',
    how: (incidents) => ({ find: (id) => incidents.find(id, { tenant: 'north' }) }),
  },
  {
    defect: 'lets everybody resolve',
    caughtBy: 'lets exactly one of several who resolve at once do it',
    how: (incidents) => ({
      resolve: async (id, by, at, context) => {
        await incidents.resolve(id, by, at, context);
        return true;
      },
    }),
  },
]);
