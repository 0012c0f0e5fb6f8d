import {
  type Label,
  labelText,
  type MigrationObstacle,
  type MoveObstacle,
  type Rejection,
  type RejectionCode,
  type RejectionOf,
} from '@dealroute/domain';
import { contactText } from './contact-texts.js';
import type { Locale } from './locale.js';

type Sentences = { readonly [C in RejectionCode]: (rejection: RejectionOf<C>) => string };

const list = (words: readonly string[]): string => words.map((word) => `«${word}»`).join(', ');

const cannotBeginEn: Readonly<Record<MoveObstacle, string>> = {
  unknown: 'The route map has no such node.',
  start: 'A deal is not adopted at the start. Choose the node behind it.',
  join: 'A deal cannot be adopted at a join: the process would wait there for ever. Choose the node behind it.',
  end: 'A deal cannot be adopted at an end: there would be nothing left to do.',
  sideBranch: 'This node is not on the leading branch. Choose one that is.',
  branch:
    'This node is in one of several branches that join: the process would wait for the others for ever. Choose their split, a node before it, or one behind the join.',
  lossReason: 'From there the deal may be lost without a reason. Choose the task that asks for it.',
};

const cannotBeginRu: Readonly<Record<MoveObstacle, string>> = {
  unknown: 'В карте маршрута нет такой точки.',
  start: 'Взять интерес в работу с начала карты нельзя. Выберите точку после начала.',
  join: 'Взять интерес в работу в слиянии нельзя: процесс остался бы там навсегда. Выберите точку после него.',
  end: 'Взять интерес в работу в завершении нельзя: делать было бы нечего.',
  sideBranch: 'Эта точка не на ведущей ветке. Выберите точку ведущей ветки.',
  branch:
    'Эта точка — в одной из веток, которые сливаются: процесс ждал бы остальные ветки вечно. Выберите их разделение, точку до него или после слияния.',
  lossReason: 'Оттуда интерес может быть потерян без причины. Выберите действие, которое её спрашивает.',
};

const cannotMoveEn: Readonly<Record<MoveObstacle, string>> = {
  unknown: 'The route map has no such node.',
  start: 'A process cannot be moved to its start. Choose the node behind it.',
  join: 'A process cannot be moved to a join: it would wait there for ever. Choose the node behind it.',
  end: 'A process cannot be moved to an end. Terminate it early instead.',
  sideBranch: 'This node is not on the leading branch. Choose one that is.',
  branch:
    'This node is in one of several branches that join: the process would wait for the others for ever. Choose their split, a node before it, or one behind the join.',
  lossReason: 'From there the deal may be lost without a reason. Choose the task that asks for it.',
};

const cannotMoveRu: Readonly<Record<MoveObstacle, string>> = {
  unknown: 'В карте маршрута нет такой точки.',
  start: 'Перевести процесс в начало нельзя. Выберите точку после него.',
  join: 'Перевести процесс в слияние нельзя: он остался бы там навсегда. Выберите точку после него.',
  end: 'Перевести процесс в завершение нельзя. Завершите его досрочно.',
  sideBranch: 'Эта точка не на ведущей ветке. Выберите точку ведущей ветки.',
  branch:
    'Эта точка — в одной из веток, которые сливаются: процесс ждал бы остальные ветки вечно. Выберите их разделение, точку до него или после слияния.',
  lossReason: 'Оттуда интерес может быть потерян без причины. Выберите действие, которое её спрашивает.',
};

const cannotMigrateEn: Readonly<Record<MigrationObstacle, string>> = {
  sameVersion: 'The process already runs under this version.',
  mapKind: 'One version drives the deal, the other does not.',
  noCounterpart: 'The version has no node that could take the place of “{node}”.',
  choiceUnknown: 'The node that was chosen for “{node}” is not in the version. Choose another one.',
  choiceKind: 'The node that was chosen for “{node}” is of another kind. Choose another one.',
  otherMap: 'In the version “{node}” calls another map. Wait until the called process has ended.',
  otherAction: 'In the version “{node}” asks for another action. Wait for the answer of this one.',
  answers:
    'People have given results at “{node}” that the version does not have. Wait until the task is done.',
  leading:
    'The node that takes the place of “{node}” is on another branch: leading and side branches do not mix. Choose another one.',
  stranded: 'The process would wait for ever at “{at}”.',
  doubled: 'The process would come to “{at}” twice at the same time.',
  endless: 'From “{at}” the process could never end.',
  undecided: 'There are too many ways to go on to check them all. Move the process by hand.',
  lossReason: 'From “{node}” the deal might be lost without a reason.',
  takenBack: 'The process was moved before, and that was undone. Begin another migration to move it again.',
};

