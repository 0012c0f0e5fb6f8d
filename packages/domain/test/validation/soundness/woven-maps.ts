import type { Flow, MapNode, RouteMap } from '../../../src/index.js';
import { decision, end, independent, join, result, split, start, task } from '../drawing.js';
import type { Dice } from './real-run.js';

/** An independent map whose branches come together across one another, as chance wishes: some are sound, some are not. */
export function wovenMap(dice: Dice): RouteMap {
  const drawing = new Weaving(dice);
  for (let n = 4 + dice(12); n > 0; n--) drawing.goOn();
  return drawing.done();
}

/** A flow that still needs somewhere to lead. */
type Loose = Omit<Flow, 'id' | 'to'>;

class Weaving {
  readonly #nodes: MapNode[] = [start, split('fork')];
  readonly #flows: Flow[] = [{ id: 'begin', from: 'start', to: 'fork' }];
  #loose: Loose[];
  readonly #dice: Dice;

  constructor(dice: Dice) {
    this.#dice = dice;
    this.#loose = Array.from({ length: 2 + dice(3) }, () => ({ from: 'fork' }));
  }

  goOn(): void {
    const turns = [
      this.#task,
      this.#task,
      this.#split,
      this.#join,
      this.#join,
      this.#way,
      this.#round,
      this.#leave,
      this.#knot,
    ];
    turns[this.#dice(turns.length)]?.call(this);
  }

  done(): RouteMap {
    while (this.#loose.length > 1 && this.#dice(6) > 0) this.#join();
    for (const loose of this.#loose) this.#add(loose, this.#end());
    return independent(this.#nodes, this.#flows);
  }

  #task(): void {
    const node = task(this.#id('task'));
    this.#add(this.#take(), node);
    this.#loose.push({ from: node.id });
  }

  #split(): void {
    if (this.#loose.length > 5) return;
    const node = split(this.#id('split'));
    this.#add(this.#take(), node);
    this.#loose.push({ from: node.id }, { from: node.id });
  }

  #join(): void {
    if (this.#loose.length < 2) return;
    const node = join(this.#id('join'));
    for (const loose of [this.#take(), this.#take()]) this.#add(loose, node);
    this.#loose.push({ from: node.id });
  }

  /** Two ways of a decision that meet again, most often. */
  #way(): void {
    const [choosing, meeting] = [decision(this.#id('choice')), task(this.#id('meeting'))];
    this.#add(this.#take(), choosing);
    const ways: Loose[] = [
      { from: choosing.id, condition: 'vars.n > 1' },
      { from: choosing.id, default: true },
    ];
    if (this.#dice(5) === 0) this.#loose.push(...ways);
    else {
      const between = task(this.#id('task'));
      this.#add(ways[0] as Loose, between);
      this.#add({ from: between.id }, meeting);
      this.#add(ways[1] as Loose, meeting);
      this.#loose.push({ from: meeting.id });
    }
  }

  /** A task that may be followed by the same again, most often with another task between. */
  #round(): void {
    const node = task(this.#id('round'), { results: [result('good'), result('again')] });
    const back = task(this.#id('back'));
    this.#add(this.#take(), node);
    this.#add({ from: node.id, result: 'again' }, back);
    const far = this.#nodes.filter(({ kind }) => kind === 'userTask');
    const to = this.#dice(4) === 0 ? far[this.#dice(far.length)] : node;
    this.#flows.push({ id: this.#id('f'), from: back.id, to: to?.id ?? node.id });
    this.#loose.push({ from: node.id, result: 'good' });
  }

  /** A task by which everything may end, or only its branch. */
  #leave(): void {
    const node = task(this.#id('leave'), { results: [result('good'), result('bad')] });
    this.#add(this.#take(), node);
    this.#add({ from: node.id, result: 'bad' }, this.#end());
    this.#loose.push({ from: node.id, result: 'good' });
  }

  /** Now and then: a join that waits for what lies behind it, or a round that never ends. */
  #knot(): void {
    if (this.#loose.length < 2 || this.#dice(4) > 0) return;
    const [node, after] = [
      this.#dice(2) === 0 ? join(this.#id('knot')) : task(this.#id('again')),
      split(this.#id('after')),
    ];
    const behind = task(this.#id('behind'));
    this.#add(this.#take(), node);
    this.#add({ from: node.id }, after);
    this.#add({ from: after.id }, behind);
    this.#add({ from: behind.id }, node);
    this.#add({ from: after.id }, this.#end());
  }

  #end(): MapNode {
    const ends = [{ outcome: 'failure' }, { remaining: 'withdraw' }, {}, {}] as const;
    return end(this.#id('end'), ends[this.#dice(4)]);
  }

  #add(loose: Loose, node: MapNode): void {
    if (!this.#nodes.includes(node)) this.#nodes.push(node);
    this.#flows.push({ id: this.#id('f'), ...loose, to: node.id });
  }

  #take(): Loose {
    const [loose] = this.#loose.splice(this.#dice(this.#loose.length), 1);
    if (!loose) throw new Error('Nothing is loose.');
    return loose;
  }

  #id = (kind: string): string => `${kind}${this.#nodes.length}_${this.#flows.length}`;
}
