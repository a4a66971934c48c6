import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MissionPage, RoastPage } from '@artisan-ts/contracts';
import {
  ArtisanError,
  curveOf,
  type MachineId,
  type MissionId,
  type MonoUs,
  type RoastId,
  usPerSecond,
} from '@artisan-ts/domain';
import {
  defaultSessionRules,
  type JudgedRoast,
  recordedDay,
  rightBatches,
} from '@artisan-ts/roast';
import { createStation, type Station } from '@artisan-ts/runtime';
import { openStore, type Store } from '@artisan-ts/storage';
import { dayDriver, dayDriverName } from '#evaluate/day-driver.ts';
import { systemLogger } from '#platform/log.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';
import { heldPort } from '#virtual/held-port.ts';
import { VirtualClock } from '#virtual/virtual-clock.ts';

/** What a whole station made of a day on which nobody touched a key. */
export interface StationDay {
  readonly batches: number;
  /** As the station lists them, the oldest first. */
  readonly roasts: readonly ListedRoast[];
  /** Batches with a closed roast of their own, from before charge to after drop, by place in the day. */
  readonly right: readonly number[];
  /** The missions that the station gave itself, the oldest first. */
  readonly missions: readonly ListedMission[];
}

type ListedRoast = RoastPage['items'][number];
type ListedMission = MissionPage['items'][number];

/** Any fixed number: it makes the noise between the batches, and the same day each time. */
const daySeed = 1;
const pageMax = 100;
const { closeAfterDropS } = defaultSessionRules;

/**
 * Plays roasts back to back through a station of its own: recorder, store on disk, session rules, keeper, missions. Time passes
 * as fast as it can be computed, nothing is pressed, and what counts is what the station lists in the evening.
 *
 * @throws ArtisanError `store.*`
 */
export async function playStationDay(roasts: readonly JudgedRoast[]): Promise<StationDay> {
  const folder = await mkdtemp(join(tmpdir(), 'artisan-day-'));
  try {
    const store = await openStore({ folder });
    try {
      return await playOn(store, roasts);
    } finally {
      await store.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function playOn(store: Store, roasts: readonly JudgedRoast[]): Promise<StationDay> {
  const day = recordedDay(roasts, daySeed);
  const clock = new VirtualClock();
  let beganS = 0;
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  // The store answers in turn: what was to be written before is written when it has answered.
  const written = () => clock.hold(store.readings.durableCursor());
  const began = (atUs: MonoUs): void => {
    beganS = atUs / usPerSecond;
  };
  const station = createStation({
    clock,
    ids: new UuidV7Ids(() => clock.wallMs()),
    logger: systemLogger('error'),
    readings: store.readings,
    roasts: store.roasts,
    // A report takes no time of the day, as it takes none of a real one that anybody would notice.
    missions: heldPort(store.missions, clock),
    drivers: [dayDriver(day, { began, written, ended: end })],
    systemBoot: 'recorded-day',
  });
  await station.start();
  const added = await station.machines.add({
    name: 'Recorded day',
    driver: dayDriverName,
    settings: {},
    closeAfterDropS,
  });
  if (!added.ok) throw new ArtisanError(added.code, added.message);
  await clock.until(ended);
  const listed = await allRoasts(station, added.value.id as MachineId);
  const closed = await closedSpans(station, listed);
  const missions = await allMissions(station);
  await clock.until(station.stop());
  const batches = day.batches.map(({ chargeS, dropS }) => ({
    chargeS: beganS + chargeS,
    dropS: beganS + dropS,
  }));
  const right = rightBatches(batches, closed);
  return { batches: day.batches.length, roasts: listed, right, missions };
}

/** From where to where the readings of each closed roast go, in seconds of the day. */
async function closedSpans(
  station: Station,
  listed: readonly ListedRoast[],
): Promise<readonly { readonly fromS: number; readonly toS: number }[]> {
  const spans: { readonly fromS: number; readonly toS: number }[] = [];
  for (const { id, closeReason, startUs } of listed) {
    const record = closeReason === null ? null : await station.roasts.record(id as RoastId);
    const fromS = (startUs ?? 0) / usPerSecond;
    const lastS = record === null ? null : (curveOf(record, 'bt')?.timeS.at(-1) ?? null);
    if (lastS !== null) spans.push({ fromS, toS: fromS + lastS });
  }
  return spans;
}

async function allRoasts(station: Station, machineId: MachineId): Promise<readonly ListedRoast[]> {
  const listed: ListedRoast[] = [];
  let cursor: string | undefined;
  do {
    const page = await station.roasts.list({
      limit: pageMax,
      machineId,
      ...(cursor && { cursor }),
    });
    listed.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return listed.reverse();
}

async function allMissions(station: Station): Promise<readonly ListedMission[]> {
  const listed: ListedMission[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await station.missions.list({
      limit: pageMax,
      ...(cursor !== undefined && { cursor: cursor as MissionId }),
    });
    listed.push(...page.items);
    cursor = page.next;
  }
  return listed.reverse();
}
