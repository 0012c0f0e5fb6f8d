/** The languages that deadlines are explained in. */
export type DeadlineLocale = 'ru' | 'en';

type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** The words of one language; `{…}` are filled in. */
export interface DeadlineTexts {
  /** For `Intl`. */
  readonly tag: string;
  readonly month: 'long' | 'short';
  readonly start: string;
  readonly due: string;
  readonly working: { readonly day: Forms; readonly hour: Forms; readonly minute: Forms };
  readonly day: Forms;
  readonly hour: Forms;
  readonly minute: Forms;
  readonly elapsed: string;
  readonly skipped: Forms;
  readonly shortened: Forms;
  readonly extra: Forms;
  readonly weekendDays: Forms;
  readonly unlisted: string;
  readonly moved: string;
  readonly decree: string;
  readonly provisional: string;
}

const RU: DeadlineTexts = {
  tag: 'ru',
  month: 'long',
  start: 'Начало {time}',
  due: 'крайний срок {time}',
  working: {
    day: { one: 'рабочий день', few: 'рабочих дня', many: 'рабочих дней' },
    hour: { one: 'рабочий час', few: 'рабочих часа', many: 'рабочих часов' },
    minute: { one: 'рабочая минута', few: 'рабочие минуты', many: 'рабочих минут' },
  },
  day: { one: 'день', few: 'дня', many: 'дней' },
  hour: { one: 'час', few: 'часа', many: 'часов' },
  minute: { one: 'минута', few: 'минуты', many: 'минут' },
  elapsed: 'календарное время',
  skipped: { one: 'пропущен {days}', other: 'пропущены {days}' },
  shortened: { one: 'сокращённый день: {days}', other: 'сокращённые дни: {days}' },
  extra: { one: 'рабочий выходной: {days}', other: 'рабочие выходные: {days}' },
  weekendDays: { one: 'выходной день', few: 'выходных дня', many: 'выходных дней' },
  unlisted: 'ещё {days} без подробностей',
  moved: 'перенос с {date}',
  decree: 'нерабочий день по указу',
  provisional: 'предварительно: нет официального календаря на {years}',
};

const EN: DeadlineTexts = {
  tag: 'en-GB',
  month: 'short',
  start: 'Start {time}',
  due: 'due {time}',
  working: {
    day: { one: 'working day', other: 'working days' },
    hour: { one: 'working hour', other: 'working hours' },
    minute: { one: 'working minute', other: 'working minutes' },
  },
  day: { one: 'day', other: 'days' },
  hour: { one: 'hour', other: 'hours' },
  minute: { one: 'minute', other: 'minutes' },
  elapsed: 'elapsed time',
  skipped: { other: 'skipped {days}' },
  shortened: { one: 'shortened day: {days}', other: 'shortened days: {days}' },
  extra: { one: 'working day off: {days}', other: 'working days off: {days}' },
  weekendDays: { one: 'weekend day', other: 'weekend days' },
  unlisted: '{days} more without details',
  moved: 'moved from {date}',
  decree: 'non-working by decree',
  provisional: 'provisional: no official calendar for {years}',
};

export const DEADLINE_TEXTS: Readonly<Record<DeadlineLocale, DeadlineTexts>> = { ru: RU, en: EN };

const rules = new Map(Object.values(DEADLINE_TEXTS).map(({ tag }) => [tag, new Intl.PluralRules(tag)]));

/** The form of a word that goes with a number. */
export function pluralOf({ tag }: DeadlineTexts, count: number, forms: Forms): string {
  return forms[rules.get(tag)?.select(count) ?? 'other'] ?? forms.other ?? forms.many ?? '';
}
