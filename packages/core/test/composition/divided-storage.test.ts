import { expect, test } from 'vitest';
import { createEngine, memoryStorage } from '../../src/index.js';

test('refuses storage that is given in part, since the rest would lie in another database', async () => {
  const { store, queries } = memoryStorage();
  const parts = createEngine({ store, queries });
  await expect(parts).rejects.toMatchObject({ code: 'COMPOSITION_INVALID' });
  await expect(parts).rejects.toThrow(/without MapStore, TriggerStore, OutboxStore/);
});

test('takes storage that is given as a whole', async () => {
  const engine = await createEngine({ ...memoryStorage(), background: false });
  await engine.stop();
});
