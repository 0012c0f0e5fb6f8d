import { holidayCalendar } from '@dealroute/calendar-holidays';
import { createEngine, type Pipeline, type RouteMap } from '@dealroute/core';
import { hostSql } from '@dealroute/host-sql';
import { remindersCron } from '@dealroute/reminders-cron';
import { knexStorage } from '@dealroute/storage-knex';
import { type TelegramBotOptions, telegramBot } from '@dealroute/telegram';
import type { Knex } from 'knex';

/** Give it your CRM's own Knex, its pipeline, and a route map over that. */
export async function embed(db: Knex, pipeline: Pipeline, map: RouteMap, telegram: TelegramBotOptions) {
  const deals = { table: 'deals', ref: 'id', title: 'name', stage: 'stage', responsible: 'manager_id' };
  const users = { table: 'users', id: 'id', name: 'full_name', head: 'head_id', roles: 'roles' };
  const engine = await createEngine({
    plugins: [
      knexStorage({ knex: db }), // processes lie beside your tables and change with them
      hostSql({ knex: db, deals, users, pipelines: [pipeline] }),
      holidayCalendar({ zone: 'Europe/Moscow', country: 'RU' }),
      remindersCron({ digest: { zone: 'Europe/Moscow' } }),
      telegramBot(telegram), // { token }
    ],
  });
  await engine.deployMap({ map, actor: null, activate: true });
  await engine.putTrigger({ key: 'new-deals', event: 'dealCreated', map: map.key }, null);
  return {
    dealCreated: (deal: string) =>
      engine.receiveHostEvent({ key: `created-${deal}`, type: 'dealCreated', deal }),
    tasksOf: (deal: string) => engine.dealTasks(deal),
    complete: (task: string, result: string, actor: string) => engine.completeTask({ task, result, actor }),
    mayDragTo: (deal: string, actor: string) => engine.mayChangeStage({ deal, actor }),
    stop: () => engine.stop(),
  };
}
