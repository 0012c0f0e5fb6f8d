export { EXIT, type ExitCode } from './exit.js';
export { main } from './main.js';
export type { Streams } from './shell.js';
