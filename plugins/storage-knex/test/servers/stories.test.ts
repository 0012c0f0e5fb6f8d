import { describeContract, stories } from '@dealroute/testing/contracts';
import { walkCases } from '@dealroute/testing/walk';
import { knexStorage } from '../../src/index.js';
import { quickKnex } from '../databases.js';
import { emptyDatabase, server } from './server.js';

const setup = async () => ({ storage: knexStorage({ knex: (await emptyDatabase(quickKnex)).knex }) });
const seeds = Array.from({ length: 6 }, (_, i) => i + 2_001);

describeContract(`stories on ${server}`, stories, setup);
describeContract(`people on ${server}`, walkCases(seeds), setup);
