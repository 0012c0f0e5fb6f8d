import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine, type EngineOptions } from '@dealroute/core';
import { afterAll } from 'vitest';
import { readMapFile } from '../../src/maps/map-file.js';
import { Shell } from '../../src/shell.js';
import options from '../fixtures/dealroute.config.mjs';
import { fixture } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'dealroute-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A path for a file of the test, in a folder that is removed at its end. */
export const temporary = (name: string): string => join(folder, name);

export const CONFIG = fixture('dealroute.config.mjs');

/** A database with one running process of `call-back` on the deal D-1; its notices could not be delivered. */
export async function officeWithProcess(name: string): Promise<{ database: string; process: string }> {
  const database = temporary(name);
  process.env.CLI_TEST_DATABASE = database;
  const engine: Engine = await createEngine({ ...(options() as EngineOptions), background: false });
  const map = await readMapFile(new Shell(process, 'en'), fixture('call-back.yaml'));
  await engine.deployMap({ map, actor: null, activate: true });
  const started = await engine.startProcess({ deal: 'D-1', map: map.key, actor: null });
  if (!started.ok) throw new Error(started.rejection.code);
  await engine.settle();
  await engine.stop();
  return { database, process: started.value.process };
}
