import type { ActionHandlers, HostCrm } from '../../ports/index.js';

/**
 * What this node can deliver, by what it depends on. Stages go alone only to a host on another database: one that
 * joins transactions has none, but for what was left when it did not.
 */
export function topicsOf({ host, actions }: { readonly host: HostCrm; readonly actions: ActionHandlers }) {
  return {
    notices: host.joinsTransaction ? ['notice', 'stage'] : ['notice'],
    stages: host.joinsTransaction ? [] : ['stage'],
    actions: Object.keys(actions).map((name) => `action:${name}`),
  };
}
