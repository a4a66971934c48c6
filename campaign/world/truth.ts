import type { Sample } from '@artisan-ts/domain';
import type { LiveEvent, Station } from '@artisan-ts/runtime';
import type { Life } from './computer.ts';
import { MarkWitness } from './mark-witness.ts';
import type { Death, Stage } from './stage.ts';

/** A group of readings is called durable so long after the next ones have come, at most. */
const farAroundS = 10;

/** What one life of the station was given, and what it said about it. */
export interface LifeRecord {
  readonly number: number;
  /** When it began, in seconds of the world. */
  readonly bornS: number;
  /** It stopped in good order on a healthy disk: everything it was given must be there. */
  isWhole: boolean;
  death: Death | null;
  /** What drivers handed over, by device, in this order. */
  readonly delivered: Map<string, Sample[]>;
  /** When each of them came, in seconds of the world. */
  readonly deliveredS: Map<string, number[]>;
  /** How many of them were called durable. */
  readonly durable: Map<string, number>;
  /** Which of them found the memory full, by device. */
  readonly crowded: Map<string, Set<number>>;
  /** When readings came over the network lately, in seconds of the world: they share the memory. */
  farS: number[];
  /** When something was called durable last, in seconds of the world. */
  savedS: number;
}

/** What happened as the campaign knows it, and what the stations of all lives told. Nothing of it comes from the store. */
export class Truth {
  readonly lives: LifeRecord[] = [];
  /** The highest number of a boot and stream that was called durable, by `source boot stream`. */
  readonly acknowledged = new Map<string, number>();
  /** Every live sample that the screen showed, and how often, by `boot stream seq`. */
  readonly shown = new Map<string, number>();
  /** The live rate of rise of BT, by the same. */
  readonly rates = new Map<string, number | null>();
  /** What was seen to be wrong the moment it happened. */
  readonly blamed: string[] = [];
  readonly marks: MarkWitness;
  readonly #stage: Stage;
  readonly #unsavedMax: number;
  /** Up to which place in the order of commits everything was called durable. */
  highestCursor = 0;
  /** How often the screen came back. */
  returns = 0;
  #cursor: number | null = null;
  #isScreenAway = false;
  #screen: { readonly station: Station; readonly life: Life; leave: () => void } | null = null;

  /** `unsavedMax` readings are held in memory at most. */
  constructor(stage: Stage, unsavedMax: number) {
    this.#stage = stage;
    this.#unsavedMax = unsavedMax;
    this.marks = new MarkWitness(stage, (what) => this.blame(what));
  }

  get life(): LifeRecord {
    return this.lives.at(-1) as LifeRecord;
  }

  blame(what: string): void {
    this.blamed.push(`${what} (at ${this.#stage.nowS.toFixed(1)} s)`);
  }

  born(): void {
    this.lives.push({
      number: this.lives.length,
      bornS: this.#stage.nowS,
      isWhole: false,
      death: null,
      delivered: new Map(),
      deliveredS: new Map(),
      durable: new Map(),
      crowded: new Map(),
      farS: [],
      savedS: this.#stage.nowS,
    });
  }

  /** Whether a reading of a device was given to a station whose memory was full: it is shown and judged, and never on disk. */
  wasCrowded(device: string, monoUs: number): boolean {
    return this.lives.some(({ delivered, crowded }) =>
      [...(crowded.get(device) ?? [])].some(
        (seq) => delivered.get(device)?.[seq]?.monoUs === monoUs,
      ),
    );
  }

  died(death: Death): void {
    this.life.death = death;
  }

  /** What the store had to say when it was opened. Nothing acknowledged is ever missing here, so nothing may be said to be. */
  opened(notices: readonly string[]): void {
    for (const notice of notices) this.blame(`the store said: ${notice}`);
  }

  delivered(device: string, sample: Sample): void {
    const { delivered, deliveredS, crowded } = this.life;
    if (this.#unsaved() + this.#farUnsaved() >= this.#unsavedMax) {
      const known = crowded.get(device) ?? new Set();
      crowded.set(device, known.add(delivered.get(device)?.length ?? 0));
    }
    append(delivered, device, sample);
    append(deliveredS, device, this.#stage.nowS);
  }

  /** A reading came over the network. */
  far(): void {
    this.life.farS.push(this.#stage.nowS);
  }

  /** How many of those may be in memory: all since something was called durable, and what came just before. */
  #farUnsaved(): number {
    const sinceS = Math.min(this.life.savedS, this.#stage.nowS) - farAroundS;
    this.life.farS = this.life.farS.filter((atS) => atS >= sinceS);
    return this.life.farS.length;
  }

  /** How many readings of this life's drivers are not called durable. */
  #unsaved(): number {
    const { delivered, durable } = this.life;
    return [...delivered].reduce(
      (sum, [device, samples]) => sum + samples.length - (durable.get(device) ?? 0),
      0,
    );
  }

  /** How long the oldest reading of this life has waited for its acknowledgement, in seconds. */
  unsavedForS(): number {
    const { deliveredS, durable, crowded } = this.life;
    const waits = [...deliveredS].map(([device, times]) => {
      const from = durable.get(device) ?? 0;
      // What found no room is lost, and waits for nothing.
      const oldestS = times.find((_, seq) => seq >= from && !crowded.get(device)?.has(seq));
      return oldestS === undefined
        ? 0
        : this.#stage.nowS - Math.max(oldestS, this.#stage.steadySinceS);
    });
    return Math.max(0, ...waits);
  }

  /** Somebody who hears all that is said from here on, and a screen that shows it, as long as nobody took it away. */
  listenTo(station: Station, life: Life): void {
    station.live.subscribe((event) => {
      if (!life.isOver) this.#hear(event);
    }, {});
    this.#screen = { station, life, leave: () => {} };
    if (!this.#isScreenAway) this.#watch();
  }

  /** The screen is closed, or its tablet sleeps. */
  screenLeaves(): void {
    this.#isScreenAway = true;
    this.#screen?.leave();
  }

  screenReturns(): void {
    this.#isScreenAway = false;
    this.returns += 1;
    this.#watch();
  }

  /** Goes on after the last event it has seen, as a browser does. */
  #watch(): void {
    const screen = this.#screen;
    if (screen === null || screen.life.isOver) return;
    screen.leave();
    const wish = this.#cursor === null ? {} : { afterCursor: this.#cursor };
    screen.leave = screen.station.live.subscribe((event) => {
      if (!screen.life.isOver) this.#see(event);
    }, wish);
  }

  #hear(event: LiveEvent): void {
    this.marks.hear(event);
    if (event.name !== 'durable') return;
    this.highestCursor = Math.max(this.highestCursor, event.data.cursor);
    this.life.savedS = this.#stage.nowS;
    for (const { sourceId, boot, stream, seq } of event.data.newest) {
      const key = `${sourceId} ${boot} ${stream}`;
      this.acknowledged.set(key, Math.max(seq, this.acknowledged.get(key) ?? 0));
      const device = this.#stage.devices.find((each) => each.sourceId === sourceId);
      if (device !== undefined) this.life.durable.set(device.name, seq + 1);
    }
  }

  #see(event: LiveEvent): void {
    this.#cursor = event.cursor;
    if (event.name !== 'sample') return;
    const key = `${event.data.boot} ${event.data.stream} ${event.data.seq}`;
    this.shown.set(key, (this.shown.get(key) ?? 0) + 1);
    this.rates.set(key, event.data.ror.btCPerMin);
  }
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
