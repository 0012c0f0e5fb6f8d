import { retentionSuite } from '../suites/retention.js';
import { emptyDatabase, server } from './server.js';

retentionSuite(server, () => emptyDatabase());
