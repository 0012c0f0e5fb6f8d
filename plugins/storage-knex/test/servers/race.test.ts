import { raceSuite } from '../race/race-suite.js';
import { emptyDatabase, server } from './server.js';
import { quickKnex } from '../databases.js';

raceSuite(server, () => emptyDatabase(quickKnex), { operations: Number(process.env.DEALROUTE_RACE_OPERATIONS ?? 60_000), seed: Number(process.env.DEALROUTE_RACE_SEED ?? 1), kills: Number(process.env.DEALROUTE_RACE_KILLS ?? 6), sleeps: Number(process.env.DEALROUTE_RACE_SLEEPS ?? 2) });
