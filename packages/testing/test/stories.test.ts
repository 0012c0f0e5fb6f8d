import { describeContract } from '../src/contracts/contract.js';
import { stories } from '../src/stories/stories.js';

describeContract('stories in memory', stories, () => ({}));
