import { leadStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('leads', leadStoreCases, [
  {
    defect: 'says that it changed what another was faster with',
    caughtBy: 'changes a lead from the version before only, and notes each change',
    how: (leads) => ({
      change: async (...write) => {
        await leads.change(...write);
        return true;
      },
    }),
  },
  {
    defect: 'takes those of nobody for those of anybody',
    caughtBy: 'lists by responsible, those of nobody too, and what is overdue',
    how: (leads) => ({
      list: ({ responsible, ...filter }, ...rest) =>
        leads.list(responsible == null ? filter : { ...filter, responsible }, ...rest),
    }),
  },
  {
    defect: 'forgets the history',
    caughtBy: 'gives a lead back as it was kept, with its words and its first entry',
    how: () => ({ history: async () => [] }),
  },
]);
