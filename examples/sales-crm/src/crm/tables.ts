import type { Knex } from 'knex';

/** Creates the CRM's own tables where they are missing, and the views that Dealroute reads. */
export async function createTables(db: Knex): Promise<void> {
  if (await db.schema.hasTable('deals')) return;
  await db.transaction(async (trx) => {
    await createPeople(trx);
    await createDeals(trx);
    await trx.schema.createTable('settings', (table) => {
      table.string('key').primary();
      table.string('value').notNullable();
    });
  });
}

async function createPeople(db: Knex): Promise<void> {
  await db.schema.createTable('departments', (table) => {
    table.string('id').primary();
    table.string('name').notNullable();
    table.string('name_en').notNullable();
    table.string('head');
  });
  await db.schema.createTable('users', (table) => {
    table.string('id').primary();
    table.string('name').notNullable();
    table.string('name_en').notNullable();
    table.string('title').notNullable();
    table.string('title_en').notNullable();
    table.boolean('active').notNullable().defaultTo(true);
    table.string('department').references('departments.id');
    table.string('roles').notNullable().defaultTo('[]');
    table.string('locale');
    table.integer('hired').notNullable();
  });
  await db.schema.createTable('absences', (table) => {
    table.increments('id');
    table.string('user').notNullable().references('users.id');
    table.string('first_day', 10).notNullable();
    table.string('last_day', 10).notNullable();
    table.string('reason').notNullable();
  });
  await db.raw(`CREATE VIEW staff AS
    SELECT users.*, CASE WHEN departments.head = users.id THEN NULL ELSE departments.head END AS head
    FROM users LEFT JOIN departments ON departments.id = users.department`);
}

async function createDeals(db: Knex): Promise<void> {
  await db.schema.createTable('clients', (table) => {
    table.increments('id');
    table.string('name').notNullable();
    table.string('name_en').notNullable();
    table.string('city').notNullable();
    table.string('city_en').notNullable();
  });
  await db.schema.createTable('deals', (table) => {
    table.increments('id');
    table.string('title').notNullable();
    table.string('title_en').notNullable();
    table.integer('client_id').notNullable().references('clients.id');
    table.integer('amount').notNullable();
    table.string('stage').notNullable();
    table.string('responsible').references('users.id');
    table.string('contract_no');
    table.string('shipment');
    table.integer('created_at').notNullable();
  });
  await db.raw(`CREATE VIEW deal_cards AS
    SELECT deals.*, clients.name AS client, clients.name_en AS client_en, clients.city, clients.city_en
    FROM deals JOIN clients ON clients.id = deals.client_id`);
}
