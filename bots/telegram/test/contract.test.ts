import { NOTIFIER, type Notifier, type Plugin } from '@dealroute/core';
import { notifierContract, notifierOutageContract } from '@dealroute/testing/contracts';
import { serverError } from '@dealroute/testing/telegram';
import { botMessages, Office } from './support/office.js';

/** The bots of two tenants; each serves its own people. */
async function twoTenants() {
  const offices = new Map<string, Office>();
  const notifiers = new Map<string, Notifier>();
  for (const tenant of ['north', 'south']) {
    const spy: Plugin = {
      name: 'spy',
      apiVersion: 1,
      start: ({ resolve }) => void notifiers.set(tenant, resolve(NOTIFIER)),
    };
    const office = await Office.open({ bot: { tenant }, maps: [] });
    for (const id of ['ivanova', 'petrov', 'orlova']) {
      office.directory.putUser({ id, name: id, active: true, roles: [], locale: 'en' }, tenant);
    }
    await office.restart([spy]);
    for (const id of ['ivanova', 'petrov']) await office.linked(id);
    offices.set(tenant, office);
  }
  const of = <T>(map: ReadonlyMap<string, T>, tenant: string): T => {
    const found = map.get(tenant);
    if (!found) throw new Error(`No tenant ${tenant}.`);
    return found;
  };
  const seen = (user: string, tenant: string) => botMessages(of(offices, tenant).person(user)).length;
  const before = new Map(
    ['north', 'south'].flatMap((tenant) =>
      ['ivanova', 'petrov', 'orlova'].map((user) => [`${tenant}.${user}`, seen(user, tenant)] as const),
    ),
  );
  return {
    notifier: {
      deliver: (notice, context) => of(notifiers, context.tenant).deliver(notice, context),
    } as Notifier,
    people: ['ivanova', 'petrov'] as const,
    unreachable: 'orlova',
    received: (user: string, tenant: string) => seen(user, tenant) - (before.get(`${tenant}.${user}`) ?? 0),
    setDown: (down: boolean) => {
      for (const office of offices.values()) {
        if (down)
          office.telegram.faults.next(({ method }) => method !== 'getUpdates', serverError(503), 1_000);
        else office.telegram.faults.clear();
      }
    },
    teardown: async () => {
      for (const office of offices.values()) await office.stop();
    },
  };
}

notifierContract('the Telegram bot', twoTenants);
notifierOutageContract('the Telegram bot', twoTenants);
