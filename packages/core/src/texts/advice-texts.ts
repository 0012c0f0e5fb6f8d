import { type Evidence, type Instant, type Label, labelText } from '@dealroute/domain';
import type { Advice, AdviceCode, NextTask, TaskAdvice } from '../application/queries/advice.js';
import { contactText } from './contact-texts.js';
import type { Locale } from './locale.js';

type AdviceOf<C extends AdviceCode> = C extends TaskAdvice['code']
  ? TaskAdvice
  : Extract<Advice, { code: C }>;

/** How to write what a sentence is about. */
interface Pen {
  readonly name: (label: Label) => string;
  readonly names: (labels: readonly Label[]) => string;
  readonly when: (instant: Instant) => string;
}

type Sentences = { readonly [C in AdviceCode]: (advice: AdviceOf<C>, pen: Pen) => string };

const titles = (tasks: readonly NextTask[]): readonly Label[] => tasks.map(({ title }) => title);

const en: Sentences = {
  CLAIM_TASK: ({ task }, { name }) => `Take the task ${name(task.title)}.`,
  ASSIGN_TASK: ({ task }, { name }) => `Nobody has the task ${name(task.title)}: give it to somebody.`,
  DO_STEP: ({ task }, { name }) =>
    `${name(task.title)}: the next step is ${name(task.step?.title ?? '')}.${evidenceEn(task.step?.evidence)}`,
  FILL_FIELDS: ({ task }, { name }) =>
    `${name(task.title)}: fill in on the deal: ${task.missingFields.join(', ')}.`,
  CHOOSE_RESULT: ({ task }, { name, names }) =>
    `${name(task.title)}: do it and choose a result: ${names(task.results.map(({ title }) => title))}.`,
  COMPLETE_TASK: ({ task }, { name }) => `Complete the task ${name(task.title)}.`,
  WAIT_UNTIL: ({ title, until }, { name, when }) => `${name(title)}: the process waits until ${when(until)}.`,
  WAIT_FOR_PROCESS: ({ title, tasks }, { name, names }) =>
    `The process ${name(title)} must end first${tasks.length > 0 ? `; open in it: ${names(titles(tasks))}` : ''}.`,
  WAIT_FOR_ACTION: ({ title }, { name }) => `Nothing to do: the processing ${name(title)} runs.`,
  WAIT_FOR_BRANCHES: ({ tasks }, { names }) =>
    `The other branches must end first${tasks.length > 0 ? `; open in them: ${names(titles(tasks))}` : ''}.`,
  RESUME: ({ since }, { when }) =>
    `The process is suspended since ${when(since)}. Resume it when it can go on.`,
  REPAIR: () => 'The process is stuck. Ask an administrator to see to the incident.',
  START_PROCESS: ({ maps }, { names }) =>
    `No process drives this deal. Start one: ${names(maps.map(({ title }) => title))}.`,
  NOTHING: ({ why }) =>
    why === 'closed'
      ? 'Nothing to do: the deal is closed.'
      : 'No process drives this deal, and its pipeline has no active route map.',
};

