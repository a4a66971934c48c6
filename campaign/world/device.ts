import type { SourceId } from '@artisan-ts/domain';
import { Board, type ProbeDefect } from './board.ts';
import type { Computer } from './computer.ts';
import type { Drum } from './drum.ts';
import type { DevicePlan, MachinePlan } from './scenario.ts';
import type { Stretch } from './stretch.ts';

/** A board at a machine: what its probes tell, how its line is, and which source of the station it is. */
export class Device {
  readonly plan: DevicePlan;
  readonly speed: number;
  readonly board: Board;
  splitsAnswers = false;
  /** Once its machine was added. */
  sourceId: SourceId | null = null;
  readonly #computer: Computer;
  readonly #defects: Defect[] = [];

  constructor(
    plan: DevicePlan,
    machine: MachinePlan,
    { computer, drum }: { readonly computer: Computer; readonly drum: Drum },
  ) {
    this.plan = plan;
    this.speed = machine.speed;
    this.#computer = computer;
    this.board = new Board({
      name: plan.name,
      clock: computer.clock,
      seed: machine.seed,
      drum,
      nowS: () => this.nowS,
      worldS: () => this.nowS / this.speed,
      spoil: ({ toNear }) => {
        toNear.split = this.splitsAnswers;
      },
    });
  }

  get name(): string {
    return this.plan.name;
  }

  /** Its readings come over the network. */
  get isFar(): boolean {
    return this.plan.bridge !== undefined;
  }

  /** Seconds of the machine's time since the campaign began. */
  get nowS(): number {
    return this.#computer.trueS() * this.speed;
  }

  /** Settings as the driver of the board wants them. */
  get settings(): Readonly<Record<string, unknown>> {
    const { name, unit, intervalS } = this.plan;
    return { port: name, unit, intervalS, speed: this.speed, channels: '1234' };
  }

  /** Answers come whole again, from the next line on. */
  rejoin(): void {
    this.splitsAnswers = false;
    this.board.transport.line?.cut();
  }

  /** For `doubtedForS` after they are mended the station may still not believe them. */
  breakProbes(defect: ProbeDefect, doubtedForS: number): void {
    this.#defects.push({ fromS: this.nowS, toS: null, defect, doubtedForS });
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

  /** When they did, and the station may have doubted it. */
  get doubted(): readonly Stretch[] {
    return this.#defects.flatMap(({ toS, doubtedForS }) =>
      toS === null ? [] : [{ fromS: toS, toS: toS + doubtedForS }],
    );
  }
}

interface Defect {
  readonly fromS: number;
  toS: number | null;
  readonly defect: ProbeDefect;
  readonly doubtedForS: number;
}
