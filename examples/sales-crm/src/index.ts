import { readConfig, StartError } from './config.js';
import { type Crm, startCrm } from './start-crm.js';

const started = performance.now();

try {
  const config = readConfig(process.env);
  const crm = await startCrm(config);
  await fetch(crm.url);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void leave(crm));
  greet(crm, config.telegram !== undefined);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}

function greet({ url, isFirstStart }: Crm, isRealBot: boolean): void {
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`
  Dealroute, an example CRM: ${url}   (ready in ${seconds} s${isFirstStart ? ', with example data' : ''})

  Try this:
  1. Create a deal. Its process starts by itself, and the manager gets a task${isRealBot ? '' : ' in the chat beside the board'}.
  2. Press a result ${isRealBot ? 'in Telegram (link yours first: menu Telegram)' : 'in the chat'} and watch the card move to the next stage by itself.
  3. Press "+1 working day" at the top: reminders go out, and the admin gets a digest of what is overdue.

  Ctrl-C stops it; the data stays.`);
}

async function leave(crm: Crm): Promise<void> {
  console.log('Stopping.');
  await crm.stop();
}
