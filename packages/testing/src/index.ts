// The contract suites need vitest and so have an entry of their own: `@dealroute/testing/contracts`.

export { type Completion, type Person, Scenario, type Setting } from './scenario/scenario.js';
export { SequentialIds } from './sequential-ids.js';
export { VIRTUAL_START, VirtualClock } from './virtual-clock.js';
