import { compileCel } from '../conditions/cel-conditions.js';
import { BasicAssignees } from '../defaults/basic-assignees.js';
import { defaultPolicy } from '../defaults/default-policy.js';
import { noArchive } from '../defaults/no-archive.js';
import { PlainCalendar } from '../defaults/plain-calendar.js';
import { consoleLogger, silentNotifier, systemClock, ulids } from '../defaults/world.js';
import { MemoryDirectory } from '../memory/memory-directory.js';
import { MemoryHost } from '../memory/memory-host.js';
import { type MemoryStorage, memoryStorage } from '../memory/memory-storage.js';
import { DEFAULTS } from '../plugin/check-plugins.js';
import type { Plugin } from '../plugin/plugin.js';
import { PORTS } from './ports.js';

/** What every port gets where nobody binds it: an engine in memory, with plain rules. */
export function defaultAdapters(): Plugin {
  return {
    name: DEFAULTS,
    apiVersion: 1,
    provide: (registry) => {
      for (const [role, adapter] of Object.entries(memoryStorage())) {
        registry.bind<unknown>(PORTS[role as keyof MemoryStorage], adapter);
      }
      registry.bind(PORTS.host, new MemoryHost());
      registry.bind(PORTS.directory, new MemoryDirectory());
      registry.bindFrom(PORTS.assignees, [PORTS.directory], (directory) => new BasicAssignees(directory));
      registry.bind(PORTS.calendar, new PlainCalendar());
      registry.bind(PORTS.archive, noArchive);
      registry.bind(PORTS.notifier, silentNotifier);
      registry.bind(PORTS.actions, {});
      registry.bind(PORTS.policy, defaultPolicy);
      registry.bind(PORTS.conditions, { compile: compileCel });
      registry.bind(PORTS.clock, systemClock);
      registry.bind(PORTS.ids, ulids());
      registry.bind(PORTS.logger, consoleLogger);
    },
  };
}
