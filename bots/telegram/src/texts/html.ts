/** Text in Telegram's HTML. Only {@link html} makes it, so what comes from data is always escaped. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
  wellFormed(text).replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** Telegram refuses text that is no Unicode. */
const wellFormed = (text: string): string => text.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd');

/** A tagged template: everything filled in is escaped, unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const texts = parts.map((part) => (typeof part === 'object' ? part.html : escaped(String(part))));
  return { html: strings.map((string, i) => string + (texts[i] ?? '')).join('') };
}

/** The lines that there are, one below the other. */
export function lines(...given: readonly (Html | string | null | undefined | false)[]): Html {
  const there = given.filter((line) => line !== null && line !== undefined && line !== false);
  return { html: there.map((line) => (typeof line === 'string' ? escaped(line) : line.html)).join('\n') };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The same without markup, for the case that Telegram refuses it. */
export const plainText = (markup: string): string =>
  markup.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? '');

/** At most so many characters; what is cut off ends in an ellipsis. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  // Half of a pair of surrogates is no character.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** Groups of lines that fit into one message each; a line is never divided. */
export function messagesOf(all: readonly Html[], most = 4096): readonly Html[] {
  const messages: string[] = [];
  for (const { html: line } of all) {
    const last = messages.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= most)
      messages[messages.length - 1] = `${last}\n${line}`;
    else messages.push(line);
  }
  return messages.map((message) => ({ html: message }));
}
