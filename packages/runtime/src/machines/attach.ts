import type { RoastSummary } from '@artisan-ts/contracts';
import {
  ArtisanError,
  invariant,
  type Machine,
  MonoUs,
  type RoastHeader,
  type Source,
  streamsOf,
  usPerSecond,
} from '@artisan-ts/domain';
import { sessionSample } from '@artisan-ts/roast';
import { LeverTrack } from '#levers/lever-track.ts';
import { rateOfRiseMemoryUs } from '#live/live-rate-of-rise.ts';
import { LiveSignals } from '#live/live-signals.ts';
import { AttachedMachine } from '#machines/attached-machine.ts';
import type { AttachedSource } from '#machines/attached-source.ts';
import { leversSince } from '#machines/logged-levers.ts';
import { type ResumedClock, resumeMachineClock } from '#machines/resume-machine-clock.ts';
import type { Clock } from '#ports/clock.ts';
import type { DriverKind } from '#ports/driver.ts';
import type { StoredRoast } from '#ports/stored-roast.ts';
import { lossNotes, type OwnNote } from '#roasts/loss-notes.ts';
import { MilestoneHabit } from '#roasts/milestone-habit.ts';
import { habitRoasts, PressHabit } from '#roasts/press-habit.ts';
import { RoastDesk } from '#roasts/roast-desk.ts';
import { SourceRunner } from '#source/source-runner.ts';
import type { StationParts } from '#station-parts.ts';
import { Tape } from '#tape/tape.ts';

/** How far back the recent past is read after a start: the longest lead-in a roast may have, twice. */
const pastS = 7200;
const pageMax = 5000;
/** Later than anything. */
const neverUs = MonoUs(Number.MAX_SAFE_INTEGER);

/** What is at hand of a machine before it is read again. */
interface Past {
  readonly clock: Clock;
  readonly tape: Tape;
  readonly levers: LeverTrack;
  readonly latest: StoredRoast | null;
  readonly milestones: MilestoneHabit;
  readonly habit: PressHabit;
  readonly fromUs: MonoUs;
}

/** The driver of that name, or null. */
export type KindOf = (driver: string) => DriverKind | null;

/**
 * Sets a machine going where it was left: its axis of time, its recent past, the roast that was going on.
 *
 * @throws ArtisanError `driver.unknown`, `store.*`
 */
export async function attach(
  machine: Machine,
  kindOf: KindOf,
  station: StationParts,
): Promise<AttachedMachine> {
  const [lead, ...others] = machine.configuration.sources;
  invariant(lead !== undefined, `machine ${machine.id} has a source`);
  const resumed = await resumeMachineClock(machine, lead, station);
  const { clock, continuity } = resumed;
  const past = await pastOf(machine, resumed, station);
  const desk = deskOf(machine, past, station);
  const { tape, levers, milestones, habit, fromUs } = past;
  const join = (source: Source): AttachedSource =>
    joinSource(machine, source, clock, kindOf, station);
  const sources = [join(lead), ...others.map(join)] as const;
  const attached = new AttachedMachine({
    machine,
    clock,
    tape,
    levers,
    milestones,
    desk,
    habit,
    sources: [...sources],
  });
  await replayPast(attached, fromUs, station);
  if (continuity === 'wall') noteReboot(desk, clock, station);
  return attached;
}

/** Of a roast that was going on its readings are needed, however long ago they ended: it is closed where they did. */
async function pastOf(
  machine: Machine,
  { clock, newestUs }: ResumedClock,
  station: StationParts,
): Promise<Past> {
  const latest = await latestRoast(machine, station);
  const open = latest !== null && latest.header.closeReason === null ? latest.span : null;
  const untilUs = open === null ? clock.monoUs() : (newestUs ?? clock.monoUs());
  const recentUs = untilUs - pastS * usPerSecond;
  const wantedUs = open === null ? recentUs : Math.max(recentUs, open.startUs - rateOfRiseMemoryUs);
  const fromUs = MonoUs(Math.max(0, wantedUs));
  const leversFromUs = MonoUs(Math.max(0, Math.min(fromUs, open?.startUs ?? fromUs)));
  const { roasts } = station.deps;
  const events = await roasts.leverEvents(machine.id, leversFromUs, neverUs);
  const levers = new LeverTrack(leversSince(events, machine.configuration));
  const tape = new Tape(streamsOf(machine.configuration.sources), fromUs);
  const milestones = new MilestoneHabit();
  const habit = new PressHabit();
  for (const { header, summary } of await taughtBy(machine, station)) {
    milestones.learn(header, summary);
    habit.learn(header.id, summary);
  }
  return { clock, tape, levers, latest, milestones, habit, fromUs };
}

