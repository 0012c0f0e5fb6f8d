import {
  HOST_CRM,
  PLUGIN_API_VERSION,
  type Plugin,
  PROCESS_STORE,
  SdkError,
  USER_DIRECTORY,
} from '@dealroute/core';
import { HostDatabase } from './host-database.js';
import { type IdKinds, readTables } from './host-tables.js';
import { checkedOptions } from './options/check-options.js';
import type { HostSqlOptions } from './options/host-sql-options.js';
import { SqlHostCrm } from './sql-host-crm.js';
import { SqlUserDirectory } from './sql-user-directory.js';

/**
 * Gives an engine the deals and people of a host's own tables, through the host's Knex.
 *
 * @throws SdkError COMPOSITION_INVALID with all problems of the options; those of tables come out when it starts
 */
export function hostSql(options: HostSqlOptions): Plugin {
  const { knex, deals, users } = checkedOptions(options);
  const database = new HostDatabase(knex);
  let known: IdKinds | undefined;
  const kinds = () => known ?? notStarted();
  const host = new SqlHostCrm(database, { ...options, deals }, kinds);
  return {
    name: 'host-sql',
    apiVersion: PLUGIN_API_VERSION,
    provide(registry) {
      registry.bind(HOST_CRM, host);
      registry.bind(USER_DIRECTORY, new SqlUserDirectory(database, users, kinds));
    },
    async start({ resolve }) {
      known = await readTables(knex, options);
      if (!host.joinsTransaction) return;
      await resolve(PROCESS_STORE).transact(async (transaction) => void database.joined(transaction));
    },
  };
}

function notStarted(): never {
  throw new SdkError(
    'HOST_FAILED',
    "hostSql() was asked before it started: expected the start to have read the host's tables. Put it before the plugins that ask it at their start.",
  );
}
