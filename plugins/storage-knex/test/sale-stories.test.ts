import { describeContract, saleStories } from '@dealroute/testing/contracts';
import { knexStorage } from '../src/index.js';

describeContract('sales on SQLite', saleStories, () => ({
  storage: knexStorage({ connection: ':memory:' }),
}));
