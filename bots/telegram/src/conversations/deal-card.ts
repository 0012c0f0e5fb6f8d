import {
  type DealRef,
  type DealSnapshot,
  type LossReason,
  type ProcessId,
  type ProcessRecord,
  type RouteMap,
  rejectionText,
  type TaskCard,
} from '@dealroute/core';
import { type Bot, namesOf, type Partner } from '../bot.js';
import { type Button, inRows, type Rows } from '../cards/action.js';
import { crmLink } from '../cards/card-buttons.js';
import { mapOf } from '../cards/card-facts.js';
import type { Drawn } from '../cards/draw-card.js';
import { redrawBoard, sendBoard } from '../cards/show-card.js';
import { permits, permitsContact } from '../permits.js';
import { clipped, html, lines } from '../texts/html.js';
import type { Press, Reaction } from './press.js';

const MOST_TASKS = 10;

/** A process that a person may terminate. */
interface Terminable {
  readonly process: ProcessId;
  readonly map: RouteMap;
}

/** "Deal": what the deal is, its open tasks, and the commands on it. */
export async function openDeal({ bot, partner }: Press, deal: DealRef): Promise<Reaction> {
  const drawn = await drawDeal(bot, partner, deal);
  return { toast: '', after: () => sendBoard(bot, partner, { kind: 'deal', task: null }, drawn) };
}

/** "Back" on a deal's card, from a question that was asked there. */
export function backToDeal({ bot, partner, board }: Press, deal: DealRef): Reaction {
  const after = async () => void (await redrawBoard(bot, board, await drawDeal(bot, partner, deal)));
  return { toast: '', after };
}

/** "What next": the recommendation on the deal itself. */
export async function showNext({ bot, partner, board }: Press, deal: DealRef): Promise<Reaction> {
  const { reader, user } = partner;
  const outcome = await bot.engine.nextAction({ deal, actor: user.id });
  const advice = outcome.ok
    ? reader.advice(outcome.value.advice)
    : rejectionText(outcome.rejection, reader.words.locale);
  const after = async () =>
    void (await redrawBoard(bot, board, await drawDeal(bot, partner, deal, { advice })));
  return { toast: '', after };
}

interface DealExtra {
  /** What is asked. */
  readonly note?: string;
  /** What is recommended. */
  readonly advice?: string;
  readonly rows?: Rows;
}

/** Draws a deal; with a note and other buttons while something is asked. */
export async function drawDeal(
  bot: Bot,
  partner: Partner,
  ref: DealRef,
  asked: DealExtra = {},
): Promise<Drawn> {
  const { reader } = partner;
  const { card: words } = reader.words;
  const [deal] = await bot.host.readDeals([ref], bot.context);
  if (!deal) return { text: lines(words.deal(ref), words.dealGone), rows: [] };
  const { items } = await bot.engine.dealTasks(ref, { limit: MOST_TASKS });
  const names = await namesOf(bot, [deal.responsible, ...items.map(({ assignee }) => assignee)]);
  const nameOf = (id: string | null) => (id === null ? words.nobody : clipped(names.get(id) ?? id, 100));
  const minimal = reader.settings.privacy === 'minimal';
  const text = lines(
    html`<b>${clipped(minimal ? ref : deal.title, 200)}</b>`,
    ...(minimal
      ? []
      : [
          await stageLine(bot, partner, deal),
          ...reader.dealFacts(deal),
          words.responsible(nameOf(deal.responsible)),
        ]),
    items.length > 0 && html`\n<b>${words.openTasks}</b>`,
    ...items.map(
      ({ title, assignee }) =>
        `• ${clipped(reader.label(title), 150)}${minimal ? '' : `: ${nameOf(assignee)}`}`,
    ),
    asked.note !== undefined && html`\n⚠️ ${clipped(asked.note, 400)}`,
    asked.advice !== undefined && html`\n💡 ${clipped(asked.advice, 600)}\n<i>${words.adviceBasis}</i>`,
  );
  return {
    text,
    rows: asked.rows ?? inRows([...(await commands(bot, partner, deal, items)), ...crmLink(ref, reader)]),
  };
}

async function stageLine(bot: Bot, { reader }: Partner, deal: DealSnapshot): Promise<string> {
  const pipelines = await bot.host.pipelines(bot.context);
  const stages = pipelines.find(({ key }) => key === deal.pipeline)?.stages ?? [];
  const stage = stages.find(({ key }) => key === deal.stage)?.title ?? deal.stage;
  return reader.words.card.stage(reader.label(stage));
}

async function commands(
  bot: Bot,
  partner: Partner,
  deal: DealSnapshot,
  tasks: readonly TaskCard[],
): Promise<Button[]> {
  const { settings, words } = partner.reader;
  const { buttons } = words;
  const { ref } = deal;
  const assignees = tasks.flatMap(({ assignee }) => assignee ?? []);
  const record = await governing(bot, deal);
  const [found, mayRegister] = await Promise.all([
    record && terminable(bot, partner, deal, record),
    permitsContact(bot, partner.user, deal, assignees),
  ]);
  const next: Button = { label: buttons.whatNext, action: { do: 'next', deal: ref } };
  const contact: Button = { label: buttons.contact, action: { do: 'contact', of: { deal: ref } } };
  const buttonsOf = ({ id: process }: ProcessRecord): Button[] => [
    ...(settings.privacy === 'minimal'
      ? []
      : [{ label: buttons.map, action: { do: 'map', process } } satisfies Button]),
    ...(found
      ? [{ label: buttons.terminate, action: { do: 'terminate', process, deal: ref } } satisfies Button]
      : []),
  ];
  return [next, ...(mayRegister ? [contact] : []), ...(record ? buttonsOf(record) : [])];
}

/** The governing process that runs on a deal. */
async function governing(bot: Bot, { ref }: DealSnapshot): Promise<ProcessRecord | undefined> {
  const running = { deal: ref, status: 'running', kind: 'governing' } as const;
  return (await bot.engine.processes(running, { limit: 1 })).items[0];
}

/** The governing process of a deal, where this person may terminate it. */
async function terminable(
  bot: Bot,
  { user }: Partner,
  deal: DealSnapshot,
  record: ProcessRecord,
): Promise<Terminable | undefined> {
  const map = await mapOf(bot, record);
  const state = await bot.engine.process(record.id);
  if (!map?.earlyTermination || !state || state.outcome !== null) return undefined;
  const allowed = await permits(bot, user, 'TerminateEarly', { map, deal, state });
  return allowed ? { process: record.id, map } : undefined;
}

/** The reasons for a loss that a process offers; null where any will do. */
export async function lossReasonsOf(bot: Bot, process: ProcessId): Promise<readonly LossReason[] | null> {
  const state = await bot.engine.process(process);
  const map = state?.instances[0] && (await mapOf(bot, state.instances[0]));
  return map?.lossReasons ?? bot.host.lossReasons(bot.context);
}
