import { badRequest, type Refusal } from '../refusal.js';

export function unparsable(detail: string): Refusal {
  return badRequest(`can't parse entities: ${detail}`);
}

/** Reads Telegram's small HTML piece by piece; its complaints are Telegram's, with byte offsets. */
export class HtmlScanner {
  #position = 0;

  constructor(readonly source: string) {}

  get atEnd(): boolean {
    return this.#position >= this.source.length;
  }

  get position(): number {
    return this.#position;
  }

  /** The plain text up to the next tag, its character references decoded. */
  text(): string {
    const next = this.source.indexOf('<', this.#position);
    return decode(this.#take(next < 0 ? this.source.length : next));
  }

  get atEndTag(): boolean {
    return this.source.startsWith('</', this.#position);
  }

  /** The name in a start tag; `attributes` comes next. */
  startTag(): string {
    const begin = this.#position;
    this.#position += 1;
    const name = this.#until(/[\s>]/).toLowerCase();
    if (this.atEnd) throw this.#unclosed(begin);
    return name;
  }

  /** The name in an end tag; empty for `</>`, which closes whatever is open. */
  endTag(): string {
    const begin = this.#position;
    this.#position += 2;
    const name = this.#until(/[\s>]/).toLowerCase();
    this.#skipSpace();
    if (!this.#accept('>')) throw unparsable(`Unclosed end tag at byte offset ${this.byteOffset(begin)}`);
    return name;
  }

  byteOffset(position: number): number {
    return Buffer.byteLength(this.source.slice(0, position));
  }

  /** The attributes of the tag that begins at `begin`, and its end. */
  attributes(tag: string, begin: number): Map<string, string> {
    const attributes = new Map<string, string>();
    for (this.#skipSpace(); !this.#accept('>'); this.#skipSpace()) {
      const name = this.#until(/[\s=>]/).toLowerCase();
      if (!name)
        throw unparsable(`Empty attribute name in the tag "${tag}" at byte offset ${this.byteOffset(begin)}`);
      this.#skipSpace();
      attributes.set(name, this.#accept('=') ? this.#value(begin) : this.#withoutValue(tag, name, begin));
      if (this.atEnd) throw this.#unclosed(begin);
    }
    return attributes;
  }

  /** `<blockquote expandable>` is the one attribute that stands alone. */
  #withoutValue(tag: string, name: string, begin: number): string {
    if (tag === 'blockquote' && name === 'expandable') return '';
    throw unparsable(
      `Expected equal sign in declaration of an attribute of the tag "${tag}" at byte offset ${this.byteOffset(begin)}`,
    );
  }

  #value(begin: number): string {
    this.#skipSpace();
    const quote = this.source[this.#position];
    if (quote === undefined) throw this.#unclosed(begin);
    if (quote !== '"' && quote !== "'") return this.#nameToken();
    this.#position += 1;
    const value = this.#until(quote === '"' ? /"/ : /'/);
    this.#accept(quote);
    return decode(value);
  }

  #nameToken(): string {
    const begin = this.#position;
    const token = this.#until(/[^A-Za-z0-9.-]/).toLowerCase();
    if (this.atEnd || /[\s>]/.test(this.source[this.#position] ?? '')) return token;
    throw unparsable(`Unexpected end of name token at byte offset ${this.byteOffset(begin)}`);
  }

  #unclosed(begin: number): Refusal {
    return unparsable(`Unclosed start tag at byte offset ${this.byteOffset(begin)}`);
  }

  #until(end: RegExp): string {
    const length = this.source.slice(this.#position).search(end);
    return this.#take(length < 0 ? this.source.length : this.#position + length);
  }

  #take(end: number): string {
    const taken = this.source.slice(this.#position, end);
    this.#position = end;
    return taken;
  }

  #skipSpace(): void {
    while (/\s/.test(this.source[this.#position] ?? '')) this.#position += 1;
  }

  #accept(character: string): boolean {
    if (this.source[this.#position] !== character) return false;
    this.#position += 1;
    return true;
  }
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Telegram knows four named references and the numeric ones; everything else stays as it is written. */
function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot));?/gi,
    (whole, hex, decimal, name) => {
      if (name) return named[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
