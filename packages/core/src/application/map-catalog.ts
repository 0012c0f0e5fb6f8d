import { compileMap, type ExecutableMap, type MapPin } from '@dealroute/domain';
import { SdkError } from '../errors/sdk-error.js';
import type { CallContext, ConditionLanguage, MapStore, MapVersion } from '../ports/index.js';

/** Compiled maps. Activated versions never change, so they are compiled once and kept. */
export class MapCatalog {
  readonly #compiled = new Map<string, Promise<ExecutableMap | undefined>>();

  constructor(
    private readonly maps: MapStore,
    private readonly conditions: ConditionLanguage,
  ) {}

  /** The executable form of an activated version; undefined where there is none. */
  executable(pin: MapPin, context: CallContext): Promise<ExecutableMap | undefined> {
    const key = `${context.tenant}\n${pin.key}\n${pin.version}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    const compiled = this.#compile(pin, context);
    this.#compiled.set(key, compiled);
    const forget = () => this.#compiled.delete(key);
    compiled.then((map) => map ?? forget(), forget);
    return compiled;
  }

  /** The map of a process that runs: it must be there. */
  async running(pin: MapPin, context: CallContext): Promise<ExecutableMap> {
    const map = await this.executable(pin, context);
    if (map) return map;
    throw new SdkError(
      'DAMAGED_JOURNAL',
      `Map version ${pin.key} ${pin.version} is missing: a running process keeps the version it was started with. Restore the map from a backup.`,
      { map: pin.key, version: pin.version },
    );
  }

  async #compile(pin: MapPin, context: CallContext): Promise<ExecutableMap | undefined> {
    const version = await this.maps.find(pin.key, pin.version, context);
    if (!version || version.status === 'draft') return undefined;
    return this.#compileVersion(version, context);
  }

  async #compileVersion(version: MapVersion, context: CallContext): Promise<ExecutableMap> {
    const called = new Map<string, ExecutableMap>();
    for (const pin of version.pins) called.set(pin.key, await this.running(pin, context));
    return compileMap(version.map, {
      version: version.version,
      compileCondition: this.conditions.compile,
      calledMap: (key) => called.get(key),
    });
  }
}
