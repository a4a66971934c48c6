import type { AckBody } from '@artisan-ts/contracts';
import { usPerSecond } from '@artisan-ts/domain';
import type { StoredReading } from '@artisan-ts/runtime';
import type { Bridge } from './bridge.ts';
import type { Message } from './broker.ts';
import type { Computer } from './computer.ts';
import type { Disk } from './disk.ts';
import type { Stage } from './stage.ts';
import type { Truth } from './truth.ts';

/** A sender whose clock is further ahead is stamped by the time of arrival; the product says so. */
const aheadMaxS = 5;
/** Older readings are kept for the record and never used for what happens; the product says so. */
const liveForS = 120;

/** Where a life of the station put the first reading of a boot that it got, and that one's own time. */
export interface Placement {
  readonly onAxisS: number;
  readonly monoUs: number;
}

interface Point {
  readonly seq: number;
  readonly monoUs: number;
  readonly wallMs: number;
}

interface Body {
  readonly machine: string;
  readonly boot: string;
  readonly points?: readonly Point[];
  readonly seq: number;
  readonly monoUs: number;
  readonly wallMs: number;
}

/** A reading by its own clock, and where it stands on the axis, which begins with the machine. */
interface Newest extends Placement {
  readonly boot: string;
}

/** Of a boot, so many readings are known by heart; the product says so. */
const windowMax = 1024;

/** What stations were sent over the network, read from the bytes as they passed. */
export class FarTruth {
  /** By boot: one of each life that was sent something of it. */
  readonly placements = new Map<string, Placement[]>();
  /** Readings that came soon enough and in order, by `boot seq`: the station may go by them. */
  readonly timely = new Set<string>();
  /** When the last of these came of each device, in seconds of the world. */
  readonly heardS = new Map<string, number>();
  /** How often a reading came again, by `boot seq`, when a station could no longer know that it has it: it is shown again. */
  readonly late = new Map<string, number>();
  /** Up to where the station has acknowledged each boot. */
  readonly acknowledged = new Map<string, number>();
  /** Messages that came and that no station can use. */
  broken = 0;
  /** The newest usable message. */
  newest: Message | null = null;
  readonly #stage: Stage;
  readonly #computer: Computer;
  readonly #bridges: () => readonly Bridge[];
  readonly #truth: Truth;
  readonly #disk: Disk;
  /** The reading that stands furthest on the axis of all that a life of the station was sent, by life and device. */
  readonly #newest = new Map<string, Newest>();
  /** The number of the reading by which a life could place a boot last. */
  readonly #placed = new Map<string, number>();
  /** Readings that a life was sent of a boot. */
  readonly #taken = new Map<string, number>();

  constructor(parts: {
    readonly stage: Stage;
    readonly computer: Computer;
    readonly bridges: () => readonly Bridge[];
    readonly truth: Truth;
    readonly disk: Disk;
  }) {
    this.#stage = parts.stage;
    this.#computer = parts.computer;
    this.#bridges = parts.bridges;
    this.#truth = parts.truth;
    this.#disk = parts.disk;
  }

  acked({ boot, seq }: AckBody): void {
    this.acknowledged.set(boot, Math.max(seq, this.acknowledged.get(boot) ?? -1));
  }

  received(message: Message): void {
    if (message.isBroken) {
      this.broken += 1;
      return;
    }
    const outer = JSON.parse(message.bytes.toString('utf8'));
    if (outer.type !== 'telemetry' && outer.type !== 'batch') return;
    this.newest = message;
    const body: Body = JSON.parse(Buffer.from(outer.body, 'base64url').toString('utf8'));
    for (const point of body.points ?? [body]) {
      this.#truth.far();
      this.#take(body, point);
    }
  }

  #take({ machine: id, boot }: Body, point: Point): void {
    const machine = this.#stage.machines.find(({ identity }) => identity?.id === id);
    const bridge = this.#bridges().find(({ boots }) => boots.some((each) => each.boot === boot));
    if (machine === undefined || bridge === undefined) return;
    const arrivedS = machine.nowS;
    const nowS = machine.onAxis(arrivedS);
    const place = `${this.#truth.life.number} ${boot}`;
    // What comes again may have been refused before it was placed.
    if (point.seq <= (this.#placed.get(place) ?? point.seq)) {
      this.#placed.set(place, point.seq);
      const aheadS = (point.wallMs - this.#computer.wallMs()) / 1000;
      const known = this.placements.get(boot) ?? [];
      const placement = {
        // Asked for later: where an axis began after a reboot may be known only once something was read over a cable.
        get onAxisS() {
          return machine.onAxis(arrivedS) + (aheadS > aheadMaxS ? 0 : aheadS);
        },
        monoUs: point.monoUs,
      };
      this.placements.set(boot, [...known, placement]);
    }
    const taken = (this.#taken.get(place) ?? 0) + 1;
    this.#taken.set(place, taken);
    const key = `${boot} ${point.seq}`;
    if (taken > windowMax) this.late.set(key, (this.late.get(key) ?? 0) + 1);
    const placement = this.placements.get(boot)?.at(-1);
    if (placement === undefined) return;
    const madeS = placement.onAxisS + (point.monoUs - placement.monoUs) / 1e6;
    const own = `${this.#truth.life.number} ${bridge.device.name}`;
    const newest = this.#newest.get(own) ?? this.#newestOnDisk(bridge);
    const reading = { boot, monoUs: point.monoUs, onAxisS: Math.max(0, madeS) };
    if (newest !== null && !isNewer(reading, newest)) return;
    this.#newest.set(own, reading);
    if (nowS - madeS >= liveForS) return;
    this.timely.add(key);
    this.heardS.set(bridge.device.name, this.#stage.nowS);
  }

  /** What a life that just began knows: what one before was shown and never stored, nobody knows any more. */
  #newestOnDisk({ device, boots }: Bridge): Newest | null {
    const row = this.#disk.look<StoredReading>('readings', 'newest', device.sourceId);
    if (row === null) return null;
    const { boot, seq, monoUs } = row;
    const sample = boots.find((each) => each.boot === boot)?.samples[seq];
    return { boot, monoUs: sample?.monoUs ?? 0, onAxisS: monoUs / usPerSecond };
  }
}

/** Within a boot its own clock tells; another boot is placed anew. */
function isNewer(reading: Newest, { boot, monoUs, onAxisS }: Newest): boolean {
  return reading.boot === boot ? reading.monoUs > monoUs : reading.onAxisS > onAxisS;
}
