import knex from 'knex';

/** Started with a file: asks it one thing through Knex and ends. */
const [file = ''] = process.argv.slice(2);
const database = knex({ client: 'sqlite3', connection: { filename: file }, useNullAsDefault: true });
await database('deal').first();
console.log('done');
await database.destroy();