const ru: Sentences = {
  CLAIM_TASK: ({ task }, { name }) => `Возьмите задачу ${name(task.title)}.`,
  ASSIGN_TASK: ({ task }, { name }) => `У задачи ${name(task.title)} нет исполнителя: назначьте его.`,
  DO_STEP: ({ task }, { name }) =>
    `${name(task.title)}: следующее действие — ${name(task.step?.title ?? '')}.${evidenceRu(task.step?.evidence)}`,
  FILL_FIELDS: ({ task }, { name }) =>
    `${name(task.title)}: заполните в интересе: ${task.missingFields.join(', ')}.`,
  CHOOSE_RESULT: ({ task }, { name, names }) =>
    `${name(task.title)}: выполните и выберите результат: ${names(task.results.map(({ title }) => title))}.`,
  COMPLETE_TASK: ({ task }, { name }) => `Выполните задачу ${name(task.title)}.`,
  WAIT_UNTIL: ({ title, until }, { name, when }) => `${name(title)}: процесс ждёт до ${when(until)}.`,
  WAIT_FOR_PROCESS: ({ title, tasks }, { name, names }) =>
    `Сначала должен завершиться процесс ${name(title)}${tasks.length > 0 ? `; в нём открыто: ${names(titles(tasks))}` : ''}.`,
  WAIT_FOR_ACTION: ({ title }, { name }) => `Делать ничего не нужно: идёт обработка ${name(title)}.`,
  WAIT_FOR_BRANCHES: ({ tasks }, { names }) =>
    `Сначала должны завершиться остальные ветки${tasks.length > 0 ? `; в них открыто: ${names(titles(tasks))}` : ''}.`,
  RESUME: ({ since }, { when }) =>
    `Процесс приостановлен с ${when(since)}. Возобновите его, когда можно продолжать.`,
  REPAIR: () => 'Процесс не может идти дальше. Попросите администратора разобраться с инцидентом.',
  START_PROCESS: ({ maps }, { names }) =>
    `По этому интересу процесс не идёт. Запустите: ${names(maps.map(({ title }) => title))}.`,
  NOTHING: ({ why }) =>
    why === 'closed'
      ? 'Делать ничего не нужно: интерес завершён.'
      : 'По этому интересу процесс не идёт, и для его сценария нет действующей карты маршрута.',
};

function evidenceEn(evidence: Evidence | undefined): string {
  if (evidence?.kind === 'contact') return ` Register a contact for it: ${contactText(evidence, 'en')}.`;
  if (evidence?.kind === 'field') return ` Fill in the deal's field ${evidence.field} for it.`;
  return evidence ? ' It needs a comment.' : '';
}

function evidenceRu(evidence: Evidence | undefined): string {
  if (evidence?.kind === 'contact')
    return ` Для него зарегистрируйте контакт: ${contactText(evidence, 'ru')}.`;
  if (evidence?.kind === 'field') return ` Для него заполните в интересе поле ${evidence.field}.`;
  return evidence ? ' К нему нужно описание.' : '';
}

const SENTENCES: Readonly<Record<Locale, Sentences>> = { en, ru };

const TASKS: Readonly<
  Record<
    Locale,
    { readonly due: (at: string) => string; readonly late: (at: string) => string; readonly others: string }
  >
> = {
  en: {
    due: (at) => ` Deadline: ${at}.`,
    late: (at) => ` Overdue since ${at}.`,
    others: ' Another person has it.',
  },
  ru: {
    due: (at) => ` Крайний срок: ${at}.`,
    late: (at) => ` Просрочено с ${at}.`,
    others: ' Она у другого исполнителя.',
  },
};

/** A recommendation as sentences for the person; instants in their time zone (an IANA name). */
export function adviceText(
  advice: Advice,
  { locale, timeZone }: { readonly locale: Locale; readonly timeZone: string },
): string {
  const name = (label: Label) =>
    locale === 'ru' ? `«${labelText(label, 'ru')}»` : `“${labelText(label, 'en')}”`;
  const when = (instant: Instant) => instantText(instant, locale, timeZone);
  const pen: Pen = { name, names: (labels) => labels.map(name).join(', '), when };
  const sentence = SENTENCES[locale][advice.code] as (advice: Advice, pen: Pen) => string;
  return sentence(advice, pen) + ('task' in advice ? aboutTask(advice, locale, when) : '');
}

function aboutTask({ task, yours }: TaskAdvice, locale: Locale, when: Pen['when']): string {
  const { due, late, others } = TASKS[locale];
  const isOthers = yours === false && task.assignee !== null ? others : '';
  if (task.dueAt === null) return isOthers;
  return (task.overdue ? late : due)(when(task.dueAt)) + isOthers;
}

/** `3 March, 09:00`: put together here, because the libraries of dates join the two now one way, now another. */
function instantText(instant: Instant, locale: Locale, timeZone: string): string {
  const language = locale === 'ru' ? 'ru' : 'en-GB';
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone });
  const time = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  return `${day.format(instant)}, ${time.format(instant)}`;
}
