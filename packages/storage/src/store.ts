import type {
  AuditAnchors,
  MissionStore,
  PeopleStore,
  PhotoFiles,
  ReadingStore,
  RoastStore,
} from '@artisan-ts/runtime';
import { anchorFiles } from '#audit/anchor-files.ts';
import { anchorsBeside } from '#audit/verify-audit-log.ts';
import { makeWritableFolder } from '#folder/writable-folder.ts';
import type { MissionChecks } from '#missions/broken-invariants.ts';
import { photoFolder } from '#photos/photo-folder.ts';
import { openPostgresMissions } from '#postgres/postgres-mission-store.ts';
import type { OpenMode } from '#sqlite/database-file.ts';
import { KeptClient } from '#thread/kept-client.ts';
import type { StoreParts } from '#thread/protocol.ts';

/** What is on disk in a data folder, owned by a thread of its own: a slow disk never delays a timestamp. */
export interface Store {
  readonly readings: ReadingStore;
  readonly roasts: RoastStore;
  readonly missions: MissionStore & MissionChecks;
  readonly people: PeopleStore;
  readonly photos: PhotoFiles;
  /** Where it is kept, outside of the database, how the audit log stands. */
  readonly anchors: AuditAnchors;
  /** What a person must know about what was found at the opening, in words: a missing file, entries that are gone. */
  notices(): readonly string[];
  /** Finishes what was asked so far and closes the files. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** The data folder; made when it does not exist. Whoever writes it holds its lock. */
  readonly folder: string;
  /** A second file for anchors of the audit log, outside the folder; absent: there is only the one beside the database. */
  readonly anchorFile?: string;
  /** URL of a PostgreSQL database for missions and their audit log; absent: they lie in the folder like all else. */
  readonly missionsUrl?: string;
}

/**
 * Opens the store of a data folder, making or upgrading it when needed.
 *
 * @throws ArtisanError `store.newer`, `store.corrupt`, `store.locked`, `store.read-only`, `store.full`, `store.unavailable`
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  makeWritableFolder(options.folder);
  return openThread(options, 'write');
}

/**
 * Opens the store of a data folder to look at it, beside a running station or without one. Changes nothing;
 * what would change something is refused with `store.read-only`.
 *
 * @throws ArtisanError as {@link openStore}; `store.unavailable` when nothing was ever stored there
 */
export function openStoreReadOnly(options: StoreOptions): Promise<Store> {
  return openThread(options, 'read');
}

async function openThread(options: StoreOptions, mode: OpenMode): Promise<Store> {
  const { folder, anchorFile, missionsUrl } = options;
  const client = await KeptClient.open({ folder, mode });
  const roasts = remote<RoastStore>(client, 'roasts', roastMethods);
  const { missions, close } =
    missionsUrl === undefined
      ? {
          missions: remote<MissionStore & MissionChecks>(client, 'missions', missionMethods),
          close: async () => undefined,
        }
      : openPostgresMissions(missionsUrl, mode, roasts.closings);
  return {
    readings: remote<ReadingStore>(client, 'readings', readingMethods),
    roasts,
    missions,
    people: remote<PeopleStore>(client, 'people', peopleMethods),
    photos: photoFolder(folder),
    anchors: anchorFiles(folder, [
      anchorsBeside(folder),
      ...(anchorFile === undefined ? [] : [anchorFile]),
    ]),
    notices: () => client.notices,
    close: async () => {
      await close();
      await client.close();
    },
  };
}

/** Every method of the port, so that a forgotten one does not compile. */
type MethodNames<Port> = Readonly<Record<keyof Port, true>>;

const readingMethods: MethodNames<ReadingStore> = {
  append: true,
  losses: true,
  range: true,
  newest: true,
  unbrokenThrough: true,
  recordBirth: true,
  bootCount: true,
  gaps: true,
  openGaps: true,
  lateStretch: true,
  lookedBack: true,
  durableCursor: true,
  sources: true,
  forget: true,
};

const roastMethods: MethodNames<RoastStore> = {
  machines: true,
  saveMachine: true,
  removeMachine: true,
  clockAnchor: true,
  saveClockAnchor: true,
  clockFloor: true,
  saveClockFloor: true,
  saveRoast: true,
  importRoast: true,
  roast: true,
  importedParts: true,
  roastsFrom: true,
  listRoasts: true,
  closings: true,
  forgetDeleted: true,
  appendLeverEvent: true,
  leverEvents: true,
  idempotentAnswer: true,
  saveIdempotentAnswer: true,
  unkeptRoasts: true,
  keepRoast: true,
  keptReadings: true,
  keptExtent: true,
  keptSpans: true,
  roastsToFile: true,
  filedRoast: true,
  saveFiledRoast: true,
  settings: true,
  saveSettings: true,
  saveRecord: true,
  record: true,
  listRecords: true,
  lotUses: true,
  saveSheet: true,
  sheets: true,
};

const missionMethods: MethodNames<MissionStore & MissionChecks> = {
  brokenInvariants: true,
  createMission: true,
  claimNext: true,
  heartbeat: true,
  complete: true,
  fail: true,
  release: true,
  suspend: true,
  flag: true,
  satisfy: true,
  sweep: true,
  decide: true,
  cancel: true,
  retryNow: true,
  redrive: true,
  mission: true,
  listMissions: true,
  writeStep: true,
  steps: true,
  spans: true,
  traceDigest: true,
  digestTraces: true,
  register: true,
  registered: true,
  auditEntries: true,
  checkpoint: true,
  unreported: true,
};

const peopleMethods: MethodNames<PeopleStore> = {
  people: true,
  savePerson: true,
  identities: true,
  saveIdentity: true,
  endSignIns: true,
  signIns: true,
  openSignIn: true,
  touchSignIn: true,
  endSignIn: true,
  takeTry: true,
  giveTriesBack: true,
  note: true,
};

/** The port, each of its methods a request to the thread. */
function remote<Port>(
  client: KeptClient,
  part: keyof StoreParts,
  methods: MethodNames<Port>,
): Port {
  const calls = Object.keys(methods).map((method) => [
    method,
    (...args: readonly unknown[]) => client.call(part, method, args),
  ]);
  // The thread's parts are the same port made synchronous, so every call answers as the port's type says.
  return Object.fromEntries(calls) as Port;
}
