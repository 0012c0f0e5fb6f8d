import { newDatabase } from '../../databases.js';
import { longRace } from '../../race/long-race.js';
import { raceSuite } from '../../race/race-suite.js';

raceSuite('SQLite', () => newDatabase(), longRace());
