import { createServer, type Server } from 'node:http';
import type { PageHandler } from '@dealroute/testing/telegram';
import { getRequestListener } from '@hono/node-server';
import { crmApp } from './app.js';
import type { Office } from './office.js';

type Requests = (...request: Parameters<PageHandler>) => void;

/** The one server of the CRM: its pages, and below `/chat` those of the practice Telegram. Loopback only. */
export class HttpServer {
  readonly #server: Server = createServer();

  /** `http://127.0.0.1:3000`; empty before it listens. */
  get url(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  }

  async listen(port: number, office: Office, chatPage: PageHandler | undefined): Promise<void> {
    this.#server.on('request', requestsOf(office, chatPage));
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  /** Ends open streams too. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

function requestsOf(office: Office, chatPage: PageHandler | undefined): Requests {
  const pages = getRequestListener(crmApp(office).fetch);
  return (request, response) => {
    if (chatPage && chatPage(request, response) !== false) return;
    void pages(request, response);
  };
}
