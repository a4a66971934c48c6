import type {
  AckBody,
  AddIdentityBody,
  AddMachineBody,
  AddNoteBody,
  AddPersonBody,
  AgentsDto,
  AnalysisDto,
  AnalysisQuery,
  ArrivalsDto,
  ChangeMachineBody,
  ChangePersonBody,
  ChangeRoastBody,
  ChangeSettingsBody,
  CompareQuery,
  ComparisonDto,
  ConnectionReportDto,
  ConsistencyDto,
  ConsistencyQuery,
  CurveDto,
  DecideMissionBody,
  DeviceBody,
  DeviceDto,
  DeviceReportDto,
  DriverKindDto,
  DurableEvent,
  FirstPersonBody,
  HealthEvent,
  HintBody,
  IdentityDto,
  ImportDto,
  LeverEventDto,
  LocalNetworkDto,
  MachineDto,
  MarkBody,
  MarkEvent,
  MissionDto,
  MissionGainsDto,
  MissionPage,
  MissionRulesDto,
  MissionShelf,
  NewIdentityDto,
  PasskeyDto,
  PersonDto,
  PushBody,
  RoastDto,
  RoastEvent,
  RoastPage,
  SampleEvent,
  SearchHostsBody,
  SerialPortList,
  SetLeverBody,
  SettingsDto,
  SetupBody,
  SignInBody,
  StartMissionBody,
  StationSettings,
  WatchLine,
  WhatIfBody,
  WhatIfDto,
} from '@artisan-ts/contracts';
import type {
  IdentityId,
  MachineId,
  MissionId,
  NoteId,
  PersonId,
  RandomStream,
  RateOfRiseMethod,
  Result,
  RoastId,
  RoastRecord,
  Smoothing,
  TemperatureUnit,
  WallMs,
} from '@artisan-ts/domain';
import type { MissionState } from '@artisan-ts/kernel';
import type { Report } from '@artisan-ts/roast';
import type { RemoteHint } from '#ingest/remote-hint.ts';
import type { Delivery, RemoteMessage } from '#ingest/remote-telemetry.ts';
import type { Caller } from '#people/caller.ts';
import type { AuditAnchors } from '#ports/audit-anchors.ts';
import type { Clock } from '#ports/clock.ts';
import type { DeadLetterStore } from '#ports/dead-letter-store.ts';
import type { DriverKind } from '#ports/driver.ts';
import type { IdSource } from '#ports/ids.ts';
import type { Logger } from '#ports/logger.ts';
import type { MemoryUse } from '#ports/memory.ts';
import type { MissionStore } from '#ports/mission-store.ts';
import type { Passkey, PeopleStore, Secrets } from '#ports/people-store.ts';
import type { PhotoFiles } from '#ports/photo-files.ts';
import type { ReadingStore } from '#ports/reading-store.ts';
import type { Reasoner } from '#ports/reasoner.ts';
import type { RoastFiles } from '#ports/roast-files.ts';
import type { RoastStore } from '#ports/roast-store.ts';
import type { SleepControl } from '#ports/sleep-control.ts';
import type { Surroundings } from '#ports/surroundings.ts';
import type { TelemetryExport } from '#ports/telemetry-export.ts';
import type { TwinWork } from '#ports/twin-work.ts';
import type { RoastWork } from '#roasts/roast-work.ts';
import type { PushDesk, PushReceipt } from '#source/push-desk.ts';
import type { Coffees, Cuppings, Quality } from '#station-quality.ts';

