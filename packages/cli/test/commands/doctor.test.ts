import { startFakeTelegram } from '@dealroute/testing/telegram';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CONFIG, temporary } from '../support/office.js';
import { fixture, run } from '../support/run.js';

const TOKEN = '123456789:AAH-secret_letters_of_a_token';

interface Check {
  readonly name: string;
  readonly state: string;
  readonly text: string;
}

const examine = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { code, out, err } = await run(['doctor', ...argv, '--json'], { env });
  const checks: readonly Check[] = JSON.parse(out).checks;
  expect(out + err).not.toContain('secret_letters');
  return { code, state: Object.fromEntries(checks.map(({ name, state }) => [name, state])), checks };
};

describe('dealroute doctor', () => {
  it('finds nothing wrong where nothing is given', async () => {
    const { code, state } = await examine([]);
    expect(code).toBe(0);
    expect(state).toEqual({ node: 'ok', config: 'skipped', database: 'skipped', bot: 'skipped' });
  });

  it('finds a database without its schema, and says how to make it', async () => {
    const database = temporary('doctor.sqlite');
    expect((await examine(['--database', database])).state.database).toBe('problem');
    await run(['migrate', 'up', '--database', database]);
    const right = await examine(['--database', database, '--config', CONFIG]);
    expect(right.state).toMatchObject({ database: 'ok', schema: 'ok', clock: 'ok', config: 'ok' });
    await run(['migrate', 'down', '--yes', '--database', database]);
    const { code, checks } = await examine(['--database', database]);
    expect(code).toBe(3);
    expect(checks.find(({ name }) => name === 'schema')?.text).toContain('dealroute migrate up');
  });

  it('says of a configuration that is none', async () => {
    const { state } = await examine(['--config', fixture('call-back.yaml')]);
    expect(state.config).toBe('problem');
  });

  it('asks Telegram for the bot, and never tells the token', async () => {
    const telegram = await startFakeTelegram({ token: TOKEN });
    onTestFinished(() => telegram.close());
    const argv = ['--api-root', telegram.url];
    expect((await examine(argv, { TELEGRAM_BOT_TOKEN: TOKEN })).state.bot).toBe('ok');
    const other = await examine(argv, { TELEGRAM_BOT_TOKEN: `${TOKEN}2` });
    expect(other.checks.find(({ name }) => name === 'bot')?.text).toContain('does not know the token');
    expect((await examine(argv, { TELEGRAM_BOT_TOKEN: 'secret_letters' })).state.bot).toBe('problem');
    const silent = await examine(['--api-root', 'http://127.0.0.1:9'], { TELEGRAM_BOT_TOKEN: TOKEN });
    expect(silent.checks.find(({ name }) => name === 'bot')?.text).toContain('does not answer');
  });

  it('is readable', async () => {
    const { out } = await run(['doctor', '--lang', 'ru']);
    expect(out).toContain('– База: не проверялось');
    expect(out).toContain('Всё, что проверено, в порядке.');
  });
});
