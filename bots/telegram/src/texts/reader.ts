import type { Advice, DealSnapshot, Instant, JsonValue, Label, Locale, User } from '@dealroute/core';
import { adviceText, LOCALES, labelText } from '@dealroute/core';
import { type BotSettings, isTimeZone } from '../options.js';
import { clipped } from './html.js';
import { WORDS, type Words } from './words.js';

/** Puts times, sums and labels into words for one person. */
export class Reader {
  readonly words: Words;
  readonly #locale: Locale;
  readonly #zone: string;
  readonly #days: Intl.DateTimeFormat;

  constructor(
    person: Pick<User, 'locale' | 'timeZone'>,
    readonly settings: BotSettings,
  ) {
    this.#locale = localeOf(person.locale) ?? settings.locale;
    const { timeZone } = person;
    this.#zone = timeZone !== undefined && isTimeZone(timeZone) ? timeZone : settings.timeZone;
    this.words = WORDS[this.#locale];
    this.#days = new Intl.DateTimeFormat('sv-SE', { timeZone: this.#zone });
  }

  /** The person's time zone. */
  get zone(): string {
    return this.#zone;
  }

  label(label: Label): string {
    return labelText(label, this.#locale);
  }

  /** The clock time; with the day when it is not that of `now`. */
  when(instant: Instant, now: Instant): string {
    const time = this.#format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);
    if (this.day(instant) === this.day(now)) return time;
    const near = Math.abs(instant - now) < 300 * 24 * 3_600_000;
    const day = this.#format({ day: 'numeric', month: 'long', ...(!near && { year: 'numeric' }) });
    return `${day.format(instant)}, ${time}`;
  }

  /** The calendar day in the person's zone, `YYYY-MM-DD`. */
  day(instant: Instant): string {
    return this.#days.format(instant);
  }

  /** A deadline, absolute and relative. */
  deadline(dueAt: Instant, now: Instant): string {
    const { card, time } = this.words;
    const relative =
      dueAt < now ? card.overdueBy(time.span(now - dueAt)) : time.ahead(time.span(dueAt - now));
    return `${this.when(dueAt, now)} (${relative})`;
  }

  /** A recommendation as sentences. */
  advice(advice: Advice): string {
    return adviceText(advice, { locale: this.#locale, timeZone: this.#zone });
  }

  /** Client and sum, where the deal has them. */
  dealFacts(deal: DealSnapshot): readonly string[] {
    const { clientField, amountField } = this.settings;
    const client = textOf(deal.fields[clientField]);
    const amount = deal.fields[amountField];
    return [
      ...(client === '' ? [] : [this.words.card.client(clipped(client, 200))]),
      ...(typeof amount === 'number' ? [this.words.card.amount(this.#money(amount))] : []),
    ];
  }

  #money(amount: number): string {
    const { currency } = this.settings;
    const style = currency === undefined ? {} : { style: 'currency', currency };
    const whole = Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {};
    return new Intl.NumberFormat(this.#locale, { ...style, ...whole } as Intl.NumberFormatOptions).format(
      amount,
    );
  }

  #format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return new Intl.DateTimeFormat(this.#locale === 'en' ? 'en-GB' : 'ru', {
      ...options,
      timeZone: this.#zone,
    });
  }
}

function localeOf(tag: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => tag?.toLowerCase().split('-')[0] === locale);
}

const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