/** Everything a station needs from outside. With simulated ones the whole station runs in virtual time. */
export interface StationDependencies {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  readonly readings: ReadingStore;
  readonly roasts: RoastStore;
  /** Absent: nothing is done by itself when a roast is closed. */
  readonly missions?: MissionStore;
  /** Tells others how missions went, once it was chosen; absent: nobody is ever told. */
  readonly telemetry?: TelemetryExport;
  /** Makes a language model that was chosen; absent: there is never one. */
  readonly reasoners?: (chosen: NonNullable<StationSettings['reasoner']>) => Reasoner;
  /** Absent: how the audit log stands is kept nowhere else. */
  readonly anchors?: AuditAnchors;
  /** People and their secrets; absent: nobody can sign in. */
  readonly people?: { readonly store: PeopleStore; readonly secrets: Secrets };
  /** Absent: roasts cannot be saved as files by themselves. */
  readonly files?: RoastFiles;
  /** Absent: photos cannot be kept. */
  readonly photos?: PhotoFiles;
  /** Resolves in a later turn of the event loop; absent: long questions are answered in one. */
  readonly nextTurn?: () => Promise<void>;
  /** Works on long roasts in a thread of its own; absent: all of it is done here, in one turn. */
  readonly roastWork?: RoastWork;
  /** Draws the codes of blind cups; absent: no cupping can be set up. */
  readonly entropy?: RandomStream;
  readonly drivers: readonly DriverKind[];
  /** Where drivers wait for what devices push; absent: nobody can push. */
  readonly pushDesk?: PushDesk;
  /** Ports and networks around the computer; absent: they cannot be looked at here. */
  readonly surroundings?: Surroundings;
  /** Keeps messages that could not be used; absent: they are only counted. */
  readonly deadLetters?: DeadLetterStore;
  /** Readings held in memory at most while nothing can be saved; absent: 100,000. */
  readonly unsavedMax?: number;
  /** Names this boot of the operating system: the system's monotonic clock is meaningful within it. */
  readonly systemBoot: string;
  /** What the store found that a person must know, in words; shown with the state of recording. */
  readonly storeNotices?: () => readonly string[];
  /** Seconds east of UTC at a moment here, or null when unknown; absent: unknown. Stored with each roast. */
  readonly utcOffsetS?: (at: WallMs) => number | null;
  /** The computer's sleep; absent: it cannot be known or prevented here. */
  readonly sleep?: SleepControl;
  /** The work of the twin, done beside the station; absent: it is done here, where readings wait for it. */
  readonly twin?: TwinWork;
  /** How much memory is used; absent: it cannot be known here. */
  readonly memory?: () => MemoryUse;
}

/** The instrument without its screen and its network: records, recognises, marks, tells. */
export interface Station {
  /** Loads the machines, resumes roasts that were going on, starts reading. */
  start(): Promise<void>;
  /** Stops reading and puts on disk what was read. Roasts that are going on stay open. */
  stop(): Promise<void>;
  readonly machines: Machines;
  readonly connecting: Connecting;
  readonly roasts: Roasts;
  readonly quality: Quality;
  readonly coffees: Coffees;
  readonly cuppings: Cuppings;
  readonly missions: Missions;
  readonly people: People;
  readonly live: Live;
  readonly reports: Reports;
  readonly comparisons: Comparisons;
  readonly whatIf: WhatIf;
  readonly settings: Settings;
  readonly remote: Remote;
  readonly pushing: Pushing;
  health(): HealthEvent;
}

export interface MissionListQuery {
  readonly limit: number;
  readonly cursor?: MissionId;
  readonly state?: MissionState;
  readonly shelf?: MissionShelf;
  readonly goal?: string;
  readonly roast?: string;
}

/** What the station does by itself, and what waits for a person. */
export interface Missions {
  /** Newest first, without results. */
  list(query: MissionListQuery): Promise<MissionPage>;
  get(id: MissionId): Promise<MissionDto | null>;
  /** Releases or rejects what was held back. */
  decide(by: Caller, id: MissionId, body: DecideMissionBody): Promise<Result<MissionDto>>;
  retry(by: Caller, id: MissionId): Promise<Result<MissionDto>>;
  cancel(by: Caller, id: MissionId): Promise<Result<MissionDto>>;
  /** What people start themselves: a rehearsal on the twin. Gives the mission. */
  start(by: Caller, body: StartMissionBody): Promise<Result<MissionDto>>;
  /** Who works here, with what, and every version there ever was. */
  agents(): Promise<AgentsDto>;
  /** The rules of the governor, to be read. */
  rules(): MissionRulesDto;
  /** What people gained by it over the last days. */
  gains(days: number): Promise<MissionGainsDto>;
  /** Gives the new mission. */
  redrive(by: Caller, id: MissionId): Promise<Result<MissionDto>>;
}

/** Somebody who has just signed in. `token` is the secret of their screen; it is told once. */
export interface SignedIn {
  readonly token: string;
  readonly lastsMs: number;
  readonly person: PersonDto;
}

/** A passkey as it was made. */
export type NewPasskey = Omit<Passkey, 'createdAtMs' | 'usedAtMs'>;

/** Whether somebody asks for something, or is only looked up because something of theirs goes on. */
export type CallerUse = 'asks' | 'goes-on';

