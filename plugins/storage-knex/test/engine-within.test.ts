import { hostKnex, newDatabase } from './databases.js';
import { withinSuite } from './suites/within.js';

withinSuite('SQLite', () => newDatabase(hostKnex));
