import {
  describeContract,
  interventionStories,
  saleStories,
  triggerStories,
} from '@dealroute/testing/contracts';
import { knexStorage } from '../src/index.js';

describeContract('sales on SQLite', saleStories, () => ({
  storage: knexStorage({ connection: ':memory:' }),
}));

describeContract('interventions on SQLite', interventionStories, () => ({
  storage: knexStorage({ connection: ':memory:' }),
}));

describeContract('triggers and adoption on SQLite', triggerStories, () => ({
  storage: knexStorage({ connection: ':memory:' }),
}));
