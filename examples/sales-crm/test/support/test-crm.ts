import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@dealroute/core';
import { onTestFinished } from 'vitest';
import { type Config, readConfig } from '../../src/config.js';
import { type Crm, startCrm } from '../../src/start-crm.js';

/** Monday, 2 March 2026, 10:00 in Moscow. */
const BUSINESS_START = '2026-03-02T10:00:00+03:00';

/** A folder for data that is deleted at the end of the test. */
export function newDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dealroute-sales-crm-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The configuration of a CRM at any free port. */
export const testConfig = (dataDir: string, environment: NodeJS.ProcessEnv = {}): Config =>
  readConfig({ DATA_DIR: dataDir, PORT: '0', BUSINESS_START, ...environment });

/** A logger that keeps what it is told. */
export function keepingLogger() {
  const said: { readonly message: string; readonly details: object | undefined }[] = [];
  const note = (message: string, details?: object) => void said.push({ message, details });
  const logger: Logger = { debug: () => undefined, info: () => undefined, warn: note, error: note };
  return { logger, said };
}

/** A CRM with the example data that is stopped at the end of the test. */
export async function startTestCrm(
  dataDir = newDataFolder(),
  environment: NodeJS.ProcessEnv = {},
): Promise<Crm & { readonly dataDir: string; readonly said: ReturnType<typeof keepingLogger>['said'] }> {
  const { logger, said } = keepingLogger();
  const crm = await startCrm(testConfig(dataDir, environment), logger);
  onTestFinished(() => crm.stop());
  await crm.connected;
  return { ...crm, dataDir, said };
}
