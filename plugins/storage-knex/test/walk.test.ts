import { describeContract } from '@dealroute/testing/contracts';
import { walkCases } from '@dealroute/testing/walk';
import { knexStorage } from '../src/index.js';

const seeds = Array.from({ length: 12 }, (_, i) => i + 1_001);

describeContract('people on SQLite', walkCases(seeds), () => ({
  storage: knexStorage({ connection: ':memory:' }),
}));
