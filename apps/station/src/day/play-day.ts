import { join } from 'node:path';
import { ArtisanError, type MachineId, type MissionId } from '@artisan-ts/domain';
import type { Report } from '@artisan-ts/roast';
import type { Closing, Logger, Station } from '@artisan-ts/runtime';
import { type BrokenInvariant, type Store, verifyAuditLog } from '@artisan-ts/storage';
import { drumDriverName } from '#day/drum.ts';
import { InboxKeeper } from '#day/inbox.ts';
import type { DayPlan } from '#day/plan.ts';
import { Roastery } from '#day/roastery.ts';
import { Roaster } from '#day/staff.ts';
import type { TrueBatch, Truth } from '#day/truth.ts';
import { version } from '#version.ts';

type Mission = Awaited<ReturnType<Store['missions']['listMissions']>>[number];
type ListedRoast = Awaited<ReturnType<Station['roasts']['list']>>['items'][number];

/** What the station has to show in the evening. */
export interface Evening {
  /** Closed or not, the oldest first, without those that were deleted. */
  readonly roasts: readonly ListedRoast[];
  /** Every report that was asked for. */
  readonly missions: readonly Mission[];
  readonly closings: readonly Closing[];
  /** The report of the day as it is printed. */
  readonly report: Report;
  readonly brokenInvariants: readonly BrokenInvariant[];
  /** What is wrong with the audit log, in words. */
  readonly auditFindings: readonly string[];
}

/** A day that was played: what was, what the station says, and how the axis of each machine lies. */
export interface PlayedDay {
  readonly truth: Truth;
  readonly evening: Evening;
  /** By name of the machine: by how much its axis is ahead of the day, microseconds. */
  readonly axisAheadUs: ReadonlyMap<string, number>;
  /** How long the day was, hours. */
  readonly hours: number;
}

/** Fifteen minutes, as machines have it unless told otherwise. */
const closeAfterDropS = 900;
/** After the last drop: its roast is closed, and its report made. */
const eveningS = closeAfterDropS + 60;
const pageMax = 100;
const missionsMax = 100_000;

/**
 * Lets a day of a roastery happen on a data folder, which must be empty: the real station on real files, in virtual time.
 *
 * @throws ArtisanError `store.*`
 */
export async function playDay(
  plan: DayPlan,
  on: {
    readonly folder: string;
    readonly logger: Logger;
    readonly dropped: (batch: TrueBatch, done: number) => void;
  },
): Promise<PlayedDay> {
  const roastery = new Roastery(plan, on.folder, on.logger);
  try {
    return await roastery.clock.until(wholeDay(roastery, plan, on));
  } finally {
    await roastery.leave();
  }
}

async function wholeDay(
  roastery: Roastery,
  plan: DayPlan,
  { folder, dropped }: Parameters<typeof playDay>[1],
): Promise<PlayedDay> {
  await roastery.start();
  const inbox = new InboxKeeper(roastery);
  await inbox.signUp();
  const roasters = await addRoasters(roastery, plan);
  const over = new AbortController();
  void inbox.tend(over.signal);
  for (const fault of plan.faults) void roastery.suffer(fault);
  let done = 0;
  const tell = (batch: TrueBatch): void => {
    done += 1;
    dropped(batch, done);
  };
  await Promise.all(roasters.map((roaster) => roaster.work(tell)));
  over.abort();
  await roastery.sleepS(eveningS);
  // What waits when all is closed is looked at before people go home, and what they released is made.
  await inbox.look();
  await roastery.sleepS(60);
  const hours = roastery.nowS / 3600;
  const evening = await eveningOf(roastery, folder);
  const ahead = roastery.drums.map(({ name, axisAheadUs }) => [name, axisAheadUs ?? 0] as const);
  await roastery.stop();
  return { truth: roastery.truth, evening, axisAheadUs: new Map(ahead), hours };
}

async function addRoasters(roastery: Roastery, plan: DayPlan): Promise<readonly Roaster[]> {
  const roasters: Roaster[] = [];
  for (const machine of plan.machines) {
    const { name } = machine;
    const drum = roastery.drums.find((each) => each.name === name);
    const added = await roastery.ask(({ machines }) =>
      machines.add({ name, driver: drumDriverName, settings: { drum: name }, closeAfterDropS }),
    );
    if (!added?.ok || drum === undefined)
      throw new ArtisanError('driver.settings', `${name} could not be added to the station`);
    const machineId = added.value.id as MachineId;
    roasters.push(new Roaster(roastery, { plan: machine, drum, machineId }));
  }
  return roasters;
}

async function eveningOf(roastery: Roastery, folder: string): Promise<Evening> {
  const { clock, store, station } = roastery;
  if (station === null) throw new ArtisanError('store.unavailable', 'the station is down at night');
  const { missions, roasts } = store;
  const audit = await clock.hold(
    verifyAuditLog({ missions, log: 'local', anchorFiles: [join(folder, 'audit-anchors.jsonl')] }),
  );
  return {
    roasts: await allRoasts(station),
    missions: await clock.hold(allReports(roastery)),
    closings: await clock.hold(roasts.closings(0, 0, missionsMax)),
    report: await station.reports.day(dayOf(roastery), { version }),
    brokenInvariants: await clock.hold(missions.brokenInvariants()),
    auditFindings: audit.findings.map(({ problem, seq, detail }) => `${problem} ${seq}: ${detail}`),
  };
}

/** The date of the day, as its report is asked for. */
function dayOf({ clock, nowS }: Roastery): string {
  return new Date(clock.wallMs() - nowS * 1000).toISOString().slice(0, 10);
}

async function allRoasts({ roasts }: Station): Promise<readonly ListedRoast[]> {
  const listed: ListedRoast[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await roasts.list({ limit: pageMax, ...(cursor !== undefined && { cursor }) });
    listed.push(...page.items);
    cursor = page.next;
  }
  return listed.reverse();
}

async function allReports({ store }: Roastery): Promise<readonly Mission[]> {
  const found: Mission[] = [];
  for (let after: MissionId | undefined; ; ) {
    const page = await store.missions.listMissions({
      orgId: 'local',
      limit: pageMax,
      ...(after !== undefined && { after }),
    });
    found.push(...page.filter(({ goal }) => goal === 'roast-report'));
    after = page.at(-1)?.id;
    if (page.length < pageMax) return found;
  }
}
