import type { Instant, Locale, RouteMap } from '@dealroute/core';
import type { RenderOptions } from '../options.js';
import { momentTeller } from '../texts/time-words.js';
import { WORDS, type Words } from '../texts/words.js';
import { type Theme, themeOf } from '../theme.js';
import { type FindingMarks, findingMarks } from './finding-marks.js';
import { type ProcessMarks, processMarks } from './process-marks.js';
import { type StageMark, stageMarks } from './stage-marks.js';

/** What every part of a picture needs to know. */
export interface Sheet {
  readonly map: RouteMap;
  readonly locale: Locale;
  readonly words: Words;
  readonly theme: Theme;
  readonly stages: ReadonlyMap<string, StageMark>;
  readonly process: ProcessMarks | undefined;
  readonly at: Instant | undefined;
  readonly moment: (instant: Instant) => string;
  readonly finding: FindingMarks;
  readonly isFinding: boolean;
}

export function sheetOf(map: RouteMap, options: RenderOptions): Sheet {
  const { locale, pipeline, process, at, timeZone, finding } = options;
  const theme = themeOf(options.theme);
  return {
    ...{ map, locale, theme, at },
    words: WORDS[locale],
    stages: stageMarks(map, pipeline, { locale, theme }),
    process: process && processMarks(process),
    moment: momentTeller(locale, timeZone),
    finding: findingMarks(map, finding),
    isFinding: finding !== undefined,
  };
}
