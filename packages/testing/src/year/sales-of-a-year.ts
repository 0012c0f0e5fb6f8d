import type { SalePlay } from './sale-play.js';
import { PEOPLE } from './year-sale.js';

const DAY = 86_400_000;

/** A sale as it goes, and how many of a hundred go like that. */
export interface SaleStory {
  readonly share: number;
  /** How long before now the last copy of it may have come this far, in days. */
  readonly within: number;
  tell(sale: SalePlay): Promise<void>;
}

async function toOffer(sale: SalePlay): Promise<void> {
  await sale.begin();
  await sale.work('Qualify the client', { with: 'Fits' });
  await sale.pass(DAY);
  await sale.work('Show the goods');
}

/** Offers that are revised, and then the one that is agreed or refused. */
async function offers(sale: SalePlay, revised: number, then: 'Agreed' | 'Refused'): Promise<void> {
  for (let round = 0; round < revised; round++) {
    await sale.work('Send the offer', { with: 'Revise' });
    await sale.pass(DAY);
  }
  await sale.work('Send the offer', { with: then, ...(then === 'Refused' && { reason: 'price' }) });
}

/** From the agreement to the money; who is late is reminded on the way. */
async function deliver(sale: SalePlay, lateDays: number): Promise<void> {
  await sale.work('Check the contract', { with: 'Approved', as: PEOPLE.lawyer });
  await sale.claim('Prepare the shipment', PEOPLE.keeper);
  await sale.work('Prepare the shipment', { as: PEOPLE.keeper });
  for (let day = 0; day < lateDays; day++) await sale.pass(DAY);
  await sale.work('Sign the contract');
  await sale.pass(5 * DAY);
  await sale.work('Check the payment');
}

const YEAR = 365;

/** Sales that are over. Shares of all of them add up to 100. */
export const FINISHED: readonly SaleStory[] = [
  {
    share: 35,
    within: YEAR,
    tell: async (sale) => {
      await toOffer(sale);
      await offers(sale, 1, 'Agreed');
      await deliver(sale, 0);
    },
  },
  {
    share: 20,
    within: YEAR,
    tell: async (sale) => {
      await toOffer(sale);
      await sale.rest();
      await offers(sale, 3, 'Agreed');
      await deliver(sale, 9);
    },
  },
  {
    share: 10,
    within: YEAR,
    tell: async (sale) => {
      await sale.begin();
      await sale.handOver('Qualify the client');
      await sale.work('Qualify the client', {
        as: PEOPLE.colleague,
        with: 'Does not fit',
        reason: 'unfit',
      });
    },
  },
  {
    share: 15,
    within: YEAR,
    tell: async (sale) => {
      await toOffer(sale);
      await offers(sale, 2, 'Refused');
    },
  },
  {
    share: 10,
    within: YEAR,
    tell: async (sale) => {
      await toOffer(sale);
      await offers(sale, 1, 'Agreed');
      await sale.work('Check the contract', { with: 'Rejected', as: PEOPLE.lawyer });
    },
  },
  {
    share: 10,
    within: YEAR,
    tell: async (sale) => {
      await toOffer(sale);
      await sale.work('Send the offer', { with: 'Revise' });
      for (let day = 0; day < 8; day++) await sale.pass(DAY);
      await sale.giveUp();
    },
  },
];

/** Sales that go on, each with one open task. */
export const OPEN: readonly SaleStory[] = [
  { share: 30, within: 0.5, tell: (sale) => sale.begin() },
  { share: 40, within: 1, tell: toOffer },
  {
    share: 20,
    within: 60,
    tell: async (sale) => {
      await toOffer(sale);
      await sale.tick('Send the offer');
      for (let day = 0; day < 9; day++) await sale.pass(DAY);
    },
  },
  {
    share: 10,
    within: 30,
    tell: async (sale) => {
      await sale.begin();
      await sale.handOver('Qualify the client');
      for (let day = 0; day < 6; day++) await sale.pass(DAY);
    },
  },
];
