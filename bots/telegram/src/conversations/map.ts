import type { JournalEntry, ProcessId, ProcessState, RouteMap } from '@dealroute/core';
import { SdkError } from '@dealroute/core';
import { describeMap, type RenderOptions, renderMap, renderPng } from '@dealroute/render';
import { saying } from '../api/outbound.js';
import { mapOf } from '../cards/card-facts.js';
import { clipped } from '../texts/html.js';
import type { Press, Reaction } from './press.js';

const LONGEST_CAPTION = 1024;
const JOURNAL_PAGE = 100;

/** A process as its picture needs it. */
interface Shown {
  readonly map: RouteMap;
  readonly process: NonNullable<RenderOptions['process']>;
}

/** "Map": the picture of a process with the current nodes marked; of a called process where the visit is one of its. */
export async function showMap(press: Press, process: ProcessId, visit?: number): Promise<Reaction> {
  const shown = await readShown(press, process, visit);
  if (!shown) return { toast: press.partner.reader.words.toasts.buttonOld, alert: true };
  return { toast: '', after: () => sendMap(press, shown) };
}

async function readShown(
  { bot }: Press,
  process: ProcessId,
  visit: number | undefined,
): Promise<Shown | undefined> {
  const state = await bot.engine.process(process);
  if (!state) return undefined;
  const journal = await journalOf(bot.engine, state);
  const entered = journal
    .flatMap(({ events }) => events)
    .find((event) => 'visit' in event && event.visit === visit && event.type === 'NodeEntered');
  const called = entered?.type === 'NodeEntered' ? entered.process : process;
  const pin = pinOf(state, journal, called);
  const map = pin && (await mapOf(bot, { map: pin }));
  return map ? { map, process: { state, journal, called } } : undefined;
}

async function journalOf(engine: Press['bot']['engine'], { id }: ProcessState): Promise<JournalEntry[]> {
  const all: JournalEntry[] = [];
  for (let last = JOURNAL_PAGE; last === JOURNAL_PAGE; ) {
    const page = await engine.journal(id, all.at(-1)?.n ?? 0, JOURNAL_PAGE);
    all.push(...page);
    last = page.length;
  }
  return all;
}

/** The map of a process of the aggregate; of one that has ended, the journal knows it. */
function pinOf({ instances }: ProcessState, journal: readonly JournalEntry[], process: ProcessId) {
  const live = instances.find((instance) => instance.process === process);
  if (live) return live.map;
  const events = journal.flatMap(({ events }) => events);
  const began = events.find((event) => event.type === 'ProcessCalled' && event.process === process);
  return began?.type === 'ProcessCalled' ? began.map : undefined;
}

async function sendMap({ bot, partner, board }: Press, { map, process }: Shown): Promise<void> {
  const { reader } = partner;
  const pipelines = await bot.host.pipelines(bot.context);
  const pipeline = pipelines.find(({ key }) => key === map.pipeline);
  const at = bot.clock.now();
  const options: RenderOptions = {
    ...{ locale: reader.words.locale, timeZone: reader.zone, process, at },
    ...(pipeline && { pipeline }),
  };
  try {
    const photo = await renderPng(await renderMap(map, options));
    const caption = clipped(describeMap(map, options), LONGEST_CAPTION);
    await bot.out.sendPhoto(partner.chat, { photo, caption, ...(board.at && { replyTo: board.at.message }) });
  } catch (error) {
    if (!SdkError.is(error) || error.code !== 'REQUEST_INVALID') throw error;
    await bot.out.send(partner.chat, saying(reader.words.mapTooLarge));
  }
}