const cannotMigrateRu: Readonly<Record<MigrationObstacle, string>> = {
  sameVersion: 'Процесс уже идёт по этой версии.',
  mapKind: 'Одна версия ведёт интерес, другая нет.',
  noCounterpart: 'В этой версии нет точки, которая заменила бы точку «{node}».',
  choiceUnknown: 'Точки, выбранной вместо «{node}», в этой версии нет. Выберите другую.',
  choiceKind: 'Точка, выбранная вместо «{node}», другого вида. Выберите другую.',
  otherMap: 'В этой версии точка «{node}» запускает другую карту. Дождитесь завершения вложенного процесса.',
  otherAction: 'В этой версии у точки «{node}» другая обработка. Дождитесь ответа этой.',
  answers: 'В точке «{node}» даны результаты, которых в этой версии нет. Дождитесь выполнения задачи.',
  leading:
    'Точка, которая заменит «{node}», на другой ветке: ведущая ветка и остальные не смешиваются. Выберите другую.',
  stranded: 'Процесс ждал бы вечно в точке «{at}».',
  doubled: 'Процесс пришёл бы в точку «{at}» дважды одновременно.',
  endless: 'Из точки «{at}» процесс никогда не завершился бы.',
  undecided: 'Продолжений слишком много, проверить все нельзя. Переведите процесс вручную.',
  lossReason: 'Из точки «{node}» интерес может быть потерян без причины.',
  takenBack: 'Процесс уже переводили, и перевод отменён. Чтобы перевести снова, начните другой перевод.',
};

type Unmoved = RejectionOf<'CANNOT_MIGRATE'>;

/** Why a process cannot go over, and the way that shows it where there is one. */
function cannotMigrate({ why, node, at, path }: Unmoved, locale: Locale): string {
  const sentences = locale === 'ru' ? cannotMigrateRu : cannotMigrateEn;
  const named = (label: Label | undefined) => labelText(label ?? '…', locale);
  const sentence = sentences[why].replace('{node}', named(node)).replace('{at}', named(at));
  return path ? `${sentence} ${path.map(named).join(' → ')}.` : sentence;
}

