import { describeContract, interventionStories, saleStories } from '@dealroute/testing/contracts';
import { knexStorage } from '../../src/index.js';
import { quickKnex } from '../databases.js';
import { emptyDatabase, server } from './server.js';

const setup = async () => ({ storage: knexStorage({ knex: (await emptyDatabase(quickKnex)).knex }) });

describeContract(`sales on ${server}`, saleStories, setup);
describeContract(`interventions on ${server}`, interventionStories, setup);
