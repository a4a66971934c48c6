import { type MachineId, type SourceId, usPerSecond } from '@artisan-ts/domain';
import { twinMachines } from '@artisan-ts/twin';
import { Board, type ProbeDefect } from './board.ts';
import type { Computer } from './computer.ts';
import { Drum } from './drum.ts';
import type { MachinePlan } from './scenario.ts';

/** A stretch of the machine's time, in seconds. */
export interface Stretch {
  readonly fromS: number;
  readonly toS: number;
}

/** A machine of the campaign: a drum, its board, and who it is in the station. */
export class Machine {
  readonly plan: MachinePlan;
  readonly drum: Drum;
  readonly board: Board;
  /** Once it was added; `addedS` is where the axis of its source begins. */
  identity: {
    readonly id: MachineId;
    readonly sourceId: SourceId;
    readonly addedS: number;
  } | null = null;
  splitsAnswers = false;
  /** Stretches that a reboot took, in the machine's time; with a wrong clock they may have no length on the axis. */
  readonly lost: Stretch[] = [];
  readonly #computer: Computer;
  readonly #reboots: { readonly fromS: number; readonly aheadS: number }[] = [];
  #attachedS = 0;
  readonly #defects: { readonly fromS: number; toS: number | null; defect: ProbeDefect }[] = [];

  constructor(plan: MachinePlan, computer: Computer) {
    this.plan = plan;
    this.#computer = computer;
    const deeds = plan.batches.flatMap(({ chargeS, dropS }) => [
      { kind: 'charge' as const, atS: chargeS * plan.speed },
      { kind: 'drop' as const, atS: dropS * plan.speed },
    ]);
    this.drum = new Drum(twinMachines.g1, plan.seed, deeds);
    this.board = new Board({
      name: plan.name,
      clock: computer.clock,
      seed: plan.seed,
      drum: this.drum,
      nowS: () => this.nowS,
      worldS: () => this.nowS / plan.speed,
      spoil: ({ toNear }) => {
        toNear.split = this.splitsAnswers;
      },
    });
  }

  get name(): string {
    return this.plan.name;
  }

  /** Seconds of the machine's time since the campaign began. */
  get nowS(): number {
    return (this.#computer.trueUs() / usPerSecond) * this.plan.speed;
  }

  /** Where a moment of the machine's time stands on the axis of its source, in seconds. */
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

  /** The computer has started again; the newest reading on disk stands there on the axis. */
  rebooted(newestUs: number | null): void {
    const { speed } = this.plan;
    const before = this.#reboots.at(-1)?.aheadS ?? 0;
    const newestS =
      newestUs === null
        ? this.#attachedS
        : newestUs / usPerSecond + (this.identity?.addedS ?? 0) - before;
    const { wallSets } = this.#computer;
    const setS = wallSets.reduce(
      (sum, { atS, byMs }) => (atS > newestS / speed ? sum + byMs / 1000 : sum),
      0,
    );
    const passedS = (this.nowS - newestS) / speed;
    const aheadS = before + (Math.max(0, passedS + setS) - passedS) * speed;
    this.lost.push({ fromS: newestS, toS: this.nowS });
    this.#reboots.push({ fromS: this.nowS, aheadS });
  }

  /** The station begins to work with it. */
  attached(): void {
    this.#attachedS = this.nowS;
  }

  /** Settings as the driver of the board wants them. */
  get settings(): Readonly<Record<string, unknown>> {
    const { name, unit, intervalS, speed } = this.plan;
    return { port: name, unit, intervalS, speed, channels: '1234' };
  }

  /** Answers come whole again, from the next line on. */
  rejoin(): void {
    this.splitsAnswers = false;
    this.board.transport.line?.cut();
  }

  breakProbes(defect: ProbeDefect): void {
    this.#defects.push({ fromS: this.nowS, toS: null, defect });
    this.board.probes = defect;
  }

  mendProbes(defect: ProbeDefect): void {
    for (const known of this.#defects) if (known.defect === defect) known.toS = this.nowS;
    const last = this.#defects.findLast(({ toS }) => toS === null);
    this.board.probes = last?.defect ?? ((truth) => truth);
  }

  /** When the probes did not tell the truth. */
  get untrue(): readonly Stretch[] {
    return this.#defects.map(({ fromS, toS }) => ({ fromS, toS: toS ?? this.nowS }));
  }
}
