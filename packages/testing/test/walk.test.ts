import { describeContract } from '../src/contracts/contract.js';
import { walkCases } from '../src/walk/index.js';

const seeds = Array.from({ length: 250 }, (_, i) => i + 1);

describeContract('people in memory', walkCases(seeds), () => ({}));
