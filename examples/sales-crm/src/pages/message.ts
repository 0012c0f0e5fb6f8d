import { html } from 'hono/html';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import { type Html, page } from './layout.js';

/** A page with one sentence: a refusal for who has no JavaScript, or a page that is not there. */
export const messagePage = (office: Office, reader: Reader, text: string, back = '/'): Html =>
  page(office, reader, {
    title: text,
    body: html`<h1>${text}</h1><p><a class="button" href="${back}">${reader.t.errors.back}</a></p>`,
  });
