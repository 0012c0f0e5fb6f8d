import type { Knex } from 'knex';
import { quickKnex } from '../databases.js';

/** Where a race is run. */
export interface RaceDatabase {
  /** A file, or the URL of a server. */
  readonly place: string;
}

export const raceKnex = ({ place }: RaceDatabase): Knex => quickKnex(place);
