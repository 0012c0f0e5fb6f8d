import type { Instant, Outcome } from '@dealroute/core';
import type { Stage } from './play-deals.js';

/** A first request, and what was done about it. */
interface LeadStory {
  readonly title: string;
  readonly source: string;
  readonly contactDetails: string;
  readonly responsible: string | null;
  /** Working hours before the first start of the CRM. */
  readonly hoursAgo: number;
  readonly called?: string;
  readonly discarded?: string;
}

const leadStories: readonly LeadStory[] = [
  {
    ...{ title: 'Тепловые насосы для теплицы', source: 'website', hoursAgo: 9, responsible: 'ivanova' },
    contactDetails: 'Игорь, +7 900 111-22-33',
  },
  {
    ...{ title: 'Вентиляция в ресторан', source: 'fair', hoursAgo: 1, responsible: null },
    contactDetails: 'Светлана, sveta@example.com',
  },
  {
    ...{ title: 'Замена котла в школе', source: 'recommendation', hoursAgo: 14, responsible: 'petrov' },
    ...{ contactDetails: 'Завхоз Олег Иванович, +7 900 444-55-66', called: 'Ждёт расчёт до пятницы' },
  },
  {
    ...{ title: 'Реклама в справочнике', source: 'call', hoursAgo: 20, responsible: 'smirnova' },
    ...{ contactDetails: '+7 900 777-88-99', discarded: 'Это не клиент, предлагают рекламу' },
  },
];

/** Plays what people did about leads, so that their histories are real ones. */
export async function playLeads(stage: Stage): Promise<void> {
  for (const story of leadStories) await playLead(stage, story);
}

async function playLead({ engine, clock, calendar, present }: Stage, story: LeadStory): Promise<void> {
  const { hoursAgo, called, discarded, ...lead } = story;
  const later = (hours: number): Instant => calendar.addMinutes(clock.now(), hours * 60);
  let begin = present;
  while (calendar.between(begin, present) < hoursAgo * 60) begin -= 3_600_000;
  clock.instant = Math.min(present, calendar.nextOpen(begin));
  const { id } = accepted(await engine.registerLead({ ...lead, actor: null }));
  clock.instant = Math.min(present, later(1));
  const actor = lead.responsible;
  const contact = { lead: id, direction: 'outgoing', channel: 'call', actor } as const;
  if (called !== undefined) accepted(await engine.registerContact({ ...contact, summary: called }));
  if (discarded !== undefined) accepted(await engine.discardLead({ lead: id, reason: discarded, actor }));
}

function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`The example leads cannot be played: ${JSON.stringify(outcome.rejection)}.`);
}
