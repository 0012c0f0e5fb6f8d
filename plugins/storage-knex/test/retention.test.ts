import { newDatabase } from './databases.js';
import { retentionSuite } from './suites/retention.js';

retentionSuite('SQLite', () => newDatabase());
