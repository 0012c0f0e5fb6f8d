import type { Locale } from '../locale.js';

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
  step(step: string, byContact: boolean): string;
  completed(task: string, result: string | null): string;
  withdrawn(task: string): string;
  action(name: string): string;
  actionFailed(name: string): string;
  timer: string;
  terminated(reason: string): string;
  suspended: string;
  resumed(deadlines: 'shift' | 'keep'): string;
  moved(from: string, to: string): string;
  adopted(map: string, node: string): string;
  signalled(signal: string): string;
  migrated(from: number, to: number): string;
  migrationUndone(from: number, to: number): string;
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
  step: (step, byContact) => `Сделано: ${step}${byContact ? ' (подтверждено контактом)' : ''}`,
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
  adopted: (map, node) => `Взят в работу процессом «${map}» с точки «${node}»`,
  signalled: (signal) => `Ожидание закончил сигнал «${signal}»`,
  moved: (from, to) => `Процесс переведён: ${from} → ${to}`,
  migrated: (from, to) => `Процесс переведён с версии ${from} карты маршрута на версию ${to}`,
  migrationUndone: (from, to) => `Перевод отменён: снова версия ${to} карты маршрута вместо ${from}`,
  rescheduled: (task, from, to) => `Крайний срок задачи «${task}»: ${from} → ${to}`,
  timerRescheduled: (from, to) => `Срок ожидания: ${from} → ${to}`,
  ended: (outcome) => (outcome === 'success' ? 'Процесс завершён удачно' : 'Процесс завершён неудачно'),
  system: 'система',
  sources: {
    ...{
      telegram: 'Telegram',
      web: 'CRM',
      trigger: 'триггер',
      timer: 'таймер',
      api: 'CRM',
      cli: 'командная строка',
    },
    deferral: 'отложенный запуск',
    host: 'CRM',
    reconcile: 'сверка',
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
  step: (step, byContact) => `Done: ${step}${byContact ? ' (proved by a contact)' : ''}`,
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
  adopted: (map, node) => `Adopted by the process “${map}” at “${node}”`,
  signalled: (signal) => `The signal “${signal}” ended the wait`,
  moved: (from, to) => `Process moved: ${from} → ${to}`,
  migrated: (from, to) => `Process moved from version ${from} of its map to version ${to}`,
  migrationUndone: (from, to) => `Move undone: version ${to} of the map again instead of ${from}`,
  rescheduled: (task, from, to) => `Deadline of the task “${task}”: ${from} → ${to}`,
  timerRescheduled: (from, to) => `End of the waiting: ${from} → ${to}`,
  ended: (outcome) => (outcome === 'success' ? 'The process ended: success' : 'The process ended: failure'),
  system: 'the system',
  sources: {
    ...{
      telegram: 'Telegram',
      web: 'CRM',
      trigger: 'trigger',
      timer: 'timer',
      api: 'CRM',
      cli: 'command line',
    },
    deferral: 'deferred start',
    host: 'CRM',
    reconcile: 'reconciliation',
  },
};

export const JOURNAL_WORDS: Readonly<Record<Locale, JournalWords>> = { ru, en };
