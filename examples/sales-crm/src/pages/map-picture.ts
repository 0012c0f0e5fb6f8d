import type { JournalEntry, MapPin, ProcessState, RouteMap } from '@dealroute/core';
import { describeMap, type RenderOptions } from '@dealroute/render';
import { html } from 'hono/html';
import { ZONE } from '../calendar.js';
import { sales } from '../maps/pipeline.js';
import type { Office } from '../server/office.js';
import type { Reader } from '../server/reader.js';
import type { Html } from './layout.js';

const JOURNAL_PAGE = 500;

/** What a picture is drawn from. */
export interface Picture {
  readonly map: RouteMap;
  readonly options: RenderOptions;
}

/** The picture of a map of this CRM. */
export const pictureOf = ({ locale }: Pick<Reader, 'locale'>, map: RouteMap): Picture => ({
  map,
  options: { locale, ...(map.pipeline === sales.key && { pipeline: sales }) },
});

/** The picture of a process: where it stands, and how it came there. Undefined when its map is gone. */
export async function processPicture(
  { engine, clock }: Office,
  reader: Pick<Reader, 'locale'>,
  state: ProcessState,
): Promise<Picture | undefined> {
  const pin: MapPin | undefined = state.instances[0]?.map;
  const versions = pin ? await engine.maps(pin.key) : [];
  const map = versions.find(({ version }) => version === pin?.version)?.map;
  if (!map) return undefined;
  const journal: JournalEntry[] = [];
  for (let last = JOURNAL_PAGE; last === JOURNAL_PAGE; ) {
    const page = await engine.journal(state.id, journal.at(-1)?.n ?? 0, JOURNAL_PAGE);
    journal.push(...page);
    last = page.length;
  }
  const { options } = pictureOf(reader, map);
  return { map, options: { ...options, process: { state, journal }, at: clock.now(), timeZone: ZONE } };
}

/** A picture on a page, which opens alone when it is pressed; what it shows is told to those who cannot see it. */
export const pictureFrame = (source: string, { map, options }: Picture): Html =>
  html`<div class="picture"><a href="${source}"><img src="${source}" alt="${describeMap(map, options)}"></a></div>`;
