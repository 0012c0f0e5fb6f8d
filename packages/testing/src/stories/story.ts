import type { Plugin } from '@dealroute/core';
import type { ContractCase, ContractSetup } from '../contracts/contract.js';
import { Scenario, type Setting } from '../scenario/scenario.js';
import { salesTeam } from './sale.js';

/** Where a story keeps its processes. */
export interface StorySetup extends ContractSetup {
  /** In memory when left out. */
  readonly storage?: Plugin;
}

type Story = (play: Scenario) => Promise<void>;

/** Every story begins with deal D-1 of Ivanova, just created. */
export function story(name: string, tell: Story, setting: Partial<Setting> = {}): ContractCase<StorySetup> {
  return {
    name,
    run: async ({ storage }) => {
      const play = await Scenario.begin({ ...salesTeam, ...setting, ...(storage && { storage }) });
      try {
        await play.engine.putTrigger({ key: 'new-deals', event: 'dealCreated', map: 'sale' }, null);
        await play.createDeal('D-1', { title: 'Boilers for Vega', responsible: 'ivanova', by: 'ivanova' });
        await tell(play);
      } finally {
        await play.end();
      }
    },
  };
}
