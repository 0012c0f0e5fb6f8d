import {
  clientStories,
  describeContract,
  interventionStories,
  saleStories,
} from '@dealroute/testing/contracts';
import { knexStorage } from '../src/index.js';

describeContract('sales on SQLite', saleStories, () => ({
  storage: knexStorage({ connection: ':memory:' }),
}));

describeContract('interventions on SQLite', interventionStories, () => ({
  storage: knexStorage({ connection: ':memory:' }),
}));

describeContract('clients on SQLite', clientStories, () => ({
  storage: knexStorage({ connection: ':memory:' }),
}));
