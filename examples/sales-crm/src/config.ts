import { fileURLToPath } from 'node:url';
import type { Instant, Locale } from '@dealroute/core';
import { z } from 'zod';

/** What the program is told from outside. */
export interface Config {
  readonly port: number;
  readonly dataDir: string;
  /** For people who have not chosen a language. */
  readonly locale: Locale;
  /** Undefined: a practice Telegram runs on this machine. */
  readonly telegram: { readonly token: string; readonly apiRoot?: string } | undefined;
  /** Where people reach this CRM from their phones. */
  readonly publicUrl: string | undefined;
  /** Business time of the first start. */
  readonly businessStart: Instant | undefined;
}

/** A mistake of the person who starts the program, told in one sentence. */
export class StartError extends Error {}

const DEFAULT_DATA = fileURLToPath(new URL('../data', import.meta.url));

/** Each variable, what is wrong with it, and one that is right. */
const VARIABLES = {
  PORT: {
    schema: z.coerce.number().int().min(0).max(65_535).default(3_000),
    expected: 'expected a port from 0 to 65535 (0: any free one), such as PORT=8080',
  },
  DATA_DIR: {
    schema: z.string().min(1).default(DEFAULT_DATA),
    expected: 'expected a folder, such as DATA_DIR=./data',
  },
  LOCALE: { schema: z.enum(['ru', 'en']).default('ru'), expected: 'expected ru or en, such as LOCALE=en' },
  TELEGRAM_BOT_TOKEN: {
    schema: z
      .string()
      .regex(/^\d{4,20}:[\w-]{8,100}$/)
      .optional(),
    expected: 'expected the token that @BotFather shows, such as TELEGRAM_BOT_TOKEN=123456789:AAbbCC-ddEEff',
  },
  TELEGRAM_API_ROOT: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    expected: 'expected the address of a Bot API server, such as TELEGRAM_API_ROOT=http://127.0.0.1:8081',
  },
  PUBLIC_URL: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    expected: 'expected the address of this CRM for phones, such as PUBLIC_URL=https://crm.example.org',
  },
  BUSINESS_START: {
    schema: z
      .string()
      .refine((text) => !Number.isNaN(Date.parse(text)))
      .optional(),
    expected: 'expected an instant, such as BUSINESS_START=2026-03-02T10:00:00+03:00',
  },
} as const;

/**
 * Reads the environment. An empty variable counts as left out.
 *
 * @throws StartError that names every wrong variable with an example, and never shows the token
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = (name: keyof typeof VARIABLES) => environment[name]?.trim() || undefined;
  const problems = Object.entries(VARIABLES).flatMap(([name, { schema, expected }]) =>
    schema.safeParse(given(name as keyof typeof VARIABLES)).success ? [] : [`${name}: ${expected}`],
  );
  if (given('TELEGRAM_API_ROOT') && !given('TELEGRAM_BOT_TOKEN'))
    problems.push('TELEGRAM_API_ROOT: it needs a bot; set TELEGRAM_BOT_TOKEN too, or leave both out');
  if (problems.length > 0) {
    throw new StartError(`The environment is wrong. Correct it and start again:\n  ${problems.join('\n  ')}`);
  }
  return configOf(given);
}

function configOf(given: (name: keyof typeof VARIABLES) => string | undefined): Config {
  const { PORT, DATA_DIR, LOCALE } = VARIABLES;
  const [token, apiRoot, start] = [
    given('TELEGRAM_BOT_TOKEN'),
    given('TELEGRAM_API_ROOT'),
    given('BUSINESS_START'),
  ];
  return {
    port: PORT.schema.parse(given('PORT')),
    dataDir: DATA_DIR.schema.parse(given('DATA_DIR')),
    locale: LOCALE.schema.parse(given('LOCALE')),
    telegram: token === undefined ? undefined : { token, ...(apiRoot !== undefined && { apiRoot }) },
    publicUrl: given('PUBLIC_URL')?.replace(/\/$/, ''),
    businessStart: start === undefined ? undefined : Date.parse(start),
  };
}
