import { describeContract } from '../../src/contracts/contract.js';
import { processStories } from '../../src/stories/process-stories.js';

describeContract('processes in memory', processStories, () => ({}));
