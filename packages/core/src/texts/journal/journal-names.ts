import { labelText, type MapNode, type MapPin, type RouteMap } from '@dealroute/domain';
import type { MapVersion } from '../../ports/index.js';
import type { JournalReader } from './journal-reader.js';

/** The names of what the events of one process speak of, learnt from the events before. */
export class JournalNames {
  readonly #maps = new Map<string, RouteMap>();
  /** The node of each visit, and the visit of each task. */
  readonly #nodes = new Map<number, MapNode>();
  readonly #visits = new Map<string, number>();
  readonly #processes = new Map<number, string>();
  readonly #actions = new Map<string, string>();

  constructor(
    private readonly reader: JournalReader,
    private readonly versions: readonly MapVersion[],
  ) {}

  /** A process begins; the title of its map. */
  learnProcess(process: string, { key, version }: MapPin): string {
    const found = this.versions.find((one) => one.key === key && one.version === version);
    if (found) this.#maps.set(process, found.map);
    return this.mapTitle(process, key);
  }

  learnVisit(visit: number, process: string, node: string): void {
    const found = this.#maps.get(process)?.nodes.find(({ id }) => id === node);
    this.#processes.set(visit, process);
    if (found) this.#nodes.set(visit, found);
  }

  /** The process itself goes over to another version: what it has visited has the names that it has there. */
  learnVersion(pin: MapPin, places: ReadonlyMap<number, string>): void {
    const [root = ''] = this.#maps.keys();
    this.learnProcess(root, pin);
    for (const [visit, node] of this.#nodes) {
      if (this.#processes.get(visit) === root) this.learnVisit(visit, root, places.get(visit) ?? node.id);
    }
  }

  learnTask(task: string, visit: number): void {
    this.#visits.set(task, visit);
  }

  /** The next hand of a task. */
  learnHand(task: string, next: string): void {
    this.#visits.set(next, this.#visits.get(task) ?? 0);
  }

  learnAction(action: string, visit: number, otherwise: string): void {
    this.#actions.set(action, labelText(this.#nodes.get(visit)?.title ?? otherwise, this.reader.locale));
  }

  mapTitle(process: string, otherwise = ''): string {
    const map = this.#maps.get(process);
    return map ? labelText(map.title, this.reader.locale) : otherwise;
  }

  /** A node of the process itself, which is the first that begins. */
  node(id: string): string {
    const [map] = this.#maps.values();
    const found = map?.nodes.find((one) => one.id === id);
    return found ? this.reader.node(found) : id;
  }

  lossReason(key: string): string {
    const reasons = [...this.#maps.values()].flatMap((map) => map.lossReasons ?? []);
    const reason = reasons.find((one) => one.key === key);
    return reason ? labelText(reason.title, this.reader.locale) : key;
  }

  task(task: string): string {
    return labelText(this.#nodeOf(task)?.title ?? task, this.reader.locale);
  }

  result(task: string, key: string | null): string | null {
    const node = this.#nodeOf(task);
    const result = node?.kind === 'userTask' ? node.results?.find((one) => one.key === key) : undefined;
    return result ? labelText(result.title, this.reader.locale) : key;
  }

  step(task: string, key: string): string {
    const node = this.#nodeOf(task);
    const step = node?.kind === 'userTask' ? node.checklist?.find((one) => one.key === key) : undefined;
    return step ? labelText(step.title, this.reader.locale) : key;
  }

  action(action: string): string {
    return this.#actions.get(action) ?? '';
  }

  #nodeOf(task: string): MapNode | undefined {
    return this.#nodes.get(this.#visits.get(task) ?? 0);
  }
}