const en: Sentences = {
  PROCESS_NOT_FOUND: () => 'This process does not exist.',
  PROCESS_ENDED: () => 'This process has already ended.',
  PROCESS_SUSPENDED: () => 'This process is suspended. It goes on when it is resumed.',
  PROCESS_NOT_SUSPENDED: () => 'This process is not suspended.',
  TASK_NOT_FOUND: () => 'This task does not exist.',
  TASK_NOT_OPEN: ({ ended }) =>
    ended === 'handedOver'
      ? 'This task was handed over to another person.'
      : ended === 'withdrawn'
        ? 'This task is no longer needed.'
        : 'This task has already been completed.',
  RESULT_REQUIRED: () => 'Choose a result.',
  RESULT_UNKNOWN: ({ result }) => `This task has no result “${result}”. Choose one of those it has.`,
  COMMENT_REQUIRED: () => 'Please describe the result.',
  COMMENT_TOO_LONG: ({ limit }) => `The text is too long: at most ${limit} characters.`,
  LOSS_REASON_REQUIRED: () => 'Please choose the reason for the failure.',
  LOSS_REASON_UNKNOWN: () => 'This reason is not in the list. Choose another one.',
  FIELDS_MISSING: ({ fields }) => `First fill in the deal: ${fields.join(', ')}.`,
  CHECKLIST_OPEN: ({ steps }) => `First complete the checklist. Steps left: ${steps.length}.`,
  STEP_UNKNOWN: () => 'The checklist has no such step.',
  STEP_OUT_OF_ORDER: () => 'The steps go in order: complete the earlier ones first.',
  EVIDENCE_MISSING: ({ evidence, field, direction, channel }) =>
    evidence === 'comment'
      ? 'This step needs a comment.'
      : evidence === 'field'
        ? `This step needs the deal's field ${field ?? ''} filled in.`
        : `This step needs a registered contact: ${contactText({ direction, channel }, 'en')}, since the task began. Register it on the deal first.`,
  TASK_UNCLAIMED: () => 'Take the task first.',
  ALREADY_CLAIMED: () => 'Somebody else has already taken this task.',
  NOT_A_CANDIDATE: () => 'This task was not offered to you.',
  NOT_CLAIMED: () => 'Nobody has taken this task, so it cannot be given back.',
  SAME_PERSON: () => 'This person already has the task.',
  PERSON_UNKNOWN: () => 'This person is not known.',
  PERSON_INACTIVE: () => 'This person is no longer active.',
  NOT_ASSIGNEE: () => 'This task is not yours.',
  NOT_PERMITTED: () => 'You are not permitted to do this.',
  VETOED: ({ reason }) => reason,
  MAP_NOT_FOUND: ({ map, version }) =>
    version === undefined
      ? `There is no route map “${map}”.`
      : `The route map “${map}” has no version ${version} that was ever active.`,
  MAP_NOT_ACTIVE: ({ map }) => `The route map “${map}” is not active.`,
  MAP_HAS_ERRORS: ({ map }) => `The route map “${map}” has errors and cannot be activated.`,
  DEAL_NOT_FOUND: () => 'This deal does not exist.',
  WRONG_PIPELINE: () => 'This deal belongs to another pipeline.',
  START_NOT_DEFERRED: () => 'This start no longer waits: it has begun or was cancelled.',
  DEAL_ALREADY_GOVERNED: () => 'A process already runs on this deal.',
  DEAL_NOT_GOVERNED: () => 'No process drives this deal.',
  STAGE_IS_GOVERNED: () => 'The stage of this deal follows its process and cannot be changed by hand.',
  EARLY_TERMINATION_NOT_ALLOWED: () => 'This process cannot be terminated early.',
  ALREADY_DECIDED: () => 'The outcome of this process is already decided.',
  REASON_REQUIRED: () => 'Please give the reason.',
  CANNOT_MOVE_THERE: ({ why }) => cannotMoveEn[why],
  CANNOT_BEGIN_THERE: ({ why }) => cannotBeginEn[why],
  MAP_NOT_GOVERNING: () => 'Only a map that governs deals can adopt them.',
  RETENTION_UNDER_WAY: () => 'Finished processes are being removed already. Try again in a few minutes.',
  DEALS_NOT_LISTED: () => 'The CRM does not list its open deals. Name the deals that are to be adopted.',
  DEAL_CLOSED: () => 'This deal is already won or lost.',
  NO_NODE_FOR_STAGE: ({ stage }) => `No node was chosen for deals of the stage “${stage}”.`,
  CANNOT_MIGRATE: (rejection) => cannotMigrate(rejection, 'en'),
  MIGRATION_NEEDS_CHOICE: ({ nodes }) =>
    `Choose which nodes of the version take the place of: ${nodes.map(({ node }) => `“${node}”`).join(', ')}.`,
  NOTHING_TO_UNDO: () =>
    'The last thing that happened to this process is no move to another version: there is nothing to undo.',
  INSTANT_IN_FUTURE: () => 'This lies in the future. Give the time at which it happened.',
  LEAD_NOT_FOUND: () => 'This lead does not exist.',
  LEAD_CLOSED: ({ as }) =>
    as === 'converted' ? 'This lead has already become a deal.' : 'This lead has already been discarded.',
  ACTION_NOT_WAITING: () => 'The process no longer waits for this action.',
  TIMER_NOT_WAITING: () => 'The process no longer waits for this timer.',
  TIMER_NOT_DUE: () => 'This timer is not due yet.',
  TIMER_FIELD_EMPTY: ({ field }) => stuckEn(`the deal's field ${field} holds no date`),
  CONDITION_FAILED: ({ message }) => stuckEn(`a condition could not be answered (${message})`),
  TOO_MANY_AUTOMATIC_STEPS: ({ limit }) => stuckEn(`it took more than ${limit} automatic steps`),
  TOO_MANY_CALLED_PROCESSES: ({ limit }) => stuckEn(`it called more than ${limit} processes`),
  CALLS_TOO_DEEP: ({ limit }) => stuckEn(`its calls are nested deeper than ${limit}`),
  MAP_UNSOUND: () => stuckEn('its route map leads nowhere from here'),
};

