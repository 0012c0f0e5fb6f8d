import type { TypeStyle } from './text-width.js';

/** The styles in which a picture is set. */
export const HEADING: TypeStyle = { size: 18, weight: 'bold', lineHeight: 24 };
export const SUBTITLE: TypeStyle = { size: 13, weight: 'regular', lineHeight: 18 };
export const TITLE: TypeStyle = { size: 14, weight: 'regular', lineHeight: 17 };
export const NOTE: TypeStyle = { size: 12, weight: 'regular', lineHeight: 15 };
export const LABEL: TypeStyle = { size: 12.5, weight: 'regular', lineHeight: 15 };
