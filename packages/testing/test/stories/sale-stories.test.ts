import { describeContract } from '../../src/contracts/contract.js';
import { saleStories } from '../../src/stories/sale-stories.js';

describeContract('sales in memory', saleStories, () => ({}));
