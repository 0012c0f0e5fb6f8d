import { deferralStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('deferrals', deferralStoreCases, [
  {
    defect: 'shows a start early',
    caughtBy: 'shows what is due of all tenants, from its instant on, earliest first, as many as asked for',
    how: (deferrals) => ({ due: (now, limit) => deferrals.due(now + 1, limit) }),
  },
  {
    defect: 'lets a start be cancelled that was begun',
    caughtBy: 'lets nobody cancel a start that was begun, and shows it again until it has ended',
    how: () => ({ begin: async () => true }),
  },
  {
    defect: 'ends a start twice',
    caughtBy: 'ends a start once, and shows what became of it',
    how: (deferrals) => ({
      end: async (...ending) => {
        await deferrals.end(...ending);
        return true;
      },
    }),
  },
]);
