import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import type { Html } from '../pages/layout.js';
import { type Answer, refusedWith, send } from './answer.js';
import type { Office } from './office.js';
import { type Reader, readReader } from './reader.js';

type Parameters = Readonly<Record<string, string>>;

/** How pages and presses are added to the server: each gets its reader, a press also its checked form. */
export class Routes {
  constructor(
    private readonly app: Hono,
    readonly office: Office,
  ) {}

  readonly get = (path: string, show: (reader: Reader, context: Context) => Html | Promise<Html>): void => {
    this.app.get(path, async (context) => {
      const reader = await readReader(this.office, context);
      const shown = await show(reader, context);
      return context.html(shown);
    });
  };

  readonly post = <S extends z.ZodType>(
    path: string,
    form: S,
    press: (
      form: z.output<S>,
      parameters: Parameters & { readonly id: string },
      reader: Reader,
      context: Context,
    ) => Promise<Answer>,
  ): void => {
    this.app.post(path, async (context) => {
      const reader = await readReader(this.office, context);
      const read = form.safeParse(await context.req.parseBody());
      const parameters = { id: '', ...(context.req.param() as Parameters) };
      const answer = read.success
        ? await press(read.data, parameters, reader, context)
        : refusedWith(reader.t.errors.form);
      if (answer.ok) this.office.changes.announce();
      return send(context, this.office, reader, answer);
    });
  };
}
