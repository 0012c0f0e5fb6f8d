import type { Adoption, Outcome } from '@dealroute/core';
import { adoptionPage } from '../pages/adoption.js';
import { type Choice, choiceForm, requestFor } from './adoption-choice.js';
import { type Answer, answerOf, refusedWith } from './answer.js';
import type { Office } from './office.js';
import type { Reader } from './reader.js';
import type { Routes } from './routes.js';

/** The deals that were there before get their process: for the admin. */
export function adoptionRoutes({ get, post, office }: Routes): void {
  get('/adoption', (reader, context) => {
    const query = choiceForm.safeParse({ key: crypto.randomUUID(), ...context.req.query() });
    return adoptionPage(office, reader, query.data);
  });
  post('/adoption', choiceForm, (choice, _, reader) => adoptAll(office, choice, reader));
}

/** Page by page, under one key: pressed again after a failure, it goes on with what is left. */
async function adoptAll({ engine }: Office, choice: Choice, reader: Reader): Promise<Answer> {
  const request = requestFor(choice, reader);
  if (!request) return refusedWith(reader.t.adoption.choose);
  const sums = { adopted: 0, refused: 0, failed: 0 };
  for (let after: string | null | undefined; after !== null; ) {
    const wish = { ...request, dryRun: false, ...(after !== undefined && { after }) };
    const page: Outcome<Adoption> = await engine.through('web').adoptDeals(wish);
    if (!page.ok) return answerOf(page, reader);
    const { counts, next } = page.value;
    sums.adopted += counts.adopted + counts.adoptedBefore;
    sums.refused += counts.refused;
    sums.failed += counts.failed;
    after = next;
  }
  return { ok: true, text: reader.t.adoption.done(sums.adopted, sums.refused, sums.failed) };
}
