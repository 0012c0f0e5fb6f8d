import { SdkError } from '@dealroute/core';
import { type Context, Hono } from 'hono';
import { messagePage } from '../pages/message.js';
import { adoptionRoutes } from './adoption-routes.js';
import { send } from './answer.js';
import { clientRoutes } from './client-routes.js';
import { dealRoutes } from './deal-routes.js';
import type { Office } from './office.js';
import { officeRoutes } from './office-routes.js';
import { pictureRoutes } from './picture-routes.js';
import { processRoutes } from './process-routes.js';
import { readReader } from './reader.js';
import { Routes } from './routes.js';
import { readStaticFile } from './static-files.js';
import { taskRoutes } from './task-routes.js';
import { triggerRoutes } from './trigger-routes.js';
import { versionRoutes } from './version-routes.js';

const POLICY =
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** Locks that did not become free, and connections that could not be had. */
const BUSY: readonly string[] = ['CONTENTION', 'STORAGE_FAILED', 'HOST_FAILED'];

/** All pages and presses of the CRM. */
export function crmApp(office: Office): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (isForeign(context))
      return context.text('This page is for its own machine and its own forms only.', 403);
    await next();
    context.header('content-security-policy', POLICY);
    context.header('x-content-type-options', 'nosniff');
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
    return undefined;
  });
  app.get('/static/:name', (context) => {
    const file = readStaticFile(context.req.param('name'));
    return file ? context.body(file.text, 200, { 'content-type': file.type }) : context.notFound();
  });
  app.get('/events', (context) =>
    context.body(office.changes.stream(), 200, { 'content-type': 'text/event-stream' }),
  );
  pictureRoutes(app, office);
  const routes = new Routes(app, office);
  dealRoutes(routes);
  clientRoutes(routes);
  processRoutes(routes);
  taskRoutes(routes);
  triggerRoutes(routes);
  adoptionRoutes(routes);
  officeRoutes(routes);
  versionRoutes(routes);
  app.notFound(async (context) => {
    const reader = await readReader(office, context);
    return context.html(messagePage(office, reader, reader.t.errors.notFound), 404);
  });
  app.onError((error, context) => failed(office, context, error));
  return app;
}

/** Another site whose name leads here, or whose form was sent here. The login is a demonstration's, so only we may. */
function isForeign({ req }: Context): boolean {
  const host = req.header('host') ?? '';
  const origin = req.header('origin');
  const own = URL.canParse(`http://${host}`) && LOOPBACK.includes(new URL(`http://${host}`).hostname);
  if (!own) return true;
  return req.method === 'POST' && origin !== undefined && origin !== `http://${host}`;
}

async function failed(office: Office, context: Context, error: Error): Promise<Response> {
  const isBusy = /SQLITE_BUSY/.test(error.message) || (SdkError.is(error) && BUSY.includes(error.code));
  office.logger.error(`${context.req.method} ${context.req.path} failed.`, { error });
  const reader = await readReader(office, context).catch(() => undefined);
  if (!reader) return context.text('The database does not answer. Try again in a few seconds.', 503);
  const { busy, failed } = reader.t.errors;
  return send(context, office, reader, {
    ok: false,
    text: isBusy ? busy : failed,
    status: isBusy ? 503 : 500,
  });
}
