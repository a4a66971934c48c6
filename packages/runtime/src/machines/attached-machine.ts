import type { ChannelTroubleDto, MachineDto, SampleEvent } from '@artisan-ts/contracts';
import { type Machine, MonoUs, type SourceId, usPerMs } from '@artisan-ts/domain';
import type { IngestedReading } from '#ingest/ingest.ts';
import type { LeverTrack } from '#levers/lever-track.ts';
import type { JudgedReading } from '#live/live-signals.ts';
import { TroubleTeller } from '#live/trouble-teller.ts';
import { type AttachedSource, machineConnection } from '#machines/attached-source.ts';
import type { Clock } from '#ports/clock.ts';
import type { StoredRoast } from '#ports/stored-roast.ts';
import type { MilestoneHabit } from '#roasts/milestone-habit.ts';
import type { PressHabit } from '#roasts/press-habit.ts';
import type { RoastDesk } from '#roasts/roast-desk.ts';
import type { ConnectionStatus } from '#source/connection-status.ts';
import type { Tape } from '#tape/tape.ts';
import { machineView } from '#views/machine-view.ts';
import { sampleView } from '#views/sample-view.ts';

/** How much of the past is shown while no roast is going on, in microseconds of the source's clock. */
const idlePictureUs = 600_000_000;
/** A roast that ended is what a screen that is opened shows for so long: between two batches people look at the last one. */
const finishedShownUs = 3_600_000_000;

export interface AttachedParts {
  readonly machine: Machine;
  readonly clock: Clock;
  readonly tape: Tape;
  readonly levers: LeverTrack;
  readonly milestones: MilestoneHabit;
  readonly desk: RoastDesk;
  readonly habit: PressHabit;
  /** The leading one first. */
  readonly sources: readonly [AttachedSource, ...AttachedSource[]];
}

/** A machine this station works with: its sources, its recent past, its roasts. */
export class AttachedMachine {
  machine: Machine;
  /** The axis of time that all its sources share. */
  readonly clock: Clock;
  readonly tape: Tape;
  readonly levers: LeverTrack;
  readonly milestones: MilestoneHabit;
  readonly desk: RoastDesk;
  readonly habit: PressHabit;
  readonly sources: AttachedParts['sources'];
  readonly troubleTeller = new TroubleTeller();
  /** When a late reading came last, by the world's clock; 0 after a start, in which some may have been left; null: seen. */
  #lateHeardMs: number | null = 0;

  constructor(parts: AttachedParts) {
    this.machine = parts.machine;
    this.clock = parts.clock;
    this.tape = parts.tape;
    this.levers = parts.levers;
    this.milestones = parts.milestones;
    this.desk = parts.desk;
    this.habit = parts.habit;
    this.sources = parts.sources;
  }

  get lateHeardMs(): number | null {
    return this.#lateHeardMs;
  }

  /** Late readings up to that one were looked back at. */
  lateIsSeen(heardMs: number): void {
    if (this.#lateHeardMs === heardMs) this.#lateHeardMs = null;
  }

  source(id: SourceId): AttachedSource | null {
    return this.sources.find(({ source }) => source.id === id) ?? null;
  }

  start(): void {
    for (const { runner } of this.sources) runner.start();
  }

  /** Resolves when every driver has let go, or was given up on. */
  async stop(): Promise<void> {
    await Promise.all(this.sources.map(({ runner }) => runner.stop()));
  }

  get connection(): ConnectionStatus {
    return machineConnection(this.sources);
  }

  /** The roast that a newcomer is shown: the one that goes on, or the last one while it is fresh; null otherwise. */
  get shownRoast(): StoredRoast | null {
    const { roast } = this.desk;
    const endUs = roast?.span?.endUs ?? null;
    const isFresh = endUs === null || this.clock.monoUs() - endUs <= finishedShownUs;
    return roast?.span && isFresh ? roast : null;
  }

  /** From where on a screen shows it: the lead-in of the roast that is shown, or the last minutes. */
  get sinceUs(): MonoUs {
    const span = this.shownRoast?.span;
    return span?.startUs ?? MonoUs(Math.max(0, this.clock.monoUs() - idlePictureUs));
  }

  /**
   * Adds a reading to the recent past and judges it; null when it came too late to be judged. One for which there was no room is
   * shown and judged, and belongs to no past: the disk will never have it.
   */
  take(
    { reading, stream, isLate }: IngestedReading,
    at: { readonly worldUs: MonoUs; readonly hasRoom: boolean },
  ): JudgedReading | null {
    if (isLate) {
      this.#lateHeardMs = at.worldUs / usPerMs;
      this.tape.missed(reading.monoUs);
      return null;
    }
    if (at.hasRoom) this.tape.push(reading);
    else this.tape.missed(reading.monoUs);
    return this.source(reading.sourceId)?.signals.push(reading, stream) ?? null;
  }

  /** What a screen shows of a reading. */
  picture({ reading, stream }: IngestedReading, judged: JudgedReading | null): SampleEvent {
    return sampleView(this.machine.id, reading, stream, judged ?? { ror: noRates });
  }

  /** What is wrong with its channels now, by channel id. */
  get troubles(): ReadonlyMap<string, ChannelTroubleDto> {
    const nowUs = this.clock.monoUs();
    return new Map(this.sources.flatMap(({ signals }) => [...signals.troubles(nowUs)]));
  }

  view(): MachineDto {
    const roastId = this.desk.openRoast?.header.id ?? null;
    const { connection, troubles, sources } = this;
    return machineView(this.machine, sources, { connection, roastId, troubles });
  }
}

const noRates = { btCPerMin: null, etCPerMin: null } as const;
