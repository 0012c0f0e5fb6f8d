import { newDatabase } from './databases.js';
import { processesSuite } from './suites/processes.js';

processesSuite('SQLite', () => newDatabase());
