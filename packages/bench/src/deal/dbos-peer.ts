import { DBOS } from '@dbos-inc/dbos-sdk';
import { type DealPlayer, type DealTask, playSteps } from './deal-player.js';

const PATIENCE_SECONDS = 300;
const OVER = 'over';

/** Waits for the task's message, and then says durably that it was taken. */
async function task(name: DealTask): Promise<string | null> {
  const result = await DBOS.recv<string>(name, PATIENCE_SECONDS);
  await DBOS.setEvent(name, 'completed');
  return result;
}

/** Both tasks of the split take messages from its beginning on, so that it needs no workflows of its own. */
async function sale(): Promise<string> {
  if ((await task('qualify')) !== 'fits') return 'lost';
  await task('offer');
  await task('contract');
  await DBOS.recv<string>('shipment', PATIENCE_SECONDS);
  return OVER;
}

/** DBOS: a workflow for each deal; a step is a message to it and the wait for its next checkpoint. */
export async function dbosPeer(url: string, schema: string): Promise<DealPlayer> {
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: url,
    systemDatabaseSchemaName: schema,
    logLevel: 'error',
  });
  const workflow = DBOS.registerWorkflow(sale, { name: 'sale' });
  await DBOS.launch();
  const steps = {
    start: async (id: string) => {
      await DBOS.startWorkflow(workflow, { workflowID: id })();
    },
    complete: async (id: string, name: DealTask) => {
      await DBOS.send(id, 'fits', name, `${id}-${name}`);
      if (name === 'shipment') return (await DBOS.getResult(id)) === OVER;
      await DBOS.getEvent(id, name, PATIENCE_SECONDS);
      return false;
    },
  };
  return {
    name: 'DBOS',
    play: (id) => playSteps(steps, id),
    close: () => DBOS.shutdown({ deregister: true }),
  };
}
