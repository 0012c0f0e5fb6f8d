import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const SOURCE = fileURLToPath(new URL('./child/main.ts', import.meta.url));
const HIDE = fileURLToPath(new URL('./child/hide-package.cjs', import.meta.url));
// Inside the repository, so that the bundle finds the packages that it leaves out; its own, because children begin late in
// a race, and others must not write the bundle anew then.
const BUNDLE = fileURLToPath(new URL(`../node_modules/.children/${process.pid}/`, import.meta.url));
process.once('exit', () => rmSync(BUNDLE, { recursive: true, force: true }));

let built: Promise<unknown> | undefined;

/** Another operating system process that works on a database file; `task` names a function of `child/main.ts`. */
export function startChild(task: string, ...parameters: readonly string[]): Promise<Child> {
  return start([task, ...parameters], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

/** The same where a package is not installed. What Knex writes to the console about that is not shown. */
export function startChildWithout(
  hidden: string,
  task: string,
  ...parameters: readonly string[]
): Promise<Child> {
  const env = { ...process.env, HIDDEN_PACKAGE: hidden };
  return start([task, ...parameters], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: ['--require', HIDE],
    env,
  });
}

async function start(parameters: readonly string[], options: ForkOptions): Promise<Child> {
  built ??= build({
    entry: { main: SOURCE },
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
  await built;
  return new Child(fork(`${BUNDLE}main.js`, parameters, options));
}

/** A running child: it sends messages, and ends with its task. */
export class Child {
  readonly messages: string[] = [];
  readonly ended: Promise<unknown>;

  constructor(private readonly process: ChildProcess) {
    this.ended = once(process, 'exit').then(([code]) => code as number | null);
    process.on('message', (message) => this.messages.push(String(message)));
  }

  /** Waits for as many messages; throws an Error when the child ends before. */
  async said(count = 1): Promise<void> {
    const gone = this.ended.then((code) => {
      throw new Error(`The child ended with ${code} after ${this.messages.length} messages.`);
    });
    while (this.messages.length < count) await Promise.race([once(this.process, 'message'), gone]);
    gone.catch(() => {});
  }

  tell(message: string): void {
    this.process.send(message);
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended;
  }
}
