import { describeContract, stories } from '@dealroute/testing/contracts';
import { walkCases } from '@dealroute/testing/walk';
import { knexStorage } from '../../src/index.js';
import { isolationOf, quickKnex } from '../databases.js';
import { emptyDatabase, server } from './server.js';

const setup = async () => {
  const { knex, file } = await emptyDatabase(quickKnex);
  const isolation = isolationOf(file);
  return { storage: knexStorage({ knex, ...(isolation && { isolation }) }) };
};
const seeds = Array.from({ length: 6 }, (_, i) => i + 2_001);

describeContract(`stories on ${server}`, stories, setup);
describeContract(`people on ${server}`, walkCases(seeds), setup);
