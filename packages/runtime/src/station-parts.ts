import type { RoastDto, StationSettings } from '@artisan-ts/contracts';
import type { ArtisanError, MachineId, Result, RoastId } from '@artisan-ts/domain';
import type { Bus } from '#bus/bus.ts';
import type { SpareTime } from '#clock/spare-time.ts';
import type { TimeKeeper } from '#clock/time-keeper.ts';
import type { TelemetryDesk } from '#ingest/telemetry-desk.ts';
import type { Autosave } from '#keeping/autosave.ts';
import type { DriverFaults } from '#live/driver-faults.ts';
import type { LiveHub } from '#live/live-hub.ts';
import type { Notices } from '#live/notices.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import type { Recorder } from '#recorder/recorder.ts';
import type { DeskListener } from '#roasts/roast-desk.ts';
import type { RoastLedger } from '#roasts/roast-ledger.ts';
import type { RoastReader } from '#roasts/roast-reader.ts';
import type { RoastWork } from '#roasts/roast-work.ts';
import type { SourceListener } from '#source/source-runner.ts';
import type { StationDependencies } from '#station.ts';
import type { InTurn } from '#store/in-turn.ts';
import type { WriteQueue } from '#store/write-queue.ts';

/** What the services of one station share. */
export interface StationParts {
  readonly deps: StationDependencies;
  readonly bus: Bus;
  readonly queue: WriteQueue;
  readonly ledger: RoastLedger;
  readonly recorder: Recorder;
  readonly reader: RoastReader;
  readonly hub: LiveHub;
  readonly autosave: Autosave;
  readonly notices: Notices;
  readonly driverFaults: DriverFaults;
  /** Where long questions are answered. */
  readonly spare: SpareTime;
  /** What is worked out of whole roasts: long ones away from here. */
  readonly work: RoastWork;
  readonly telemetry: TelemetryDesk;
  readonly time: TimeKeeper;
  readonly machines: Map<MachineId, AttachedMachine>;
  /** Changes of machines wait here for each other. */
  readonly machineTurn: InTurn;
  /** The closing of a roast is on disk. */
  roastClosed: () => void;
  /** Something was chosen for the station. */
  settingsChanged: (settings: StationSettings) => Promise<void>;
  /** The record of a closed roast is damaged, and can be made anew from its single readings. */
  recordDamaged: (id: RoastId, damage: ArtisanError) => void;
  /** What a person of the audit log is called; null when unknown. */
  nameOf: (personId: string) => string | null;
  /** Missions that wait for a person. */
  inbox: () => number;
  /** Tells of machines and recording to everybody who listens. */
  publishHealth(): void;
  deskListener(machineId: MachineId): DeskListener;
  sourceListener(machineId: MachineId): SourceListener;
  /** The roast once its changes are on disk, or why that has not happened within a few seconds. */
  answer(id: RoastId): Promise<Result<RoastDto>>;
}
