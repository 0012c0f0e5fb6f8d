export type Language = 'ru' | 'en';

const en = {
  title: 'Practice Telegram',
  subtitle: 'Messages stay on this computer',
  connected: 'connected',
  disconnected: 'no connection, trying again…',
  people: 'People',
  noPeople: 'Nobody is here yet: add people in the settings of the server.',
  bot: 'bot',
  start: 'Start',
  startWithCode: 'Start with the code from the link',
  nothingYet: 'No messages yet',
  notStarted: 'The bot cannot write here before you press Start.',
  write: 'Message',
  send: 'Send',
  commands: 'Commands',
  noCommands: 'The bot has no commands',
  reply: 'Reply',
  replyTo: 'Reply to',
  cancelReply: 'Cancel the reply',
  block: 'Block the bot',
  unblock: 'Unblock the bot',
  blocked: 'You have blocked the bot: its messages do not arrive.',
  edited: 'edited',
  pinned: 'pinned',
  pinnedMessage: 'pinned a message',
  groupMoved: 'the group has become a supergroup',
  deletedMessage: 'deleted message',
  typing: 'is typing…',
  uploading: 'is sending a file…',
  unread: 'unread',
  newMessages: 'New messages below',
  close: 'OK',
  copied: 'Copied',
  picture: 'Picture',
  document: 'Document',
  spoiler: 'Hidden text: press to show',
  today: 'Today',
};

const ru: Record<keyof typeof en, string> = {
  title: 'Учебный Telegram',
  subtitle: 'Сообщения не покидают этот компьютер',
  connected: 'на связи',
  disconnected: 'нет связи, пробуем снова…',
  people: 'Люди',
  noPeople: 'Здесь пока никого нет: добавьте людей в настройках сервера.',
  bot: 'бот',
  start: 'Запустить',
  startWithCode: 'Запустить с кодом из ссылки',
  nothingYet: 'Сообщений пока нет',
  notStarted: 'Бот не может писать сюда, пока вы не нажмёте «Запустить».',
  write: 'Сообщение',
  send: 'Отправить',
  commands: 'Команды',
  noCommands: 'У бота нет команд',
  reply: 'Ответить',
  replyTo: 'В ответ на сообщение',
  cancelReply: 'Отменить ответ',
  block: 'Заблокировать бота',
  unblock: 'Разблокировать бота',
  blocked: 'Бот заблокирован: его сообщения не доходят.',
  edited: 'изменено',
  pinned: 'закреплено',
  pinnedMessage: 'закрепляет сообщение',
  groupMoved: 'группа стала супергруппой',
  deletedMessage: 'удалённое сообщение',
  typing: 'печатает…',
  uploading: 'отправляет файл…',
  unread: 'непрочитанных',
  newMessages: 'Новые сообщения ниже',
  close: 'ОК',
  copied: 'Скопировано',
  picture: 'Картинка',
  document: 'Документ',
  spoiler: 'Скрытый текст: нажмите, чтобы показать',
  today: 'Сегодня',
};

export type Texts = typeof en;

export const texts: Readonly<Record<Language, Texts>> = { en, ru };

/** The language that was asked for, else the browser's first one that there is, else English. */
export function languageOf(asked: string | null, acceptLanguage: string | undefined): Language {
  const wishes = [asked ?? '', ...(acceptLanguage ?? '').split(',')];
  const known = wishes.map((wish) => wish.trim().slice(0, 2).toLowerCase()).find((wish) => wish in texts);
  return known === 'ru' ? 'ru' : 'en';
}