/** Who works here, who is signed in where, and which devices, agents and services speak with a token of their own. */
export interface People {
  /** Nobody was made yet: whoever is at this computer may roast and set up, and make the first person. */
  isFirstRun(): boolean;
  list(): readonly PersonDto[];
  /** What a person of the audit log is called; null when nobody of that id was ever here. */
  nameOf(id: string): string | null;
  /** Commands on this computer are known by this secret from now on. */
  trustLocal(token: string): void;
  /** Whoever is at this computer before there are people; null when there are. */
  firstRunCaller(): Caller | null;
  /** Whoever has that secret, or null. Asking makes a sign-in last. */
  callerOf(token: string, use?: CallerUse): Caller | null;
  /** Makes the first person, who is admin and head roaster, and signs them in. */
  addFirst(body: FirstPersonBody): Promise<Result<SignedIn>>;
  add(by: Caller, body: AddPersonBody): Promise<Result<PersonDto>>;
  /** The last admin stays one. A new PIN, or being put away, signs the person out everywhere. */
  change(by: Caller, id: PersonId, body: ChangePersonBody): Promise<Result<PersonDto>>;
  signIn(body: SignInBody, from: 'here' | 'afar'): Promise<Result<SignedIn>>;
  signOut(token: string): Promise<void>;
  /** The passkeys of a person, without what checks them. */
  passkeysOf(id: PersonId): readonly PasskeyDto[];
  /** What checks a passkey of somebody who may sign in; null when nobody has it. */
  passkey(credentialId: string): Passkey | null;
  /** Keeps a passkey whose making was verified. */
  addPasskey(id: PersonId, passkey: NewPasskey): Promise<Result<PasskeyDto>>;
  removePasskey(id: PersonId, credentialId: string): Promise<Result<null>>;
  /** Signs in whoever has the passkey; its signature was verified, `counter` is in it. */
  signInByPasskey(credentialId: string, counter: number): Promise<Result<SignedIn>>;
  identities(): readonly IdentityDto[];
  addIdentity(by: Caller, body: AddIdentityBody): Promise<Result<NewIdentityDto>>;
  revokeIdentity(by: Caller, id: IdentityId): Promise<Result<IdentityDto>>;
  /** Calls back when somebody may be somebody else now, or may less; gives the way to end that. */
  watch(changed: () => void): () => void;
}

/** Machines that are read by other devices and computers, whatever carries their messages. */
export interface Remote {
  /** Resolves when everything the message held is on disk, however long that takes, or when it cannot be used. */
  receive(message: RemoteMessage): Promise<Delivery>;
  /** What a sensor believes becomes a suggested mark, never more. */
  hint(hint: RemoteHint): Delivery;
  /** What is acknowledged from here on. One listener, which must not throw; a later call replaces the earlier. */
  onAck(listener: (ack: AckBody) => void): void;
  /** How the broker stands, for the health view. */
  brokerIs(status: BrokerStatus): void;
}

/** Devices that hand in what they measure, one reading at a time, whatever carries it. */
export interface Pushing {
  /**
   * A reading of the moment in which this is called. Resolves when it is on disk; with a refusal `store.unavailable` when
   * that takes longer than a device waits, or when there was no room for it. `driver.lost`: the machine is not read now.
   */
  receive(machineId: MachineId, body: PushBody): Promise<Result<PushReceipt>>;
}

export type BrokerStatus = NonNullable<HealthEvent['telemetry']>['broker'];

/** Looking for a device, and at it, before it belongs to a machine. Nothing is recorded. */
export interface Connecting {
  /** The serial ports of this computer; none is opened. */
  ports(): Promise<Result<SerialPortList>>;
  /** The networks this computer stands in, as far as they can be looked through. */
  networks(): readonly LocalNetworkDto[];
  /** Addresses of a part of a network where something listens on a port that a person named. */
  search(body: SearchHostsBody, signal: AbortSignal): Promise<Result<readonly string[]>>;
  /** What a device will deliver, from its settings alone. */
  describe(body: DeviceBody): Result<DeviceDto>;
  /** Connects, looks, disconnects. Never sends anything that could change the device. */
  test(body: DeviceBody, signal: AbortSignal): Promise<Result<DeviceReportDto>>;
  /** Reads the device as it is always read and tells each sample, until the signal says so or the device ends. */
  watch(
    body: DeviceBody,
    tell: (line: WatchLine) => void,
    signal: AbortSignal,
  ): Promise<Result<null>>;
}

/** Machines and what people do at them. Refusals carry a reason code and words for a person. */
export interface Machines {
  kinds(): readonly DriverKindDto[];
  list(): readonly MachineDto[];
  get(id: MachineId): MachineDto | null;
  add(body: AddMachineBody): Promise<Result<MachineDto>>;
  change(id: MachineId, body: ChangeMachineBody): Promise<Result<MachineDto>>;
  remove(id: MachineId): Promise<Result<null>>;
  test(id: MachineId, signal: AbortSignal): Promise<Result<ConnectionReportDto>>;
  /** Acts on the roast that is going on, or the last one; charge opens one. Answers with the roast. */
  mark(id: MachineId, body: MarkBody, by?: string | null): Promise<Result<RoastDto>>;
  /** What a sensor believes becomes a suggested mark. Answers with the roast as it stands. */
  hint(id: MachineId, body: HintBody): Promise<Result<RoastDto>>;
  /** What its batches are: those that come, and the one in the drum. Answers with the machine. */
  setUp(id: MachineId, body: SetupBody): Promise<Result<MachineDto>>;
  setLever(id: MachineId, body: SetLeverBody): Promise<Result<LeverEventDto>>;
  addNote(id: MachineId, body: AddNoteBody): Promise<Result<RoastDto>>;
  removeNote(id: MachineId, noteId: NoteId): Promise<Result<RoastDto>>;
  closeRoast(id: MachineId): Promise<Result<RoastDto>>;
}

