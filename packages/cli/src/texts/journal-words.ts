import type { Locale } from '@dealroute/core';

/** What the journal says of each event; names and titles come already in words. */
export interface JournalWords {
  started(map: string, version: number): string;
  /** A deal whose process had failed is taken up again. */
  restarted(map: string, version: number): string;
  called(map: string): string;
  calledEnded(map: string, outcome: 'success' | 'failure' | 'withdrawn'): string;
  stage(from: string, to: string): string;
  bypassed(to: string, by: string): string;
  restored: string;
  assigned(task: string, to: string): string;
  offered(task: string, to: string): string;
  unassigned(task: string): string;
  claimed(task: string): string;
  released(task: string): string;
  handedOver(task: string, from: string, to: string): string;
  step(step: string): string;
  completed(task: string, result: string | null): string;
  withdrawn(task: string): string;
  action(name: string): string;
  actionFailed(name: string): string;
  timer: string;
  terminated(reason: string): string;
  suspended: string;
  resumed(deadlines: 'shift' | 'keep'): string;
  moved(from: string, to: string): string;
  rescheduled(task: string, from: string, to: string): string;
  timerRescheduled(from: string, to: string): string;
  ended(outcome: 'success' | 'failure'): string;
  system: string;
  sources: Readonly<Record<string, string>>;
}

const ru: JournalWords = {
  started: (map, version) => `Запущен процесс «${map}», версия ${version}`,
  restarted: (map, version) => `Интерес снова в работе: запущен процесс «${map}», версия ${version}`,
  called: (map) => `Запущен вложенный процесс «${map}»`,
  calledEnded: (map, outcome) =>
    `Вложенный процесс «${map}»: ${{ success: 'удачно', failure: 'неудачно', withdrawn: 'снят' }[outcome]}`,
  stage: (from, to) => `Состояние: ${from} → ${to}`,
  bypassed: (to, by) => `Состояние изменили в обход процесса: ${to} (${by})`,
  restored: 'Состояние снова то, которое ведёт процесс',
  assigned: (task, to) => `Задача «${task}»: исполнитель ${to}`,
  offered: (task, to) => `Задача «${task}» предложена: ${to}`,
  unassigned: (task) => `Задаче «${task}» не нашлось исполнителя`,
  claimed: (task) => `Взята задача «${task}»`,
  released: (task) => `Задача «${task}» возвращена в группу`,
  handedOver: (task, from, to) => `Задача «${task}» передана: ${from} → ${to}`,
  step: (step) => `Сделано: ${step}`,
  completed: (task, result) => `Выполнена задача «${task}»${result === null ? '' : `: ${result}`}`,
  withdrawn: (task) => `Задача «${task}» снята`,
  action: (name) => `Обработка: ${name}`,
  actionFailed: (name) => `Обработка не удалась: ${name}`,
  timer: 'Ожидание закончилось',
  terminated: (reason) => `Досрочное завершение: ${reason}`,
  suspended: 'Процесс приостановлен',
  resumed: (deadlines) =>
    deadlines === 'shift'
      ? 'Процесс возобновлён, крайние сроки сдвинуты на потерянное рабочее время'
      : 'Процесс возобновлён, крайние сроки прежние',
  moved: (from, to) => `Процесс переведён: ${from} → ${to}`,
  rescheduled: (task, from, to) => `Крайний срок задачи «${task}»: ${from} → ${to}`,
  timerRescheduled: (from, to) => `Срок ожидания: ${from} → ${to}`,
  ended: (outcome) => (outcome === 'success' ? 'Процесс завершён удачно' : 'Процесс завершён неудачно'),
  system: 'система',
  sources: {
    ...{ telegram: 'Telegram', web: 'веб', trigger: 'триггер', timer: 'таймер', api: 'CRM' },
    ...{ deferral: 'отложенный запуск', cli: 'командная строка' },
  },
};

const en: JournalWords = {
  started: (map, version) => `Process “${map}” started, version ${version}`,
  restarted: (map, version) => `The deal is taken up again: process “${map}” started, version ${version}`,
  called: (map) => `Called process “${map}” started`,
  calledEnded: (map, outcome) => `Called process “${map}”: ${outcome}`,
  stage: (from, to) => `Stage: ${from} → ${to}`,
  bypassed: (to, by) => `The stage was changed past the process: ${to} (${by})`,
  restored: 'The stage is again the one of the process',
  assigned: (task, to) => `Task “${task}”: assigned to ${to}`,
  offered: (task, to) => `Task “${task}” offered to ${to}`,
  unassigned: (task) => `Nobody fits the task “${task}”`,
  claimed: (task) => `Took the task “${task}”`,
  released: (task) => `Gave back the task “${task}”`,
  handedOver: (task, from, to) => `Task “${task}” handed over: ${from} → ${to}`,
  step: (step) => `Done: ${step}`,
  completed: (task, result) => `Completed the task “${task}”${result === null ? '' : `: ${result}`}`,
  withdrawn: (task) => `Task “${task}” withdrawn`,
  action: (name) => `Action: ${name}`,
  actionFailed: (name) => `Action failed: ${name}`,
  timer: 'The waiting is over',
  terminated: (reason) => `Early termination: ${reason}`,
  suspended: 'The process was suspended',
  resumed: (deadlines) =>
    deadlines === 'shift'
      ? 'The process was resumed, its deadlines moved by the lost working time'
      : 'The process was resumed, its deadlines left as they were',
  moved: (from, to) => `Process moved: ${from} → ${to}`,
  rescheduled: (task, from, to) => `Deadline of the task “${task}”: ${from} → ${to}`,
  timerRescheduled: (from, to) => `End of the waiting: ${from} → ${to}`,
  ended: (outcome) => (outcome === 'success' ? 'The process ended: success' : 'The process ended: failure'),
  system: 'the system',
  sources: {
    ...{ telegram: 'Telegram', web: 'web', trigger: 'trigger', timer: 'timer', api: 'CRM' },
    ...{ deferral: 'deferred start', cli: 'command line' },
  },
};

export const JOURNAL_WORDS: Readonly<Record<Locale, JournalWords>> = { ru, en };
