import knex from 'knex';
import { commits, NOTICES, openNode, start } from './notice-figures.js';

/** Started with a server and a schema: commits what another process delivers, says when it did, and ends. */
const [connection = '', schema = ''] = process.argv.slice(2);
const own = knex({ client: 'pg', connection, searchPath: [schema], pool: { min: 0, max: 8 } });
const engine = await openNode(own, { background: false, delivered: new Map() });
const committed = commits(engine);
for (let n = 0; n < NOTICES; n++) await start(engine, n);
await engine.stop();
await own.destroy();
process.send?.([...committed]);
process.disconnect();
