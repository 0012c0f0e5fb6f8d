import { PassThrough, Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type ExitCode, main } from '../../src/index.js';

export interface Around {
  readonly input?: string | AsyncIterable<string>;
  readonly env?: Readonly<Record<string, string>>;
  /** Told of each piece of output. */
  readonly onOutput?: () => void;
  /** Whether the output is a terminal. */
  readonly tty?: boolean;
}

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, with streams of its own. */
export async function run(
  argv: readonly string[],
  { input = '', env = {}, tty = false, onOutput }: Around = {},
): Promise<Ran> {
  const [out, err] = [new Kept(tty, onOutput), new Kept(false)];
  const stdin = typeof input === 'string' ? Readable.from([input]) : Readable.from(input);
  const code = await main(argv, { stdin, stdout: out, stderr: err, env });
  return { code, out: out.text, err: err.text };
}

/** A file beside the tests. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** A map of the templates. */
export const template = (key: string): string =>
  fileURLToPath(new URL(`../../../templates/maps/${key}.yaml`, import.meta.url));

class Kept extends Writable {
  text = '';

  constructor(
    readonly isTTY: boolean,
    private readonly onWrite: () => void = () => {},
  ) {
    super({ decodeStrings: false });
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    this.onWrite();
    done();
  }
}

/** An input that is written to while the command runs. */
export const openInput = (): PassThrough => new PassThrough({ encoding: 'utf8' });
