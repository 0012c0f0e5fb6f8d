import { renderMap } from '@dealroute/render';
import type { Context, Hono } from 'hono';
import { type Picture, pictureOf, processPicture } from '../pages/map-picture.js';
import type { Office } from './office.js';
import { readReader } from './reader.js';

/** The pictures of maps and of processes, in the reader's language. */
export function pictureRoutes(app: Hono, office: Office): void {
  const { engine } = office;
  app.get('/pictures/maps/:key/:version', async (context) => {
    const { key, version } = context.req.param();
    const versions = await engine.maps(key);
    const found = versions.find((one) => String(one.version) === version);
    return send(context, found && pictureOf(await readReader(office, context), found.map));
  });
  app.get('/pictures/processes/:id', async (context) => {
    const state = await engine.process(context.req.param('id'));
    return send(context, state && (await processPicture(office, await readReader(office, context), state)));
  });
}

async function send(context: Context, picture: Picture | undefined): Promise<Response> {
  if (!picture) return context.notFound();
  const svg = await renderMap(picture.map, picture.options);
  return context.body(svg, 200, { 'content-type': 'image/svg+xml' });
}
