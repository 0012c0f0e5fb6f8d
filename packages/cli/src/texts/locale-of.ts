import type { Locale } from '@dealroute/core';

/** The language of a command line: `--lang`, else that of the environment, else English. */
export function localeOf(
  argv: readonly string[],
  { LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>,
): Locale {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = argv[at]?.startsWith('--lang=') ? argv[at].slice('--lang='.length) : argv[at + 1];
  const wanted = at < 0 ? LC_ALL || LC_MESSAGES || LANG : asked;
  return wanted?.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}
