import { newDatabase } from './databases.js';
import { raceSuite } from './race/race-suite.js';

raceSuite('SQLite', () => newDatabase(), { operations: 2_000, seed: 1, kills: 2, sleeps: 1 });
