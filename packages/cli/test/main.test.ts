import { describe, expect, it } from 'vitest';
import { en } from '../src/texts/en.js';
import { ru } from '../src/texts/ru.js';
import { fixture, run } from './support/run.js';

describe('a command line', () => {
  it('lists its commands, in the language of the environment', async () => {
    const { code, out } = await run(['--help'], { env: { LANG: 'ru_RU.UTF-8' } });
    expect(code).toBe(0);
    expect(out).toContain('Команды:');
    for (const command of ['validate', 'deadline', 'simulate', 'doctor', 'outbox'])
      expect(out).toContain(command);
  });

  it('lets --lang decide, else LC_ALL, else LANG, else English', async () => {
    const first = async (argv: string[], env: Record<string, string>) =>
      (await run([...argv, '--help'], { env })).out.split(' ')[0];
    expect(await first(['--lang', 'en'], { LC_ALL: 'ru_RU' })).toBe('Usage:');
    expect(await first([], { LC_ALL: 'ru_RU', LANG: 'en_US' })).toBe('Как');
    expect(await first([], {})).toBe('Usage:');
    expect(await run(['--lang', 'de', 'schema'])).toMatchObject({ code: 2 });
  });

  it('suggests what a mistyped word may have meant', async () => {
    expect(await run(['validat'])).toMatchObject({
      code: 2,
      out: '',
      err: 'There is no command validat. Did you mean validate? See --help.\n',
    });
    expect((await run(['schema', '--jsn', '--lang', 'ru'])).err).toContain(
      'Возможно, имелось в виду --json?',
    );
  });

  it('is wrong without a command, without an argument, and with too many', async () => {
    expect(await run([])).toMatchObject({ code: 2, out: '' });
    expect(await run(['validate'])).toMatchObject({ code: 2, err: expect.stringContaining('is missing') });
    expect(await run(['schema', 'more'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('too many'),
    });
  });

  it('shows a stack only to developers who ask for it', async () => {
    const argv = ['calendar', 'check', fixture('')];
    const { err } = await run(argv);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect((await run(argv, { env: { DEBUG: 'dealroute' } })).err).toContain('    at ');
  });
});

describe('the texts', () => {
  it('are in Russian where they are in English, and Russian', () => {
    const texts = (words: unknown, path = ''): [string, string][] =>
      typeof words === 'object' && words !== null
        ? Object.entries(words).flatMap(([key, value]) => texts(value, `${path}.${key}`))
        : [[path, typeof words === 'string' ? words : 'words']];
    expect(texts(ru).map(([path]) => path)).toEqual(texts(en).map(([path]) => path));
    const english = texts(ru).filter(([, text]) => /^[a-z ]{12,}$/i.test(text));
    expect(english).toEqual([]);
  });
});
