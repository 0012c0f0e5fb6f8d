import type { Crm } from '../../src/start-crm.js';

/** What a press was answered with. */
export interface Pressed {
  readonly ok: boolean;
  readonly text?: string;
  readonly go?: string;
  readonly status: number;
}

/** Somebody with a browser without a screen: keeps cookies, reads pages, sends forms. */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  constructor(
    private readonly crm: Pick<Crm, 'url'>,
    person = 'ivanova',
    language = 'en',
  ) {
    this.#cookies.set('person', person);
    this.#cookies.set('language', language);
  }

  async open(path: string): Promise<Response> {
    return fetch(this.crm.url + path, { headers: this.#headers() });
  }

  /** The text of a page without its markup. */
  async read(path: string): Promise<string> {
    return textOf(await (await this.open(path)).text());
  }

  /** Sends a form as the script of the pages does. */
  async press(path: string, form: Readonly<Record<string, string>> = {}): Promise<Pressed> {
    const response = await this.send(path, form, { accept: 'application/json' });
    return { ...((await response.json()) as Omit<Pressed, 'status'>), status: response.status };
  }

  /** Sends a form; keeps the cookies that come back. */
  async send(
    path: string,
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const response = await fetch(this.crm.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...this.#headers(), ...headers },
      body: new URLSearchParams(form),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }

  #headers(): Record<string, string> {
    return { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ');
