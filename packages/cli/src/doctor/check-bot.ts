import type { Shell } from '../shell.js';
import type { Check } from './check.js';

const PATIENCE_MS = 10_000;
const TOKEN = /^\d{4,20}:[\w-]{8,100}$/;

/** Whether Telegram knows the token of `TELEGRAM_BOT_TOKEN`. The token is never told. */
export async function checkBot(shell: Shell, apiRoot = 'https://api.telegram.org'): Promise<Check> {
  const { doctor } = shell.words;
  const token = shell.streams.env.TELEGRAM_BOT_TOKEN;
  if (!token) return { name: 'bot', state: 'skipped', text: doctor.noToken };
  if (!TOKEN.test(token)) return { name: 'bot', state: 'problem', text: doctor.tokenForm };
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(`${apiRoot.replace(/\/$/, '')}/bot${token}/getMe`, { signal });
    return await judge(shell, response);
  } catch {
    // The error may name the address, and the token is a part of it.
    return { name: 'bot', state: 'problem', text: doctor.telegramSilent };
  }
}

async function judge({ words: { doctor } }: Shell, response: Response): Promise<Check> {
  if (response.status === 401 || response.status === 404)
    return { name: 'bot', state: 'problem', text: doctor.tokenRefused };
  if (!response.ok) return { name: 'bot', state: 'problem', text: doctor.telegramRefused(response.status) };
  const { result } = (await response.json()) as { readonly result?: { readonly username?: string } };
  return { name: 'bot', state: 'ok', text: doctor.botIs(result?.username ?? '') };
}
