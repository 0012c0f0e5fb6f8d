import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const SOURCE = fileURLToPath(new URL('./child/main.ts', import.meta.url));
// Inside the repository, so that the bundle finds the packages that it leaves out.
const BUNDLE = fileURLToPath(new URL('../node_modules/.children/', import.meta.url));

let built: Promise<unknown> | undefined;

/** Another operating system process that works on a database file; `task` names a function of `child/main.ts`. */
export async function startChild(task: string, ...parameters: readonly string[]): Promise<Child> {
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
  return new Child(
    fork(`${BUNDLE}main.js`, [task, ...parameters], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
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
