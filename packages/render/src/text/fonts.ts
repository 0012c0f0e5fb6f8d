import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type FontWidths, readFont } from './read-font.js';

export type Weight = 'regular' | 'bold';

const require = createRequire(import.meta.url);
const FILES: Readonly<Record<Weight, string>> = {
  regular: '400Regular/PTSans_400Regular.ttf',
  bold: '700Bold/PTSans_700Bold.ttf',
};

const pathOf = (weight: Weight): string => require.resolve(`@expo-google-fonts/pt-sans/${FILES[weight]}`);

/** The files of PT Sans: Latin, Cyrillic and ₽. */
export const fontFiles = (): string[] => [pathOf('regular'), pathOf('bold')];

const fonts: Partial<Record<Weight, FontWidths>> = {};

/** A font's widths; its file is read when it is first asked for. */
export function fontOf(weight: Weight): FontWidths {
  const font = fonts[weight] ?? readFont(readFileSync(pathOf(weight)));
  fonts[weight] = font;
  return font;
}
