import { storageContract } from '@dealroute/testing/contracts';
import { emptyDatabase, server } from './server.js';

storageContract(`knexStorage on ${server}`, () => emptyDatabase());
