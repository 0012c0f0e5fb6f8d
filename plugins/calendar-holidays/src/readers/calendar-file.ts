import { SdkError } from '@dealroute/core';
import { type OfficialCalendar, problemsOfOfficial } from '../days/official-calendar.js';

/** Where a calendar was read from, for messages. */
export interface FileText {
  readonly text: string;
  /** Such as its path. */
  readonly name: string;
}

/** A file that is no calendar: the message and `ids.line` (from 1) say where. */
export function invalidFile({ name }: FileText, line: number, problem: string, cause?: unknown): SdkError {
  const message = `The calendar file cannot be read [${name}, line ${line}]: ${problem}. Correct the file.`;
  return new SdkError(
    'CALENDAR_INVALID',
    message,
    { file: name, line },
    cause === undefined ? undefined : { cause },
  );
}

/** The line (from 1) of an offset into the text. */
export const lineAt = ({ text }: FileText, offset: number): number =>
  text.slice(0, offset).split('\n').length;

/** @throws SdkError CALENDAR_INVALID with the line of the first problem */
export function checkedCalendar(file: FileText, calendar: OfficialCalendar): OfficialCalendar {
  const problem = problemsOfOfficial(calendar)[0];
  if (!problem) return calendar;
  throw invalidFile(file, lineAt(file, Math.max(0, file.text.indexOf(`"${problem.at}"`))), problem.message);
}
