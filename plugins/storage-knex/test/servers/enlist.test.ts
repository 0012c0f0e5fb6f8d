import { enlistingSuite } from '../suites/enlisting.js';
import { withinSuite } from '../suites/within.js';
import { emptyDatabase, server } from './server.js';

enlistingSuite(server, () => emptyDatabase());
withinSuite(server, () => emptyDatabase());