/** Roasts on disk, finished or going on. */
export interface Roasts {
  list(query: {
    readonly limit: number;
    readonly cursor?: string;
    readonly search?: string;
    readonly machineId?: MachineId;
    /** Those that were deleted, instead of the others. */
    readonly deleted?: boolean;
  }): Promise<RoastPage>;
  get(id: RoastId): Promise<RoastDto | null>;
  /** `smoothing`: how BT and ET are to be drawn, beside what was read; absent: as read. */
  curve(id: RoastId, method: RateOfRiseMethod, smoothing?: Smoothing): Promise<CurveDto | null>;
  /** Everything that follows from it; refused when it, or the reference, is not there. */
  analysis(id: RoastId, query: AnalysisQuery): Promise<Result<AnalysisDto>>;
  /** How its readings came; null when there is no such roast. An import has none. */
  arrivals(id: RoastId): Promise<ArrivalsDto | null>;
  /** The roast whole, as files are written from it. */
  record(id: RoastId): Promise<RoastRecord | null>;
  change(id: RoastId, body: ChangeRoastBody): Promise<Result<RoastDto>>;
  /** Corrects a mark of a closed roast. */
  mark(id: RoastId, body: MarkBody): Promise<Result<RoastDto>>;
  /** Deletes a closed roast; it can be restored until it is forgotten with old readings. */
  remove(id: RoastId): Promise<Result<RoastDto>>;
  restore(id: RoastId): Promise<Result<RoastDto>>;
  /** Reads a roast file and stores the roast. Errors: those of reading it, `request.conflict` when it is stored already. */
  importFile(bytes: Uint8Array, fileName: string): Promise<Result<ImportDto>>;
  importRecord(record: RoastRecord): Promise<Result<RoastDto>>;
}

/** Roasts beside each other, and batches over time. */
export interface Comparisons {
  /** Refused when one of them is not there, or the reference is none of them. */
  compare(query: CompareQuery): Promise<Result<ComparisonDto>>;
  /** Of closed roasts, the newest 5,000. */
  consistency(query: ConsistencyQuery): Promise<ConsistencyDto>;
}

/** What the twin of a machine says of a roast with levers moved otherwise. */
export interface WhatIf {
  /** `twin.learning`: ask again. `twin.withheld`: the machine's real roasts do not bear an answer out. */
  ask(id: RoastId, body: WhatIfBody): Promise<Result<WhatIfDto>>;
}

/** How a report is wanted. */
export interface ReportAsked {
  /** Absent: as the roast was read. */
  readonly unit?: TemperatureUnit;
  /** The roast to hold it against. */
  readonly referenceId?: RoastId;
  /** Of the program that prints it. */
  readonly version: string;
}

/** Reports on what was roasted. */
export interface Reports {
  /** null when there is no such roast. A reference that does not exist is left out. */
  roast(id: RoastId, asked: ReportAsked): Promise<Report | null>;
  /** `day` is `2026-11-27`, where it was roasted. */
  day(day: string, asked: ReportAsked): Promise<Report>;
  /** `coffee` is its id, or the beans as they were written; null when nothing of it was roasted. */
  coffee(coffee: string, asked: ReportAsked): Promise<Report | null>;
}

/** What a person chose for the whole station. */
export interface Settings {
  get(): Promise<SettingsDto>;
  /** What is not named stays. A folder that cannot be written is refused. */
  change(body: ChangeSettingsBody): Promise<Result<SettingsDto>>;
}

/** One event of the live stream; `cursor` is the durable cursor at that moment. */
export type LiveEvent = { readonly cursor: number } & (
  | { readonly name: 'sample'; readonly data: SampleEvent }
  | { readonly name: 'mark'; readonly data: MarkEvent }
  | { readonly name: 'roast'; readonly data: RoastEvent }
  | { readonly name: 'lever'; readonly data: LeverEventDto }
  | { readonly name: 'health'; readonly data: HealthEvent }
  | { readonly name: 'durable'; readonly data: DurableEvent }
);

export interface LiveSubscription {
  readonly machineId?: MachineId;
  /** Continue after this durable cursor (a Last-Event-ID). Absent: from the lead-in of the roast that is going on. */
  readonly afterCursor?: number;
}

/** What happens, as it happens: a subscriber first gets the present state and the samples it missed. */
export interface Live {
  /** Listeners must not throw or block. Returns the way to stop. */
  subscribe(listener: (event: LiveEvent) => void, subscription: LiveSubscription): () => void;
}
