import { type CommandType, defaultPolicy, type ProcessState } from '@dealroute/core';
import type { Deal } from '../crm/deals.js';
import { sales } from '../maps/pipeline.js';
import { sale } from '../maps/sale.js';
import type { Office } from './office.js';
import type { Reader } from './reader.js';

/** Whether the reader is shown the form of a command on a deal. The engine judges anew when it is sent. */
export type May = (command: CommandType, state?: ProcessState) => boolean;

/** What the policy of the engine, which is the default one, lets the reader do on a deal. */
export async function permissionsOn({ db }: Office, { me }: Reader, deal: Deal): Promise<May> {
  const owner = await db('staff').where({ id: deal.responsible }).first('head');
  const { id: ref, title, stage, responsible } = deal;
  const snapshot = { ref: String(ref), title, stage, responsible, pipeline: sales.key, fields: {} };
  const actor = { id: me.id, name: me.name, active: true, roles: JSON.parse(me.roles) as string[] };
  const isHeadOf = (user: string | null) => user !== null && user === responsible && owner?.head === me.id;
  return (command, state) =>
    defaultPolicy.permits({
      ...{ command, actor, isHeadOf, map: sale, deal: snapshot },
      ...{ state: state ?? null, task: null },
    });
}
