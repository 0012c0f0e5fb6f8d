import { performance } from 'node:perf_hooks';

/** Something that completes the open task of a process, durably. */
export interface Writer {
  readonly name: string;
  /** Completes the open task of process `n` of the world. */
  complete(n: number): Promise<void>;
  close(): Promise<void>;
}

export interface Run {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of processor time for each completion, of all threads of this process: Node's, V8's and the driver's. */
  readonly cpu: number;
}

/** Lets `callers` complete tasks at once until `count` are done; each caller has processes of its own. */
export async function drive(writer: Writer, callers: number, count: number, processes: number): Promise<Run> {
  const times: number[] = [];
  const share = Math.floor(processes / callers);
  const before = process.cpuUsage();
  const begin = performance.now();
  const caller = async (which: number) => {
    for (let n = 0; n < count / callers; n++) {
      const from = performance.now();
      await writer.complete(which * share + (n % share));
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, which) => caller(which)));
  const seconds = (performance.now() - begin) / 1_000;
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const at = (part: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  return {
    perSecond: times.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    cpu: (user + system) / times.length,
  };
}
