import { quickKnex } from '../databases.js';
import { longRace } from '../race/long-race.js';
import { raceSuite } from '../race/race-suite.js';
import { emptyDatabase, isSerializable, server } from './server.js';

const on = isSerializable ? `${server} at SERIALIZABLE` : server;

// There claims and commits are taken back and begun again, which takes several times as long.
raceSuite(on, () => emptyDatabase(quickKnex), longRace(isSerializable ? 5_000 : 20_000));
