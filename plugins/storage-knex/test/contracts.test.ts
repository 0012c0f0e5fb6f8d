import { storageContract } from '@dealroute/testing/contracts';
import { hostKnex, newDatabase, quickKnex } from './databases.js';

storageContract("knexStorage on the host's Knex", () => newDatabase(hostKnex));
storageContract('knexStorage on a file of its own', () => newDatabase(quickKnex));
