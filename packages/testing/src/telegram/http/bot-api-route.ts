import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiAnswer } from '../api-call.js';
import { answerOf, type BotApi, type Outcome } from '../bot-api.js';
import { refuse } from '../refusal.js';
import type { FileStore } from '../state/file-store.js';
import { readRequestBody } from './request-body.js';

export interface BotApiRoute {
  readonly api: BotApi;
  readonly token: string;
  readonly files: FileStore;
}

/** Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`; false for other addresses. */
export function serveBotApi(route: BotApiRoute, request: IncomingMessage, response: ServerResponse): boolean {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const call = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(pathname);
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(pathname);
  if (file) giveFile(route, decodeURIComponent(file[1] ?? ''), file[2] ?? '', response);
  if (call) void answerCall(route, call, searchParams, request, response);
  return Boolean(call ?? file) || (pathname.startsWith('/bot') && notFound(response));
}

async function answerCall(
  { api, token }: BotApiRoute,
  [, givenToken = '', method = '']: RegExpExecArray,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (decodeURIComponent(givenToken) !== token) return write(response, answerOf(refuse(401)));
  const hungUp = new AbortController();
  response.on('close', () => hungUp.abort());
  try {
    const body = await readRequestBody(request, query);
    finish(response, await api.perform(method, body, hungUp.signal));
  } catch (error) {
    write(response, answerOf(error));
  }
}

function finish(response: ServerResponse, { answer, fault }: Outcome): void {
  switch (fault?.kind) {
    case 'reset':
    case 'lose':
      response.socket?.resetAndDestroy();
      return;
    case 'cut':
      cut(response, answer);
      return;
    case 'page':
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end(`<html><head><title>${fault.status}</title></head><body>nginx</body></html>`);
      return;
    default:
      write(response, answer);
  }
}

function write(response: ServerResponse, answer: ApiAnswer): void {
  if (response.destroyed) return;
  response.writeHead(answer.ok ? 200 : answer.error_code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer));
}

/** Promises the whole answer, sends half of it and hangs up. */
function cut(response: ServerResponse, answer: ApiAnswer): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
}

function giveFile(
  { token, files }: BotApiRoute,
  givenToken: string,
  path: string,
  response: ServerResponse,
): void {
  const file = givenToken === token ? files.findByPath(path) : undefined;
  if (!file) {
    notFound(response);
    return;
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.end(file.bytes);
}

function notFound(response: ServerResponse): true {
  write(response, answerOf(refuse(404)));
  return true;
}
