import { openKnex } from '../completion/database.js';
import { MANAGER } from '../completion/world.js';
import { openOffice } from './office.js';

/** Started with a file and an open task in it: completes that task and ends. */
const [file = '', task = ''] = process.argv.slice(2);
const knex = openKnex(file, 'FULL');
const engine = await openOffice(knex);
const outcome = await engine.completeTask({ task, actor: MANAGER, key: task, result: 'sent' });
console.log(outcome.ok ? 'done' : JSON.stringify(outcome.rejection));
await engine.stop();
await knex.destroy();
