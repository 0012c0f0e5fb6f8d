export { checkHistory } from './check-history.js';
export type { Cut, Delivery, History, Operation, Reading, RecordedProcess, Wish } from './history.js';
export { chance } from './race/chance.js';
export { NEVER, raceMaps, raceSetting } from './race/race-setting.js';
export { Racer, type RacerOptions, type Seen } from './race/racer.js';
export { type Log, Recorder, recordingNotifier, type StartWish } from './race/recorder.js';
export { type HistoryRecord, type Recorded, readRecords } from './records.js';
