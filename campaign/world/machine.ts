import type { MachineId } from '@artisan-ts/domain';
import { twinMachines } from '@artisan-ts/twin';
import { type Computer, lostMinS } from './computer.ts';
import { Device } from './device.ts';
import { Drum } from './drum.ts';
import type { MachinePlan } from './scenario.ts';
import type { Stretch } from './stretch.ts';

/** The reading on disk that time goes on from when a computer starts again. */
export interface NewestReading {
  /** When it was made, in the machine's time. */
  readonly atS: number;
  /** Where it stands, in seconds of the axis. */
  readonly onAxisS: number;
  /** Where the furthest of all readings stands: the axis never falls behind it. */
  readonly furthestS: number;
  /** By how much its label is ahead of what the station's wall clock showed then, in seconds. */
  readonly labelAheadS: number;
}

/** How far the axis is ahead of the machine's time if the program takes the time now, at most and at least. */
interface Ahead {
  /** The wall clock shows less than it did when the newest reading was made. */
  readonly isBehind: boolean;
  readonly aheadS: number;
  readonly leastS: number;
}

interface Reboot extends Ahead {
  readonly fromS: number;
  readonly ahead: () => Ahead;
}

/** The axis begins where the newest reading stands, and nothing is read in the moment of a start. Seconds. */
const startsWithinS = 0.2;

/** The station stores the time that it tells every five seconds, on a disk that may be slow. */
const storedEveryS = 30;

/** A machine of the campaign: a drum, its boards, and who it is in the station. */
export class Machine {
  readonly plan: MachinePlan;
  readonly drum: Drum;
  /** The first leads. */
  readonly devices: readonly [Device, ...Device[]];
  /** Once it was added; `addedS` is where its axis begins, `addedWallMs` what the computer's clock showed there. */
  identity: {
    readonly id: MachineId;
    readonly addedS: number;
    readonly addedWallMs: number;
  } | null = null;
  /** Stretches that a reboot took, in the machine's time; with a wrong clock they may have no length on the axis. */
  readonly lost: Stretch[] = [];
  readonly #computer: Computer;
  readonly #reboots: { readonly fromS: number; readonly aheadS: number }[] = [];
  /** What the axis went on by at the last reboot, until the first sample after it. */
  #unheard: Reboot | null = null;
  #attachedS = 0;

  constructor(plan: MachinePlan, computer: Computer) {
    this.plan = plan;
    this.#computer = computer;
    const deeds = plan.batches.flatMap(({ chargeS, dropS }) => [
      { kind: 'charge' as const, atS: chargeS * plan.speed },
      { kind: 'drop' as const, atS: dropS * plan.speed },
    ]);
    this.drum = new Drum(twinMachines.g1, plan.seed, deeds);
    const parts = { computer, drum: this.drum };
    const [lead, ...others] = plan.devices;
    this.devices = [
      new Device(lead, plan, parts),
      ...others.map((other) => new Device(other, plan, parts)),
    ];
  }

  get name(): string {
    return this.plan.name;
  }

  get lead(): Device {
    return this.devices[0];
  }

  /** Seconds of the machine's time since the campaign began. */
  get nowS(): number {
    return this.lead.nowS;
  }

  /** Where a moment of the machine's time stands on its axis, in seconds. */
  onAxis(atS: number): number {
    return atS - (this.identity?.addedS ?? 0) + this.aheadS(atS);
  }

  /**
   * How far the axis is ahead of the machine's time at a moment of it. After a reboot time goes on by wall clock alone: what it
   * was set by meanwhile cannot be told from time that passed, and the axis never goes back.
   */
  aheadS(atS: number): number {
    return this.#reboots.findLast(({ fromS }) => fromS <= atS)?.aheadS ?? 0;
  }

  /** When that was which stands there on the axis, in seconds of the machine's time. */
  madeS(onAxisS: number): number {
    const addedS = this.identity?.addedS ?? 0;
    const since = this.#reboots.findLast(
      ({ fromS, aheadS }) => onAxisS + addedS - aheadS > fromS + startsWithinS,
    );
    return onAxisS + addedS - (since?.aheadS ?? 0);
  }

  /** The computer has started again, or did and the disk does not know it yet. */
  rebooted(newest: NewestReading | null): void {
    const { speed } = this.plan;
    const before = this.#reboots.at(-1)?.aheadS ?? 0;
    const addedS = this.identity?.addedS ?? 0;
    const attachedAtS = this.#attachedS - addedS + before;
    const { atS, onAxisS, furthestS, labelAheadS } = newest ?? {
      atS: this.#attachedS,
      onAxisS: attachedAtS,
      furthestS: attachedAtS,
      labelAheadS: 0,
    };
    const beforeS = onAxisS - (atS - addedS);
    const ahead = (): Ahead => {
      const passedS = (this.nowS - atS) / speed;
      const seenS = passedS + this.#computer.wallSetSinceS(atS / speed) - labelAheadS;
      const toAheadS = (shownS: number): number => beforeS + (shownS - passedS) * speed;
      const seenAheadS = toAheadS(seenS);
      const floorS = furthestS + addedS - this.nowS;
      const isBehind = seenAheadS < floorS;
      if (seenS <= lostMinS) {
        const aheadS = Math.max(floorS, seenAheadS);
        return { isBehind, aheadS, leastS: aheadS };
      }
      // The clock had lost its time and shows it again. What passed since is known as well as what was told meanwhile, and no better.
      const mostS = passedS + this.#untoldS;
      return { isBehind, aheadS: toAheadS(mostS), leastS: toAheadS(0) };
    };
    const now = ahead();
    this.lost.push({ fromS: atS, toS: this.nowS });
    this.#reboots.push({ fromS: this.nowS, aheadS: now.aheadS });
    this.#unheard = { fromS: this.nowS, ...now, ahead };
  }

  /** By how much what was told may be behind the truth: the computer was off, its clock was set, and time is stored now and then. */
  get #untoldS(): number {
    const offS = this.lost.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
    return offS / this.plan.speed + this.#computer.meddledS + storedEveryS;
  }

  /**
   * The first sample after a reboot shows when in its start the program took the time, which a slow disk puts off: a wall clock
   * that is behind leaves the axis where it was until then, and one may be set meanwhile. Anything else is not believed.
   */
  heard(onAxisS: number): void {
    const reboot = this.#unheard;
    this.#unheard = null;
    if (reboot === null) return;
    const { fromS, isBehind, aheadS, ahead } = reboot;
    const now = ahead();
    const shownS = onAxisS + (this.identity?.addedS ?? 0) - this.nowS;
    const leastS = isBehind ? aheadS - (this.nowS - fromS) : reboot.leastS;
    const [least, most] = [Math.min(leastS, now.leastS), Math.max(aheadS, now.aheadS)];
    const believedS = Math.min(Math.max(shownS, least), most);
    this.#reboots[this.#reboots.length - 1] = { fromS, aheadS: believedS };
  }

  /** The station begins to work with it. */
  attached(): void {
    this.#attachedS = this.nowS;
  }
}
