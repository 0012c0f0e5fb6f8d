import { contactStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('contacts', contactStoreCases, [
  {
    defect: 'keeps an external key twice',
    caughtBy: 'keeps an external key once in each tenant, and gives the first contact',
    how: (contacts) => ({
      register: (contact, ...rest) =>
        contacts.register({ ...contact, externalKey: contact.externalKey && contact.id }, ...rest),
    }),
  },
  {
    defect: 'looks at no instant',
    caughtBy: 'lists by deal, lead, direction, channel and instant',
    how: (contacts) => ({ list: ({ since: _, ...filter }, ...rest) => contacts.list(filter, ...rest) }),
  },
  {
    defect: 'attaches in all tenants',
    caughtBy: 'shows the contacts of a lead on its deal once they are attached',
    how: (contacts) => ({
      attach: (lead, deal) => contacts.attach(lead, deal, { tenant: 'north' }),
    }),
  },
]);
