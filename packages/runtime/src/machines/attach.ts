import { invariant, type Machine, MonoUs, type Source, usPerSecond } from '@artisan-ts/domain';
import { type AxisContinuity, resumeAxis } from '#clock/anchor.ts';
import { scaledClock } from '#clock/scaled-clock.ts';
import { LeverTrack } from '#levers/lever-track.ts';
import { rateOfRiseMemoryUs } from '#live/live-rate-of-rise.ts';
import { LiveSignals } from '#live/live-signals.ts';
import { AttachedMachine, sessionSample } from '#machines/attached-machine.ts';
import type { Clock } from '#ports/clock.ts';
import type { DriverKind } from '#ports/driver.ts';
import type { StoredRoast } from '#ports/roast-store.ts';
import { RoastDesk } from '#roasts/roast-desk.ts';
import { SourceRunner } from '#source/source-runner.ts';
import type { StationParts } from '#station-parts.ts';
import { Tape } from '#tape/tape.ts';

/** How far back the recent past is read after a start: the longest lead-in a roast may have, twice. */
const pastS = 7200;
const pageMax = 5000;
interface ResumedClock {
  readonly clock: Clock;
  readonly continuity: AxisContinuity;
}

const continuityWords = {
  new: 'a new axis of time',
  monotonic: 'time goes on by the monotonic clock',
  wall: 'the computer was started again: time across the restart is by wall clock',
} as const;

/** Sets a machine going where it was left: its axis of time, its recent past, the roast that was going on. */
export async function attach(
  machine: Machine,
  kind: DriverKind,
  station: StationParts,
): Promise<AttachedMachine> {
  const source = machine.configuration.sources[0];
  invariant(
    source !== undefined && machine.configuration.sources.length === 1,
    `machine ${machine.id} has one source`,
  );
  const { clock, continuity } = await resumeClock(source, station);
  const latest = await latestRoast(machine, station);
  const open = latest !== null && latest.header.closeReason === null ? latest.span : null;
  const nowUs = clock.monoUs();
  const recentUs = nowUs - pastS * usPerSecond;
  const wantedUs = open === null ? recentUs : Math.max(recentUs, open.startUs - rateOfRiseMemoryUs);
  const fromUs = MonoUs(Math.max(0, wantedUs));
  const leversFromUs = MonoUs(Math.max(0, Math.min(fromUs, open?.startUs ?? fromUs)));
  const parts = {
    machine,
    source,
    clock,
    tape: new Tape(source.streams, fromUs),
    signals: new LiveSignals(source.clockRate),
    levers: new LeverTrack(
      await station.deps.roasts.leverEvents(
        machine.id,
        leversFromUs,
        MonoUs(Number.MAX_SAFE_INTEGER),
      ),
    ),
  };
  const { deps, ledger } = station;
  const desk = new RoastDesk(
    {
      machine: () => station.machines.get(machine.id)?.machine ?? machine,
      clock,
      tape: parts.tape,
      levers: parts.levers,
      ledger,
      ids: deps.ids,
      utcOffsetS: deps.utcOffsetS ?? ((): null => null),
      listener: station.deskListener(machine.id),
    },
    latest,
  );
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
  });
  const attached = new AttachedMachine(parts, desk, runner);
  await replayPast(attached, parts.signals, fromUs, station);
  if (continuity === 'wall') noteReboot(desk, clock, station);
  return attached;
}

async function resumeClock(source: Source, { deps }: StationParts): Promise<ResumedClock> {
  const { anchor, continuity } = resumeAxis({
    sourceId: source.id,
    rate: source.clockRate,
    system: deps.clock,
    systemBoot: deps.systemBoot,
    stored: await deps.roasts.clockAnchor(source.id),
    newest: await deps.readings.newest(source.id),
  });
  await deps.roasts.saveClockAnchor(anchor);
  const say = continuity === 'wall' ? deps.logger.warn : deps.logger.info;
  say({ sourceId: source.id, sourceMonoUs: anchor.sourceMonoUs }, continuityWords[continuity]);
  return { clock: scaledClock(deps.clock, anchor), continuity };
}

/** A span that is known by wall clock alone is flagged for ever in the roast it belongs to. */
function noteReboot(desk: RoastDesk, clock: Clock, { deps, notices }: StationParts): void {
  const text =
    'The computer was started again. Times from here on follow those before by wall clock, which may have been set meanwhile.';
  notices.happened('time.rebooted', text, deps.clock.wallMs());
  desk.note(null, text, clock.monoUs());
}

async function latestRoast(machine: Machine, { deps }: StationParts): Promise<StoredRoast | null> {
  const open = await deps.roasts.openRoast(machine.id);
  if (open !== null) return open;
  const [last] = await deps.roasts.listRoasts({ machineId: machine.id, limit: 1 });
  return last ?? null;
}

async function replayPast(
  attached: AttachedMachine,
  signals: LiveSignals,
  fromUs: MonoUs,
  { deps }: StationParts,
): Promise<void> {
  const { source, tape, desk } = attached;
  for (let afterCursor = 0; ; ) {
    const query = { sourceIds: [source.id], fromUs, afterCursor, limit: pageMax };
    const page = await deps.readings.range(query);
    for (const reading of page) {
      const stream = source.streams.find((known) => known.stream === reading.stream);
      if (stream === undefined) continue;
      // What came late was not judged when it came, and is not now.
      if (!tape.push(reading)) continue;
      const sample = sessionSample(signals.push(reading, stream).usable, stream);
      if (sample !== null) desk.replay(sample);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageMax) return;
    afterCursor = last.cursor;
  }
}
