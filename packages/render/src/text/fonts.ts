import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type FontWidths, readFont } from './read-font.js';

export type Weight = 'regular' | 'bold';

const require = createRequire(import.meta.url);
const PATHS: Readonly<Record<Weight, string>> = {
  regular: require.resolve('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf'),
};

/** The files of PT Sans: Latin, Cyrillic and ₽. */
export const fontFiles = (): string[] => [PATHS.regular, PATHS.bold];

const fonts: Partial<Record<Weight, FontWidths>> = {};

/** A font's widths; its file is read when it is first asked for. */
export function fontOf(weight: Weight): FontWidths {
  const font = fonts[weight] ?? readFont(readFileSync(PATHS[weight]));
  fonts[weight] = font;
  return font;
}
