import { quickKnex } from '../databases.js';
import { longRace } from '../race/long-race.js';
import { raceSuite } from '../race/race-suite.js';
import { emptyDatabase, isSerializable, server } from './server.js';

const on = isSerializable ? `${server} at SERIALIZABLE` : server;

raceSuite(on, () => emptyDatabase(quickKnex), longRace);
