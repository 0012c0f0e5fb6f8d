import { DEFAULT_TENANT, type Locale, SdkError } from '@dealroute/core';
import { z } from 'zod';

/** What a Telegram bot is told by the program that embeds it. */
export interface TelegramBotOptions {
  /** As @BotFather shows it: `123456789:letters`. It is never logged. */
  readonly token: string;
  /** `https://api.telegram.org` when left out; a server of one's own, or the fake one of tests. */
  readonly apiRoot?: string;
  /** Whose people the bot serves; the default tenant when left out. */
  readonly tenant?: string;
  /** For people without a locale; `ru` when left out. */
  readonly locale?: Locale;
  /** IANA name, for people without a time zone; `Europe/Moscow` when left out. */
  readonly timeZone?: string;
  /** The address of a deal in the CRM, for the button "Open in CRM": http(s), reachable from the person's phone. */
  readonly dealUrl?: (deal: string) => string;
  /** `minimal` shows the task's title, the deal's reference, the deadline and the link only; `full` when left out. */
  readonly privacy?: 'full' | 'minimal';
  /** The deal's field that names the client; `client` when left out. */
  readonly clientField?: string;
  /** The deal's field with the sum, a number; `amount` when left out. */
  readonly amountField?: string;
  /** ISO 4217 code of the sums; they are shown as plain numbers when left out. */
  readonly currency?: string;
}

const optional = z
  .strictObject({
    token: z.string().regex(/^\d{4,20}:[\w-]{8,100}$/, 'expected the form 123456789:letters-and-digits'),
    apiRoot: z.url({ protocol: /^https?$/, error: 'expected an http(s) address' }),
    tenant: z.string().min(1).max(64),
    locale: z.enum(['ru', 'en']),
    timeZone: z.string().refine(isTimeZone, 'expected an IANA name such as Europe/Moscow'),
    dealUrl: z.custom<(deal: string) => string>(
      (value) => typeof value === 'function',
      'expected a function',
    ),
    privacy: z.enum(['full', 'minimal']),
    clientField: z.string().min(1),
    amountField: z.string().min(1),
    currency: z.string().refine(isCurrency, 'expected an ISO 4217 code such as RUB'),
  })
  .partial()
  .required({ token: true });

const DEFAULTS = {
  apiRoot: 'https://api.telegram.org',
  tenant: DEFAULT_TENANT,
  locale: 'ru' as Locale,
  timeZone: 'Europe/Moscow',
  privacy: 'full' as 'full' | 'minimal',
  clientField: 'client',
  amountField: 'amount',
};

/** The options with nothing left out. */
export type BotSettings = typeof DEFAULTS & Pick<TelegramBotOptions, 'token' | 'dealUrl' | 'currency'>;

/** Checks the options; all that is wrong comes out in one `COMPOSITION_INVALID`, without the token. */
export function readOptions(options: TelegramBotOptions): BotSettings {
  const read = optional.safeParse(options);
  if (read.success) {
    const given = Object.entries(read.data).filter(([, value]) => value !== undefined);
    return { ...DEFAULTS, ...Object.fromEntries(given) } as BotSettings;
  }
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`);
  throw new SdkError(
    'COMPOSITION_INVALID',
    `The Telegram bot cannot be made: ${problems.join('; ')}. Correct the options; the token is what @BotFather shows.`,
  );
}

/** Whether it is an IANA name that this machine knows. */
export function isTimeZone(zone: string): boolean {
  return accepts(() => new Intl.DateTimeFormat('en', { timeZone: zone }));
}

function isCurrency(code: string): boolean {
  return accepts(() => new Intl.NumberFormat('en', { style: 'currency', currency: code }));
}

function accepts(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
