/** What the pages say in Russian of versions of route maps, and of moving processes to another one. */
export const versionRu = {
  title: (map: string) => `Версии карты «${map}»`,
  version: 'Версия',
  status: 'Статус',
  hash: 'Отпечаток',
  changed: 'Изменена',
  running: 'Идёт процессов',
  activate: 'Включить',
  sureActivate: 'Включить эту версию? Новые процессы пойдут по ней.',
  from: 'С версии',
  to: 'На версию',
  show: 'Сравнить',
  differences: 'Что изменилось',
  same: 'Эти версии не отличаются.',
  migration: 'Перевод идущих процессов',
  adminsOnly: 'Переводит процессы администратор. Выберите его вверху страницы.',
  none: 'По этой версии процессы не идут.',
  more: 'Показаны первые процессы; перевод коснётся всех.',
  deal: 'Интерес',
  verdict: 'Что будет',
  verdicts: { moves: 'перейдёт', needsChoice: 'нужен выбор', cannot: 'нельзя' },
  nodes: 'Точка маршрута',
  stage: 'Состояние',
  deadline: 'Крайний срок: прежний / заново',
  stays: 'прежнее',
  whereTo: (node: string) => `Чем заменить «${node}»`,
  choose: 'не выбрано',
  deadlines: 'Крайние сроки',
  deadlineWays: { keep: 'оставить прежними', recalculate: 'посчитать заново' },
  try: 'Проверить с этим выбором',
  migrate: 'Перевести',
  sureMigrate: 'Перевести процессы на другую версию карты?',
  done: (counts: MigrationCounts) =>
    `Переведено: ${counts.moved}. Нужен выбор: ${counts.needsChoice}. Нельзя: ${counts.cannot}. Осталось на прежней версии: ${counts.remaining}.`,
};

export interface MigrationCounts {
  readonly moved: number;
  readonly needsChoice: number;
  readonly cannot: number;
  readonly remaining: number;
}

export type VersionTexts = typeof versionRu;

/** The same in English. */
export const versionEn: VersionTexts = {
  title: (map) => `Versions of the map “${map}”`,
  version: 'Version',
  status: 'Status',
  hash: 'Hash',
  changed: 'Changed',
  running: 'Running processes',
  activate: 'Activate',
  sureActivate: 'Activate this version? New processes will start with it.',
  from: 'From version',
  to: 'To version',
  show: 'Compare',
  differences: 'What is different',
  same: 'These versions do not differ.',
  migration: 'Move running processes',
  adminsOnly: 'The admin moves processes. Choose them at the top of the page.',
  none: 'No processes run under this version.',
  more: 'The first processes are shown; the move is about all of them.',
  deal: 'Deal',
  verdict: 'What will happen',
  verdicts: { moves: 'moves', needsChoice: 'needs a choice', cannot: 'cannot move' },
  nodes: 'Node',
  stage: 'Stage',
  deadline: 'Deadline: as it is / counted anew',
  stays: 'as it is',
  whereTo: (node) => `What takes the place of “${node}”`,
  choose: 'not chosen',
  deadlines: 'Deadlines',
  deadlineWays: { keep: 'leave as they are', recalculate: 'count anew' },
  try: 'Check with this choice',
  migrate: 'Move',
  sureMigrate: 'Move the processes to another version of the map?',
  done: ({ moved, needsChoice, cannot, remaining }) =>
    `Moved: ${moved}. Need a choice: ${needsChoice}. Cannot move: ${cannot}. Left under the former version: ${remaining}.`,
};
