import { expect, test } from 'vitest';
import { startChildWithout } from './children.js';

test.each([
  ['sqlite3', 'crm.sqlite', 'npm install sqlite3@6'],
  ['pg', 'postgres://crm@127.0.0.1/crm', 'npm install pg@8'],
  ['mysql2', 'mysql://crm@127.0.0.1/crm', 'npm install mysql2@3'],
])(
  'where %s is not installed, says which package is missing and how to install it',
  async (driver, place, command) => {
    const child = await startChildWithout(driver, 'refuse', place);
    await child.said(1);
    expect(child.messages[0]).toBe(
      `DRIVER_MISSING: knexStorage() could not load the driver ${driver} (Cannot find module '${driver}'): ` +
        `expected the package beside knex. Run \`${command}\`.`,
    );
    await child.ended;
  },
);

test('where only the drivers of other databases are missing, works', async () => {
  const child = await startChildWithout('pg', 'refuse', ':memory:');
  await child.said(1);
  expect(child.messages).toEqual(['accepted']);
  await child.kill();
});
