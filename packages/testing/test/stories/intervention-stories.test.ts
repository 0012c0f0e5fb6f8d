import { describeContract } from '../../src/contracts/contract.js';
import { interventionStories } from '../../src/stories/intervention-stories.js';

describeContract('interventions in memory', interventionStories, () => ({}));
