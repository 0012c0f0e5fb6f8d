/** The measures of the shapes, in pixels. */
export const BOX_MIN_WIDTH = 164;
export const BOX_MIN_HEIGHT = 50;
/** The coloured bar of a box, with its sign and the number of its stage. */
export const BAR_WIDTH = 24;
export const BOX_PADDING = 9;
export const CIRCLE = 36;
export const DIAMOND = 42;

/** How wide texts are in boxes, beside or below other shapes, and on lines; long words may be wider. */
export const BOX_TEXT = { width: BOX_MIN_WIDTH - BAR_WIDTH - 2 * BOX_PADDING, stretch: 200 } as const;
export const OUTSIDE_TEXT = { width: 118, stretch: 170 } as const;
export const FLOW_TEXT = { width: 104, stretch: 160 } as const;
