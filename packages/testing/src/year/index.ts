export { fillYear, playSales, type Year } from './fill-year.js';
export type { YearKnex } from './year-database.js';
