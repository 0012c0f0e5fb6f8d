import { counted, type Forms } from './plural.js';
import { span } from './span.js';
import type { EndingWords, Words } from './words.js';

const by = ({ who, when }: EndingWords): string => (who === null ? when : `${who}, ${when}`);
const TASKS: Forms = { one: 'задача', few: 'задачи', many: 'задач', other: 'задачи' };
const OPEN_TASKS: Forms = {
  one: 'открытая задача',
  few: 'открытые задачи',
  many: 'открытых задач',
  other: 'открытой задачи',
};

export const ru: Words = {
  locale: 'ru',
  buttons: {
    complete: 'Выполнить',
    take: 'Взять',
    giveBack: 'Вернуть',
    history: 'История',
    map: 'Карта',
    handOver: 'Передать',
    openInCrm: 'Открыть в CRM',
    deal: 'Интерес',
    open: 'Открыть',
    back: '‹ Назад',
    yes: 'Да',
    withComment: 'Добавить описание',
    search: 'Искать по имени',
    terminate: 'Досрочное завершение',
    previous: '‹',
    next: '›',
    today: (count) => `Сегодня ${count}`,
    overdue: (count) => `Просрочено ${count}`,
    all: (count) => `Все ${count}`,
  },
  help: 'Я приношу ваши задачи и принимаю результаты выполнения.',
  commands: {
    tasks: 'открытые задачи, сначала просроченные',
    cancel: 'отменить мой вопрос',
    unlink: 'больше не получать задачи здесь',
    help: 'эта справка',
  },
  linking: {
    greeting: (name) => `Здравствуйте, ${name}! Теперь ваши задачи приходят сюда.`,
    openTasks: (count) => `У вас ${counted('ru', count, OPEN_TASKS)}:`,
    noTasks: 'Открытых задач у вас нет.',
    waitForCrm: 'Почти готово: вернитесь в CRM и подтвердите, что это ваша учётная запись.',
    codeWrong: 'Такого кода нет. Получите в CRM новую ссылку.',
    codeExpired: 'Код устарел: он действует 15 минут. Получите в CRM новую ссылку.',
    codeUsed: 'Этот код уже использован. Получите в CRM новую ссылку.',
    accountTaken: 'Эта учётная запись Telegram привязана к другому человеку. Сначала отвяжите её: /unlink.',
    personUnknown: 'В CRM больше нет человека с этим кодом. Обратитесь к администратору.',
    personInactive: 'Ваша учётная запись в CRM отключена. Обратитесь к администратору.',
    tooManyTries: 'Слишком много неверных кодов. Попробуйте через 15 минут.',
    howToLink: 'Чтобы получать задачи здесь, откройте в CRM свой профиль и перейдите по ссылке в Telegram.',
    linked: (name) => `Вы привязаны как ${name}. Ваши задачи: /tasks.`,
    unlinked: 'Готово: учётная запись отвязана. Задачи остались в CRM.',
    notLinked:
      'Эта учётная запись не привязана к CRM. Откройте там свой профиль и перейдите по ссылке в Telegram.',
    privateOnly: 'Пожалуйста, напишите мне в личный чат.',
  },
  card: {
    newTask: 'Новая задача',
    offered: 'Задачу можно взять',
    dealGone: 'Интереса больше нет в CRM.',
    stage: (title) => `Состояние: ${title}`,
    deal: (title) => `Интерес: ${title}`,
    client: (name) => `Клиент: ${name}`,
    amount: (sum) => `Сумма: ${sum}`,
    deadline: (text) => `Крайний срок: ${text}`,
    overdueBy: (late) => `просрочено на ${late}`,
    noDeadline: 'Без крайнего срока',
    toDo: 'Что сделать:',
    checklist: 'Список действий:',
    optional: 'по желанию',
    fields: (names) => `Заполните в интересе: ${names}`,
    assignee: (name) => `Исполнитель: ${name}`,
    responsible: (name) => `Ответственный: ${name}`,
    nobody: 'никто',
    openTasks: 'Открытые задачи:',
    system: 'система',
  },
  ended: {
    completed: (result, ending) => `✅ ${result ?? 'Выполнено'}: ${by(ending)}`,
    handedOver: (to, ending) => `↪️ Передано${to === null ? '' : `, новый исполнитель ${to}`}: ${by(ending)}`,
    withdrawn: (when) => `⛔ Больше не нужна: ${when}`,
    taken: (who) => (who === null ? '🔒 Уже взята' : `🔒 Уже взята: ${who}`),
    alreadyCompleted: (result, { who, when }) =>
      `Уже выполнено${who === null ? '' : `: ${who}`} в ${when}${result === null ? '' : `: ${result}`}`,
  },
  toasts: {
    completed: (result) => `✅ ${result ?? 'Выполнено'}`,
    stepDone: '☑ Готово',
    taken: 'Задача теперь у вас',
    givenBack: 'Задача возвращена',
    handedOver: (to) => `Задача передана. Исполнитель: ${to}`,
    terminated: 'Процесс завершён досрочно',
    buttonOld: 'Эта кнопка устарела. Отправьте /tasks, чтобы увидеть свои задачи.',
    notYours: 'Это не ваша карточка.',
    working: '⏳ Выполняю…',
    failed: 'Не получилось. Администратору сообщено, задача осталась в CRM.',
  },
  ask: {
    comment: (result) =>
      result === null ? 'Опишите результат, пожалуйста.' : `«${result}»: опишите результат, пожалуйста.`,
    step: (title) => `«${title}»: напишите, что сделано.`,
    reason: 'Почему?',
    reasonText: (result) => (result === null ? 'Напишите причину.' : `«${result}»: напишите причину.`),
    sure: (result, reason) => `${result}${reason === null ? '' : `: ${reason}`}. Вы уверены?`,
    toWhom: 'Кому передать?',
    nobodyToHand: 'В вашем отделе больше никого нет. Поищите по имени.',
    found: (query) => `Нашлись по запросу «${query}»:`,
    nobodyFound: (query) => `По запросу «${query}» никого нет.`,
    search: 'Напишите часть имени коллеги.',
    handOver: (name) => `Передать задачу? Исполнитель: ${name}`,
    handOverComment: (name) => `Напишите описание. Исполнитель: ${name}`,
    terminateReason: 'Досрочное завершение: почему?',
    terminate: (deal, reason) => `Завершить досрочно процесс «${deal}»: ${reason}. Вы уверены?`,
    terminateReasonText: 'Досрочное завершение: напишите причину.',
    terminateComment: 'Напишите описание к досрочному завершению.',
    field: 'Ваш ответ',
    howToCancel: '/cancel — отменить',
    cancelled: 'Отменено.',
    nothingToCancel: 'Отменять нечего.',
    answerByReply:
      'Чтобы ответить на мой вопрос, ответьте на его сообщение. /cancel отменит его, /tasks покажет задачи.',
    textOnly: 'Ответьте, пожалуйста, текстом.',
    tooLate: 'Этот вопрос уже закрыт. Ваши задачи: /tasks.',
  },
  list: {
    title: (filter) =>
      ({ today: 'Задачи на сегодня', overdue: 'Просроченные задачи', all: 'Все задачи' })[filter],
    none: 'Таких нет.',
    page: (page, of) => `Страница ${page} из ${of}`,
    restInCrm: 'Остальные — в CRM.',
  },
  mapTooLarge: 'Карта маршрута слишком велика для картинки. Откройте её в CRM.',
  history: {
    title: (task) => `История: ${task}`,
    none: 'Пока ничего не произошло.',
    completed: (task, result, ending) => `${task}: ${result ?? 'выполнено'} (${by(ending)})`,
    handedOver: (task, to, ending) =>
      `${task}: передано${to === null ? '' : `, новый исполнитель ${to}`} (${by(ending)})`,
    withdrawn: (task, when) => `${task}: больше не нужна (${when})`,
    assigned: (task, who, when) => `${task}: исполнитель ${who} с ${when}`,
  },
  notices: {
    task: (deal) => `У вас задача по интересу ${deal}. Она в CRM.`,
    taskClosed: (task) => `Задача «${task}» закрыта: делать больше ничего не нужно.`,
    taskHandedOver: (task, to) => `Задача «${task}» передана${to === null ? '' : `. Исполнитель: ${to}`}.`,
    taskUnassigned: (task) => `⚠️ У задачи «${task}» нет исполнителя. Передайте её кому-нибудь.`,
    processEnded: (deal, outcome, reason) =>
      `🏁 Процесс по интересу «${deal}» завершён${
        outcome === null ? '' : outcome === 'success' ? ': удачно' : ': неудачно'
      }${reason === null ? '' : ` (${reason})`}.`,
    stageBypassed: ({ deal, from, to, who, reverted }) =>
      `⚠️ Состояние интереса «${deal}» изменили вручную, в обход процесса: ${from} → ${to}${
        who === null ? '' : `, ${who}`
      }. ${reverted ? 'Прежнее состояние возвращается.' : 'Посмотрите инцидент.'}`,
    reminder: (late) => `⏰ Просрочено на ${late}`,
    reminderAhead: (left) => `⏰ До крайнего срока ${left}`,
    lateWithOther: (who, late) => `⏰ ${who}: задача просрочена на ${late}`,
    digest: (total) => `⏰ Просрочено: ${counted('ru', total, TASKS)}`,
    digestMore: (more) => `…и ещё ${counted('ru', more, TASKS)}`,
  },
  time: {
    span: (ms) =>
      span('ru', ms, {
        minute: { one: 'минуту', few: 'минуты', many: 'минут', other: 'минуты' },
        hour: { one: 'час', few: 'часа', many: 'часов', other: 'часа' },
        day: { one: 'день', few: 'дня', many: 'дней', other: 'дня' },
      }),
    ahead: (text) => `через ${text}`,
  },
};
