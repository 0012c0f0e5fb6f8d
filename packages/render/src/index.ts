export { describeMap } from './describe-map.js';
export type { RenderOptions, ShownProcess, ThemeName } from './options.js';
export { renderMap } from './render-map.js';
export { renderPng } from './render-png.js';
