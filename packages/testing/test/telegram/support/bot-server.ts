import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** An HTTP server on the loopback that is closed when the test ends; gives its address. */
export async function serve(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Delivery {
  readonly secret: string | string[] | undefined;
  readonly update: { readonly update_id: number; readonly message?: { readonly text?: string } };
}

/** A webhook that keeps what it gets and answers with the given statuses, then with 200 and `reply`. */
export async function startWebhook(statuses: number[] = [], reply = '') {
  const deliveries: Delivery[] = [];
  const url = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const update = JSON.parse(Buffer.concat(chunks).toString()) as Delivery['update'];
    deliveries.push({ secret: request.headers['x-telegram-bot-api-secret-token'], update });
    const status = statuses.shift() ?? 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(status === 200 ? reply : '');
  });
  return { url, deliveries };
}
