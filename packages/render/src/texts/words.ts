import type { Locale, NodeKind } from '@dealroute/core';

/** The forms of a counted word: `one` and `other` in English, `one`, `few` and `many` in Russian. */
type Forms = Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

type Unit = 'day' | 'hour' | 'minute';

/** The words of a picture. */
export interface Words {
  readonly map: string;
  readonly kinds: Readonly<Record<NodeKind, string>>;
  readonly start: string;
  readonly outcomes: Readonly<Record<'success' | 'failure', string>>;
  readonly otherwise: string;
  /** A flow leads to a node that the map does not have. */
  readonly missing: string;
  readonly empty: string;
  readonly stage: string;
  readonly leading: string;
  readonly taken: string;
  readonly done: string;
  readonly current: string;
  readonly withdrawn: string;
  readonly finding: string;
  readonly running: string;
  readonly suspended: string;
  readonly ended: Readonly<Record<'success' | 'failure', string>>;
  readonly due: (moment: string) => string;
  readonly overdue: (moment: string) => string;
  readonly until: (field: string) => string;
  readonly working: Readonly<Record<Unit, Forms>>;
  readonly elapsed: Readonly<Record<Unit, Forms>>;
}

const en: Words = {
  map: 'Route map',
  kinds: {
    start: 'Start',
    userTask: 'Task',
    serviceTask: 'Service task',
    decision: 'Decision',
    split: 'Split',
    join: 'Join',
    call: 'Called process',
    timer: 'Timer',
    end: 'End',
  },
  start: 'Start',
  outcomes: { success: 'Success', failure: 'Failure' },
  otherwise: 'otherwise',
  missing: 'no such node',
  empty: 'The map has no nodes.',
  stage: 'Stage',
  leading: 'Leading branch',
  taken: 'Path taken',
  done: 'Done',
  current: 'Current',
  withdrawn: 'Withdrawn',
  finding: 'Finding',
  running: 'The process is running',
  suspended: 'The process is suspended',
  ended: { success: 'The process ended: success', failure: 'The process ended: failure' },
  due: (moment) => `due ${moment}`,
  overdue: (moment) => `overdue since ${moment}`,
  until: (field) => `until the date in the field ${field}`,
  working: {
    day: { one: 'working day', other: 'working days' },
    hour: { one: 'working hour', other: 'working hours' },
    minute: { one: 'working minute', other: 'working minutes' },
  },
  elapsed: {
    day: { one: 'day', other: 'days' },
    hour: { one: 'hour', other: 'hours' },
    minute: { one: 'minute', other: 'minutes' },
  },
};

const ru: Words = {
  map: 'Карта маршрута',
  kinds: {
    start: 'Начало',
    userTask: 'Действие',
    serviceTask: 'Обработка',
    decision: 'Условие',
    split: 'Разделение',
    join: 'Слияние',
    call: 'Вложенный процесс',
    timer: 'Ожидание',
    end: 'Завершение',
  },
  start: 'Начало',
  outcomes: { success: 'Удачно', failure: 'Неудачно' },
  otherwise: 'иначе',
  missing: 'нет такой точки',
  empty: 'В карте нет точек.',
  stage: 'Состояние',
  leading: 'Ведущая ветка',
  taken: 'Пройденный путь',
  done: 'Пройдено',
  current: 'Сейчас здесь',
  withdrawn: 'Отозвано',
  finding: 'Замечание',
  running: 'Бизнес-процесс выполняется',
  suspended: 'Бизнес-процесс приостановлен',
  ended: { success: 'Бизнес-процесс завершён: удачно', failure: 'Бизнес-процесс завершён: неудачно' },
  due: (moment) => `срок: ${moment}`,
  overdue: (moment) => `просрочено: ${moment}`,
  until: (field) => `до даты в поле «${field}»`,
  working: {
    day: { one: 'рабочий день', few: 'рабочих дня', many: 'рабочих дней', other: 'рабочего дня' },
    hour: { one: 'рабочий час', few: 'рабочих часа', many: 'рабочих часов', other: 'рабочего часа' },
    minute: {
      one: 'рабочая минута',
      few: 'рабочие минуты',
      many: 'рабочих минут',
      other: 'рабочей минуты',
    },
  },
  elapsed: {
    day: { one: 'день', few: 'дня', many: 'дней', other: 'дня' },
    hour: { one: 'час', few: 'часа', many: 'часов', other: 'часа' },
    minute: { one: 'минута', few: 'минуты', many: 'минут', other: 'минуты' },
  },
};

export const WORDS: Readonly<Record<Locale, Words>> = { en, ru };
