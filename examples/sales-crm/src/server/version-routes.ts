import type { MigrationProgress, Outcome } from '@dealroute/core';
import { z } from 'zod';
import { versionsPage } from '../pages/map-versions.js';
import { messagePage } from '../pages/message.js';
import { CHOICE, type MigrationChoice } from '../pages/migration.js';
import type { MigrationCounts } from '../texts/version-texts.js';
import { type Answer, answerOf } from './answer.js';
import type { Office } from './office.js';
import type { Reader } from './reader.js';
import type { Routes } from './routes.js';

const choiceForm = z.looseObject({
  from: z.coerce.number().int().min(1),
  to: z.coerce.number().int().min(1),
  deadlines: z.enum(['keep', 'recalculate']).default('keep'),
});
const migrationForm = choiceForm.extend({ key: z.string().min(1).max(100) });

/** The versions of route maps: to compare, to activate, and to move running processes between. */
export function versionRoutes({ get, post, office }: Routes): void {
  const engine = office.engine.through('web');
  get('/maps/:key', async (reader, context) => {
    const versions = await engine.maps(context.req.param('key') ?? '');
    if (versions.length === 0) {
      context.status(404);
      return messagePage(office, reader, reader.t.errors.notFound);
    }
    const choice = choiceForm.safeParse(context.req.query());
    return versionsPage(office, reader, versions, choice.success ? choiceOf(choice.data) : undefined);
  });
  post('/maps/:key/activate', z.object({}), async (_, { key = '' }, reader) =>
    answerOf(await engine.activateMap({ key, actor: reader.me.id }), reader),
  );
  post('/maps/:key/migrate', migrationForm, (form, { key: map = '' }, reader) =>
    migrate(office, reader, map, { ...choiceOf(form), key: form.key }),
  );
}

/** The nodes that were chosen stand in fields of their own. */
function choiceOf(form: z.output<typeof choiceForm>): MigrationChoice {
  const { from, to, deadlines, ...rest } = form;
  const chosen = Object.entries(rest).filter(
    (field): field is [string, string] => field[0].startsWith(CHOICE) && typeof field[1] === 'string',
  );
  const mapping = chosen.flatMap(([name, node]) => (node === '' ? [] : [[name.slice(CHOICE.length), node]]));
  return { from, to, deadlines, mapping: Object.fromEntries(mapping) };
}

/** Moves all that can move, page by page; what was done before a refusal stays done. */
async function migrate(
  { engine }: Office,
  reader: Reader,
  map: string,
  { from, ...choice }: MigrationChoice & { readonly key: string },
): Promise<Answer> {
  const wish = { map, from: [from], ...choice, actor: reader.me.id };
  const total = { moved: 0, needsChoice: 0, cannot: 0, remaining: 0 };
  for (let after: string | null | undefined; after !== null; ) {
    const page: Outcome<MigrationProgress> = await engine
      .through('web')
      .migrateProcesses(wish, after === undefined ? {} : { after });
    if (!page.ok) return answerOf(page, reader);
    add(total, page.value);
    after = page.value.next;
  }
  return { ok: true, text: reader.t.versions.done(total) };
}

function add(
  total: { -readonly [K in keyof MigrationCounts]: number },
  { moved, needsChoice, cannot, remaining }: MigrationProgress,
): void {
  total.moved += moved;
  total.needsChoice += needsChoice;
  total.cannot += cannot;
  total.remaining = remaining;
}
