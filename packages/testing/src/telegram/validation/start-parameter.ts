/** What is wrong with a parameter of `/start`, or undefined: Telegram takes 1-64 characters of `A-Za-z0-9_-`. */
export function startCodeProblem(code: string): string | undefined {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(code)) return undefined;
  return `the start parameter ${JSON.stringify(code)} must be 1-64 characters of A-Z, a-z, 0-9, _ and -`;
}

/** The code of a deep link to the bot; an empty text for a link without one, undefined for other links. */
export function startCodeOf(url: URL, botUsername: string): string | undefined {
  const path = url.pathname.replace(/^\/|\/$/g, '').toLowerCase();
  const ours = /^(www\.)?t(elegram)?\.me$/.test(url.hostname) && path === botUsername.toLowerCase();
  return ours ? (url.searchParams.get('start') ?? '') : undefined;
}

/** What is wrong with the start parameter of a deep link to the bot; links to elsewhere are fine. */
export function startParameterProblem(url: URL, botUsername: string): string | undefined {
  const code = url.searchParams.has('start') ? startCodeOf(url, botUsername) : undefined;
  return code === undefined ? undefined : startCodeProblem(code);
}
