import { readFileSync } from 'node:fs';

/** The README in each of its languages, and its blocks of code. */
export const readmes = ['README.md', 'README.ru.md'].map((name) => {
  const text = readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
  const blocks = (language: string): string[] =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, 'gms'))].map(
      ([, code = '']) => code,
    );
  return { name, blocks };
});
