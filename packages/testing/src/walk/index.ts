// Needs fast-check, which draws maps and chances, and so has an entry of its own.
export { type RandomMaps, randomMaps } from './random-maps.js';
export { walkCases } from './walk-cases.js';
