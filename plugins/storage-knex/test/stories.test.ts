import { describeContract, stories } from '@dealroute/testing/contracts';
import { knexStorage } from '../src/index.js';

describeContract('stories on SQLite', stories, () => ({
  storage: knexStorage({ connection: ':memory:' }),
}));