function deskOf(machine: Machine, past: Past, station: StationParts): RoastDesk {
  const { clock, tape, levers, latest, milestones, habit } = past;
  const { deps, ledger } = station;
  return new RoastDesk(
    {
      machine: () => station.machines.get(machine.id)?.machine ?? machine,
      clock,
      tape,
      levers,
      habit,
      ledger,
      ids: deps.ids,
      utcOffsetS: deps.utcOffsetS ?? ((): null => null),
      listener: station.deskListener(machine.id),
      expects: () => milestones.expects,
      isLosing: () => machine.configuration.sources.some(({ id }) => station.recorder.isLosing(id)),
    },
    latest,
  );
}

function joinSource(
  machine: Machine,
  source: Source,
  clock: Clock,
  kindOf: KindOf,
  station: StationParts,
): AttachedSource {
  const { deps } = station;
  const kind = kindOf(source.driver);
  if (kind === null) {
    throw new ArtisanError('driver.unknown', `no driver is called "${source.driver}"`);
  }
  const described = kind.describe(source.settings);
  const runner = new SourceRunner({
    machineId: machine.id,
    source,
    boot: deps.ids.next('boot'),
    kind,
    clock,
    system: deps.clock,
    bus: station.bus,
    listener: station.sourceListener(machine.id),
    logger: deps.logger,
    keeper: station.telemetry,
  });
  return {
    source,
    runner,
    signals: new LiveSignals(source.clockRate),
    levers: described.ok ? described.value.levers.map(({ id }) => id) : [],
  };
}

/** A span that is known by wall clock alone is flagged for ever in the roast it belongs to. */
function noteReboot(desk: RoastDesk, clock: Clock, { deps, notices }: StationParts): void {
  const text =
    'The computer was started again. Times from here on follow those before by wall clock, which may have been set meanwhile.';
  notices.happened('time.rebooted', text, deps.clock.wallMs());
  desk.note(null, text, clock.monoUs());
}

/** Its closed roasts that its people taught it by, as long as its numbers meant what they mean now. */
async function taughtBy(
  { id, configuration }: Machine,
  { deps }: StationParts,
): Promise<readonly { readonly header: RoastHeader; readonly summary: RoastSummary }[]> {
  const listed = await deps.roasts.listRoasts({ machineId: id, limit: habitRoasts });
  return listed.flatMap(({ header, summary }) => {
    const isSame = header.configurationId === configuration.id && header.closeReason !== null;
    return isSame && summary !== null ? [{ header, summary }] : [];
  });
}

/** The readings of one that was deleted are spoken for as well: they must not be found to be a roast once more. */
async function latestRoast(machine: Machine, { deps }: StationParts): Promise<StoredRoast | null> {
  return (await deps.roasts.roastsFrom(machine.id, neverUs)).at(-1) ?? null;
}

async function replayPast(
  attached: AttachedMachine,
  fromUs: MonoUs,
  { deps }: StationParts,
): Promise<void> {
  const { tape, desk } = attached;
  const sourceIds = attached.sources.map(({ source }) => source.id);
  const losses = await deps.readings.losses(sourceIds, fromUs);
  const notes = new NotesInTime(desk, lossNotes(losses));
  for (let afterCursor = 0; ; ) {
    const query = { sourceIds, fromUs, afterCursor, limit: pageMax };
    const page = await deps.readings.range(query);
    for (const reading of page) {
      const own = attached.source(reading.sourceId);
      const stream = own?.source.streams.find((known) => known.stream === reading.stream);
      if (!own || stream === undefined) continue;
      // What came late was not judged when it came, and is not now.
      if (reading.late) tape.missed(reading.monoUs);
      if (reading.late || !tape.push(reading)) continue;
      notes.upTo(reading.monoUs);
      const sample = sessionSample(own.signals.push(reading, stream), stream);
      if (sample !== null) desk.replay(sample);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageMax) break;
    afterCursor = last.cursor;
  }
  notes.upTo(Number.POSITIVE_INFINITY);
}

/** Notes that a desk is given while the past is played to it, each before the readings that follow it. */
class NotesInTime {
  readonly #desk: RoastDesk;
  readonly #left: OwnNote[];

  constructor(desk: RoastDesk, notes: readonly OwnNote[]) {
    this.#desk = desk;
    this.#left = [...notes];
  }

  upTo(atUs: number): void {
    for (let next = this.#left[0]; next && next.atUs < atUs; next = this.#left[0]) {
      this.#left.shift();
      this.#desk.note(null, next.text, next.atUs);
    }
  }
}
