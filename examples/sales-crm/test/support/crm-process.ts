import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { onTestFinished } from 'vitest';

const SOURCE = fileURLToPath(new URL('../../src/index.ts', import.meta.url));
// Inside the repository, so that the bundle finds the packages that it leaves out.
const BUNDLE = fileURLToPath(new URL('../../node_modules/.crm-process/', import.meta.url));

let built: Promise<unknown> | undefined;

function bundle(): Promise<unknown> {
  built ??= build({
    entry: { index: SOURCE },
    outDir: BUNDLE,
    format: 'esm',
    target: 'node20',
    config: false,
    silent: true,
    skipNodeModulesBundle: true,
    noExternal: [/^@dealroute\//],
    esbuildOptions: (options) => {
      options.conditions = ['@dealroute/source'];
    },
  });
  return built;
}

/** The CRM as a process of its own, as `npm start` runs it. */
export class CrmProcess {
  #output = '';
  readonly #ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    this.#ended = once(child, 'exit');
    child.stdout?.on('data', (text) => {
      this.#output += text;
    });
  }

  get output(): string {
    return this.#output;
  }

  /** Starts it and waits until it says where it is. */
  static async start(environment: NodeJS.ProcessEnv): Promise<CrmProcess> {
    await bundle();
    const env = { ...process.env, PORT: '0', LOCALE: 'en', ...environment };
    const child = spawn(process.execPath, [`${BUNDLE}index.js`], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    for await (const text of child.stdout as AsyncIterable<Buffer>) {
      said += text;
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (url && said.includes('Ctrl-C')) return new CrmProcess(child, url);
    }
    throw new Error(`The CRM ended before it was ready: ${said}`);
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#ended;
  }

  /** Asks it to end; its exit code. */
  async stop(signal: 'SIGINT' | 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    await this.#ended;
    return this.child.exitCode;
  }
}
