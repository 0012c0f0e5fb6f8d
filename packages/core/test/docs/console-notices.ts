import { createEngine, NOTIFIER, type Plugin } from '@dealroute/core';

const consoleNotices: Plugin = {
  name: 'console-notices',
  apiVersion: 1,
  provide: (registry) => {
    registry.bind(NOTIFIER, {
      deliver: async (notice) => console.log(`${notice.to}: ${notice.kind} on deal ${notice.deal}`),
    });
  },
  start: ({ engine }) => {
    engine.before('TerminateEarly', 'office-hours', () => undefined);
    engine.on('ProcessEnded', ({ state }) => console.log(`Deal ${state.deal}: ${state.outcome}`));
  },
};

const engine = await createEngine({ plugins: [consoleNotices] });
await engine.stop();