const ru: Sentences = {
  PROCESS_NOT_FOUND: () => 'Такого бизнес-процесса нет.',
  PROCESS_ENDED: () => 'Бизнес-процесс уже завершён.',
  PROCESS_SUSPENDED: () => 'Бизнес-процесс приостановлен. Продолжить можно после возобновления.',
  PROCESS_NOT_SUSPENDED: () => 'Бизнес-процесс не приостановлен.',
  TASK_NOT_FOUND: () => 'Такой задачи нет.',
  TASK_NOT_OPEN: ({ ended }) =>
    ended === 'handedOver'
      ? 'Задача передана другому исполнителю.'
      : ended === 'withdrawn'
        ? 'Задача больше не нужна.'
        : 'Задача уже выполнена.',
  RESULT_REQUIRED: () => 'Выберите результат выполнения.',
  RESULT_UNKNOWN: ({ result }) => `У задачи нет результата ${list([result])}. Выберите один из имеющихся.`,
  COMMENT_REQUIRED: () => 'Опишите результат, пожалуйста.',
  COMMENT_TOO_LONG: ({ limit }) => `Текст слишком длинный: не больше ${limit} ${symbolsRu(limit)}.`,
  LOSS_REASON_REQUIRED: () => 'Выберите причину неудачи, пожалуйста.',
  LOSS_REASON_UNKNOWN: () => 'Такой причины нет в списке. Выберите другую.',
  FIELDS_MISSING: ({ fields }) => `Сначала заполните в интересе: ${fields.join(', ')}.`,
  CHECKLIST_OPEN: ({ steps }) => `Сначала выполните список действий. Осталось: ${steps.length}.`,
  STEP_UNKNOWN: () => 'В списке действий нет такого пункта.',
  STEP_OUT_OF_ORDER: () => 'Действия идут по порядку: сначала выполните предыдущие.',
  EVIDENCE_MISSING: ({ evidence, field, direction, channel }) =>
    evidence === 'comment'
      ? 'К этому действию нужно описание.'
      : evidence === 'field'
        ? `Для этого действия заполните в интересе поле ${field ?? ''}.`
        : `Для этого действия нужен зарегистрированный контакт: ${contactText({ direction, channel }, 'ru')}, не раньше начала задачи. Сначала зарегистрируйте его в интересе.`,
  TASK_UNCLAIMED: () => 'Сначала возьмите задачу.',
  ALREADY_CLAIMED: () => 'Задачу уже взял другой исполнитель.',
  NOT_A_CANDIDATE: () => 'Эта задача предложена не вам.',
  NOT_CLAIMED: () => 'Задачу никто не взял, поэтому вернуть её нельзя.',
  SAME_PERSON: () => 'Задача уже у этого исполнителя.',
  PERSON_UNKNOWN: () => 'Этот человек неизвестен.',
  PERSON_INACTIVE: () => 'Этот человек больше не работает.',
  NOT_ASSIGNEE: () => 'Это не ваша задача.',
  NOT_PERMITTED: () => 'У вас нет прав на это действие.',
  VETOED: ({ reason }) => reason,
  MAP_NOT_FOUND: ({ map, version }) =>
    version === undefined
      ? `Карты маршрута ${list([map])} нет.`
      : `У карты маршрута ${list([map])} нет версии ${version}, которая когда-либо действовала.`,
  MAP_NOT_ACTIVE: ({ map }) => `Карта маршрута ${list([map])} не действует.`,
  MAP_HAS_ERRORS: ({ map }) => `В карте маршрута ${list([map])} есть ошибки, включить её нельзя.`,
  DEAL_NOT_FOUND: () => 'Такого интереса нет.',
  WRONG_PIPELINE: () => 'Интерес относится к другому сценарию.',
  START_NOT_DEFERRED: () => 'Этот запуск уже не ждёт: он состоялся или отменён.',
  DEAL_ALREADY_GOVERNED: () => 'По этому интересу уже идёт процесс.',
  DEAL_NOT_GOVERNED: () => 'По этому интересу процесс не идёт.',
  STAGE_IS_GOVERNED: () => 'Состояние этого интереса ведёт бизнес-процесс, вручную его изменить нельзя.',
  EARLY_TERMINATION_NOT_ALLOWED: () => 'Этот процесс нельзя завершить досрочно.',
  ALREADY_DECIDED: () => 'Исход этого процесса уже решён.',
  REASON_REQUIRED: () => 'Укажите причину, пожалуйста.',
  CANNOT_MOVE_THERE: ({ why }) => cannotMoveRu[why],
  CANNOT_BEGIN_THERE: ({ why }) => cannotBeginRu[why],
  MAP_NOT_GOVERNING: () => 'Взять интересы в работу может только карта процесса объекта.',
  RETENTION_UNDER_WAY: () => 'Завершённые процессы уже удаляются. Повторите через несколько минут.',
  DEALS_NOT_LISTED: () => 'CRM не перечисляет открытые интересы. Назовите те, которые нужно взять в работу.',
  DEAL_CLOSED: () => 'Этот интерес уже выигран или потерян.',
  NO_NODE_FOR_STAGE: ({ stage }) => `Для интересов в состоянии «${stage}» точка маршрута не выбрана.`,
  CANNOT_MIGRATE: (rejection) => cannotMigrate(rejection, 'ru'),
  MIGRATION_NEEDS_CHOICE: ({ nodes }) =>
    `Выберите, какие точки этой версии заменят: ${list(nodes.map(({ node }) => node))}.`,
  NOTHING_TO_UNDO: () => 'Последнее событие этого процесса — не перевод на другую версию: отменять нечего.',
  INSTANT_IN_FUTURE: () => 'Это время ещё не наступило. Укажите, когда это произошло.',
  LEAD_NOT_FOUND: () => 'Такого лида нет.',
  LEAD_CLOSED: ({ as }) => (as === 'converted' ? 'Лид уже стал интересом.' : 'Лид уже отклонён.'),
  ACTION_NOT_WAITING: () => 'Процесс больше не ждёт этой обработки.',
  TIMER_NOT_WAITING: () => 'Процесс больше не ждёт этого срока.',
  TIMER_NOT_DUE: () => 'Срок ожидания ещё не наступил.',
  TIMER_FIELD_EMPTY: ({ field }) => stuckRu(`в поле интереса ${field} нет даты`),
  CONDITION_FAILED: ({ message }) => stuckRu(`не удалось проверить условие (${message})`),
  TOO_MANY_AUTOMATIC_STEPS: ({ limit }) => stuckRu(`автоматических шагов больше ${limit}`),
  TOO_MANY_CALLED_PROCESSES: ({ limit }) => stuckRu(`вложенных процессов больше ${limit}`),
  CALLS_TOO_DEEP: ({ limit }) => stuckRu(`вложенность процессов больше ${limit}`),
  MAP_UNSOUND: () => stuckRu('карта маршрута отсюда никуда не ведёт'),
};

const stuckEn = (why: string): string =>
  `The process cannot go on: ${why}. Nothing was changed, and an administrator has been told.`;

const stuckRu = (why: string): string =>
  `Процесс не может идти дальше: ${why}. Ничего не изменено, администратору сообщено.`;

const symbolsRu = (count: number): string =>
  ({ one: 'символа', few: 'символов', many: 'символов' })[
    new Intl.PluralRules('ru').select(count) as 'one'
  ] ?? 'символов';

const SENTENCES: Readonly<Record<Locale, Sentences>> = { en, ru };

/** Every code that a refusal can have. */
export const REJECTION_CODES = Object.keys(en) as readonly RejectionCode[];

/** A refusal as a sentence for the person, who is told what to do about it. */
export function rejectionText(rejection: Rejection, locale: Locale): string {
  const sentence = SENTENCES[locale][rejection.code] as (rejection: Rejection) => string;
  return sentence(rejection);
}
