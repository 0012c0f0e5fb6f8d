import { SdkError } from '@dealroute/core';
import { z } from 'zod';
import type { HostSqlOptions } from './host-sql-options.js';

const name = z.string().min(1).max(200);
const label = z.union([z.string(), z.record(z.string(), z.string())]);

const dealTable = z.strictObject({
  table: name,
  view: name.optional(),
  ref: name,
  title: name.optional(),
  pipeline: name.optional(),
  stage: name,
  responsible: name,
  fields: z.record(name, name).optional(),
  stageSeq: name.optional(),
  createdAt: name.optional(),
  tenant: name.optional(),
});

const pipeline = z.object({
  key: name,
  title: label,
  stages: z.array(z.object({ key: name, title: label, kind: z.enum(['open', 'won', 'lost']) })).min(1),
});
const pipelineTables = z.strictObject({
  table: name,
  key: name,
  title: name,
  tenant: name.optional(),
  stages: z.strictObject({
    table: name,
    pipeline: name,
    key: name,
    title: name,
    kind: name,
    order: name,
    tenant: name.optional(),
  }),
});

const lossReason = z.object({ key: name, title: label });
const lossReasonTable = z.strictObject({
  table: name,
  key: name,
  title: name,
  order: name.optional(),
  tenant: name.optional(),
});

const roleTable = z.strictObject({ table: name, user: name, role: name, tenant: name.optional() });
const userTable = z.strictObject({
  table: name,
  id: name,
  name,
  active: z.union([name, z.strictObject({ column: name, is: z.union([z.string(), z.number()]) })]).optional(),
  department: name.optional(),
  head: name.optional(),
  locale: name.optional(),
  timeZone: name.optional(),
  roles: z.union([name, roleTable]).optional(),
  tenant: name.optional(),
});

/** A union's own message names none of its parts, so the form that was meant is chosen first. */
const listOrTable = <L extends z.ZodType, T extends z.ZodType>(list: L, table: T) =>
  z.unknown().superRefine((value, check) => {
    const parsed = (Array.isArray(value) ? z.array(list).min(1) : table).safeParse(value);
    for (const issue of parsed.error?.issues ?? []) {
      check.addIssue({ code: 'custom', message: issue.message, path: [...issue.path], input: value });
    }
  });

const hostSqlOptions = z
  .strictObject({
    knex: z.custom(isKnex, 'expected a Knex instance; transactions are passed call by call'),
    deals: dealTable,
    pipelines: listOrTable(pipeline, pipelineTables),
    lossReasons: listOrTable(lossReason, lossReasonTable).optional(),
    users: userTable,
    joinsTransaction: z.boolean().optional(),
  })
  .superRefine(({ deals, pipelines }, check) => {
    if (deals.pipeline !== undefined || (Array.isArray(pipelines) && pipelines.length === 1)) return;
    const message = 'expected a column, since there is not exactly one pipeline to assume';
    check.addIssue({ code: 'custom', message, path: ['deals', 'pipeline'], input: deals });
  });

/**
 * The options, if they have the right form.
 *
 * @throws SdkError COMPOSITION_INVALID with all problems
 */
export function checkedOptions(options: HostSqlOptions): HostSqlOptions {
  const parsed = hostSqlOptions.safeParse(options);
  if (parsed.success) return options;
  throw invalid(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`));
}

export function invalid(problems: readonly string[]): SdkError {
  const list = problems.map((problem) => `\n- ${problem}`).join('');
  return new SdkError('COMPOSITION_INVALID', `The options of hostSql() are wrong. Correct these:${list}`);
}

function isKnex(value: unknown): boolean {
  return (
    typeof value === 'function' && 'client' in value && !('isTransaction' in value && value.isTransaction)
  );
}
