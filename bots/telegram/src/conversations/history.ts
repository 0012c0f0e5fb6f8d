import type { TaskCard, TextId } from '@dealroute/core';
import { namesOf } from '../bot.js';
import { clipped, type Html, html, lines } from '../texts/html.js';
import type { Reaction, TaskPress } from './press.js';

const MOST_LINES = 10;
const LONGEST_LINE = 250;
const LONGEST_COMMENT = 120;

/** What happened in the task's process: who had what, results and comments, the newest last. */
export async function history(press: TaskPress): Promise<Reaction> {
  const { bot, partner, board, facts } = press;
  const all = await tasksOf(press);
  const past = all
    .filter(({ id, ended }) => ended !== null || id === facts.card.id)
    .sort((a, b) => (a.ended?.at ?? Number.MAX_SAFE_INTEGER) - (b.ended?.at ?? Number.MAX_SAFE_INTEGER))
    .slice(-MOST_LINES);
  const comments = past.flatMap(({ ended }) => (ended?.comment == null ? [] : [ended.comment]));
  const texts = await bot.engine.texts(comments);
  const names = await namesOf(bot, [
    ...all.map(({ assignee }) => assignee),
    ...past.map(({ ended }) => ended?.by),
  ]);
  const body = past.map((task) => line(press, task, all, { names, texts }));
  const text = lines(
    html`<b>${partner.reader.words.history.title(taskTitle(press, facts.card))}</b>`,
    ...body,
  );
  const replyTo = board.at ? { replyTo: board.at.message } : {};
  return { toast: '', after: async () => void (await bot.out.send(partner.chat, { text, ...replyTo })) };
}

async function tasksOf({ bot, facts }: TaskPress): Promise<readonly TaskCard[]> {
  const all: TaskCard[] = [];
  for (let after: string | undefined; ; ) {
    const filter = { process: facts.card.process, status: 'any' } as const;
    const page = await bot.engine.tasks(filter, { limit: 500, ...(after !== undefined && { after }) });
    all.push(...page.items);
    if (page.next === null) return all;
    after = page.next;
  }
}

interface Known {
  readonly names: ReadonlyMap<string, string>;
  readonly texts: ReadonlyMap<TextId, string>;
}

function line(press: TaskPress, task: TaskCard, all: readonly TaskCard[], { names, texts }: Known): Html {
  const { reader } = press.partner;
  const { history: words, card } = reader.words;
  const { ended } = task;
  const now = press.facts.now;
  const title = taskTitle(press, task);
  if (!ended) {
    const holder = task.assignee === null ? card.nobody : (names.get(task.assignee) ?? task.assignee);
    return html`• ${clipped(words.assigned(title, holder, reader.when(task.createdAt, now)), LONGEST_LINE)}`;
  }
  const by = {
    who: ended.by === null ? card.system : (names.get(ended.by) ?? ended.by),
    when: reader.when(ended.at, now),
  };
  if (ended.as === 'withdrawn') return html`• ${clipped(words.withdrawn(title, by.when), LONGEST_LINE)}`;
  const said = ended.comment === null ? undefined : texts.get(ended.comment);
  const quote = said === undefined ? html`` : html`\n   <i>${clipped(said.trim(), LONGEST_COMMENT)}</i>`;
  if (ended.as === 'handedOver') {
    const heir = all.find(({ previous }) => previous === task.id)?.assignee ?? null;
    return html`• ${clipped(words.handedOver(title, heir === null ? null : (names.get(heir) ?? heir), by), LONGEST_LINE)}${quote}`;
  }
  const result = task.results.find(({ key }) => key === ended.result);
  const shown = result ? reader.label(result.title) : ended.result;
  return html`• ${clipped(words.completed(title, shown, by), LONGEST_LINE)}${quote}`;
}

const taskTitle = ({ partner }: TaskPress, { title }: TaskCard): string =>
  clipped(partner.reader.label(title), 100);
