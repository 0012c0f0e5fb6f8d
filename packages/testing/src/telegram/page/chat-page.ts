import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBytes, tryJson } from '../http/request-body.js';
import type { People } from '../people/people.js';
import type { World } from '../state/world.js';
import { isRecord } from '../validation/check-value.js';
import { readAsset } from './assets.js';
import { EventStream } from './event-stream.js';
import { whyForbidden } from './guard.js';
import { acts } from './person-acts.js';
import { renderPage } from './render-page.js';
import { languageOf } from './texts.js';

const POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
].join('; ');
const MAX_ACT_BYTES = 100_000;

/** The page where one plays people: its files, its events, and what people do on it. */
export class ChatPage {
  readonly #world: World;
  readonly #people: People;
  readonly #events: EventStream;

  constructor(world: World, people: People) {
    this.#world = world;
    this.#people = people;
    this.#events = new EventStream(world, people);
  }

  /** Answers what lies below `base` (`''` or `/chat`); false for other addresses. */
  serve(base: string, request: IncomingMessage, response: ServerResponse): boolean {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname !== base && !url.pathname.startsWith(`${base}/`)) return false;
    const forbidden = whyForbidden(request);
    if (forbidden) return send(response, 403, 'text/plain; charset=utf-8', forbidden);
    if (url.pathname === base) return redirect(response, `${base}/${url.search}`);
    const path = url.pathname.slice(base.length + 1);
    if (request.method === 'POST') void this.#act(path, request, response);
    else this.#give(path, url, request, response);
    return true;
  }

  close(): void {
    this.#events.close();
  }

  #give(path: string, url: URL, request: IncomingMessage, response: ServerResponse): void {
    if (path === '') {
      const language = languageOf(url.searchParams.get('lang'), request.headers['accept-language']);
      response.setHeader('content-security-policy', POLICY);
      send(response, 200, 'text/html; charset=utf-8', renderPage(language, this.#world.bot));
    } else if (path === 'events') this.#events.open(response);
    else if (path.startsWith('files/')) this.#giveFile(path.slice('files/'.length), response);
    else giveAsset(path, response);
  }

  #giveFile(id: string, response: ServerResponse): void {
    const file = this.#world.files.find(decodeURIComponent(id));
    if (!file) return void send(response, 404, 'text/plain', 'no such file');
    const isImage = /^image\/(png|jpeg)$/.test(file.contentType) || file.path.startsWith('photos/');
    response.setHeader('content-disposition', isImage ? 'inline' : 'attachment');
    response.setHeader('x-content-type-options', 'nosniff');
    const type = isImage ? imageType(file.bytes) : 'application/octet-stream';
    send(response, 200, type, file.bytes);
  }

  async #act(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = tryJson((await readBytes(request, MAX_ACT_BYTES)).toString('utf8'));
      const [, id = '', what = ''] = /^people\/(\d+)\/(\w+)$/.exec(path) ?? [];
      const person = this.#people.find(Number(id));
      const act = acts.get(what);
      if (!person || !act || !isRecord(body))
        return void send(response, 400, 'text/plain', 'no such person or act');
      act(person, body, this.#world);
      send(response, 204, 'text/plain', '');
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      send(response, 409, 'text/plain; charset=utf-8', message);
    }
  }
}

function imageType(bytes: Buffer): string {
  return bytes[0] === 0xff ? 'image/jpeg' : 'image/png';
}

function giveAsset(name: string, response: ServerResponse): void {
  const asset = readAsset(name);
  if (asset) send(response, 200, asset.type, asset.text);
  else send(response, 404, 'text/plain', 'not found');
}

function redirect(response: ServerResponse, location: string): true {
  response.setHeader('location', location);
  return send(response, 308, 'text/plain', '');
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): true {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
  return true;
}
