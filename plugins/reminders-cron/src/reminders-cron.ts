import { type Logger, PLUGIN_API_VERSION, type Plugin, SdkError } from '@dealroute/core';
import { type Logger as CronLogger, createTask, type ScheduledTask } from 'node-cron';
import { checkedOptions } from './options/check-options.js';
import type { RemindersOptions } from './options/reminders-options.js';
import { reminderPorts } from './reminder-ports.js';
import { Scheduler } from './scheduler.js';

/** The plugin, with the tick that it runs by itself. */
export interface RemindersPlugin extends Plugin {
  /**
   * Looks once at this business time, also where a clock is virtual; how many notices it posted. Throws an SdkError
   * outside a running engine, and whatever makes the storage fail.
   */
  tick(): Promise<number>;
}

/**
 * Reminds of overdue tasks and sends admins a digest. Any number of nodes may run it on one database: each thing is
 * sent once.
 *
 * @throws SdkError COMPOSITION_INVALID with all problems of the options
 */
export function remindersCron(options: RemindersOptions = {}): RemindersPlugin {
  const checked = checkedOptions(options);
  let scheduler: Scheduler | undefined;
  let cron: ScheduledTask | undefined;
  return {
    name: 'reminders-cron',
    apiVersion: PLUGIN_API_VERSION,
    provide() {
      // Here, because an engine that fails to start would stop the plugin for the other one too.
      if (scheduler) throw sharedPlugin();
    },
    start({ resolve, logger }) {
      const own = new Scheduler(reminderPorts(resolve), checked);
      scheduler = own;
      if (checked.tick !== null) cron = ticking(checked.tick, () => own.tickByItself(), logger);
    },
    async stop() {
      const [stopped, ticks] = [scheduler, cron];
      scheduler = undefined;
      cron = undefined;
      await ticks?.destroy();
      await stopped?.stop();
    },
    async tick() {
      if (!scheduler) throw notRunning();
      return scheduler.tick();
    },
  };
}

function ticking(expression: string, tick: () => Promise<void>, logger: Logger): ScheduledTask {
  const task = createTask(expression, tick, {
    name: 'dealroute-reminders',
    noOverlap: true,
    // A tick that comes late finds everything that an earlier one would have found.
    suppressMissedWarning: true,
    logger: cronLogger(logger),
  });
  void task.start();
  return task;
}

function cronLogger(logger: Logger): CronLogger {
  const text = (message: string | Error): string => `reminders-cron: ${String(message)}`;
  return {
    // That a tick was left out because the one before still runs is the rule, not news.
    debug: (message) => logger.debug(text(message)),
    info: (message) => logger.debug(text(message)),
    warn: (message) => logger.debug(text(message)),
    error: (message, error) => logger.error(text(message), error ? { error } : undefined),
  };
}

const notRunning = (): SdkError =>
  new SdkError(
    'ENGINE_STOPPED',
    'The reminders cannot tick: expected a running engine. Pass the plugin to createEngine(), and call tick() until the engine stops.',
  );

const sharedPlugin = (): SdkError =>
  new SdkError(
    'COMPOSITION_INVALID',
    'The plugin reminders-cron runs in another engine: expected one plugin for each engine. Call remindersCron() for each.',
  );
