import type { Outcome } from '@dealroute/core';
import { setCookie } from 'hono/cookie';
import { z } from 'zod';
import { incidentsPage } from '../pages/incidents.js';
import { mapsPage } from '../pages/maps.js';
import { tasksPage } from '../pages/tasks.js';
import { telegramPage } from '../pages/telegram.js';
import { moment } from '../texts/format.js';
import { type Answer, answerOf, refusedWith } from './answer.js';
import type { Office } from './office.js';
import type { Reader } from './reader.js';
import type { Routes } from './routes.js';

const HOUR = 3_600_000;
const YEAR_SECONDS = 365 * 24 * 3_600;
const COOKIE = { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: YEAR_SECONDS } as const;

const nothing = z.object({});

/** Everything that is not about one deal: lists, the clock, who one is, the link with Telegram. */
export function officeRoutes({ get, post, office }: Routes): void {
  const { engine } = office;
  get('/tasks', (reader) => tasksPage(office, reader));
  get('/maps', (reader) => mapsPage(office, reader));
  get('/incidents', (reader) => incidentsPage(office, reader));
  get('/telegram', (reader) => telegramPage(office, reader));
  post('/incidents/:id/resolve', nothing, async (_, { id }, reader) =>
    settled(await engine.resolveIncident({ id, actor: reader.me.id }), reader),
  );
  post('/incidents/:id/retry', nothing, async (_, { id }, reader) =>
    settled(await engine.retryIncident({ id, actor: reader.me.id }), reader),
  );
  post('/clock', z.object({ by: z.enum(['hour', 'day']) }), ({ by }) => moveClock(office, by));
  post('/me', z.object({ person: z.string() }), async ({ person }, _, reader, context) => {
    if (!reader.people.some(({ id }) => id === person)) return refusedWith(reader.t.errors.form);
    setCookie(context, 'person', person, COOKIE);
    return { ok: true, go: 'reload' };
  });
  post('/language', z.object({ language: z.enum(['ru', 'en']) }), async ({ language }, _, __, context) => {
    setCookie(context, 'language', language, COOKIE);
    return { ok: true, go: 'reload' };
  });
  post('/telegram/invite', nothing, (_, __, reader) => invite(office, reader));
  post('/telegram/confirm', nothing, (_, __, reader) => change(office, reader, 'confirm'));
  post('/telegram/unlink', nothing, (_, __, reader) => change(office, reader, 'unlink'));
}

/** False means that there was nothing to settle. */
function settled(outcome: Outcome<boolean>, reader: Reader): Answer {
  if (outcome.ok && !outcome.value) return refusedWith(reader.t.incidents.over);
  return answerOf(outcome, reader);
}

/** Moves business time on, and does what is due by then. */
async function moveClock(office: Office, by: 'hour' | 'day'): Promise<Answer> {
  const { clock, calendar } = office;
  const now = clock.now();
  await clock.moveTo(by === 'hour' ? now + HOUR : calendar.calendar().addDays(now, 1));
  await office.remind();
  return { ok: true };
}

async function invite({ links }: Office, { t, me, locale }: Reader): Promise<Answer> {
  if (!links) return refusedWith(t.telegram.off);
  const { code, url, expiresAt } = await links.invite(me.id);
  const until = `${t.telegram.expires} ${moment(expiresAt, locale)}`;
  return { ok: true, text: `${t.telegram.code} /start ${code}\n${url}\n${until}` };
}

async function change({ links }: Office, { t, me }: Reader, what: 'confirm' | 'unlink'): Promise<Answer> {
  if (!links) return refusedWith(t.telegram.off);
  return (await links[what](me.id)) ? { ok: true } : refusedWith(t.telegram.none);
}
