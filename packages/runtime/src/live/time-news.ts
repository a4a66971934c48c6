import type { TimeNews } from '#clock/time-watch.ts';
import type { StationParts } from '#station-parts.ts';

const msPerSecond = 1000;

/** A span in words, as exact as a person wants it. */
function span(ms: number): string {
  const seconds = ms / msPerSecond;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function words(news: TimeNews): string {
  switch (news.kind) {
    case 'slept':
      return `The computer slept for ${span(news.forMs)}. Nothing was read meanwhile; the time since charge is right.`;
    case 'stood-still':
      return `The program stood still for ${span(news.forMs)}: the computer slept or was too busy. The time since charge is right.`;
    case 'wall-set': {
      const way = news.byMs > 0 ? 'forward' : 'back';
      return `The clock of the computer was set ${way} by ${span(Math.abs(news.byMs))}. No duration changes.`;
    }
  }
}

/** What happened to time goes to the log, to health and into every roast that is going on. */
export function noteTimeNews(station: StationParts, news: TimeNews): void {
  const { deps, notices, machines } = station;
  const text = words(news);
  deps.logger.warn(news, text);
  station.time.heard(news);
  notices.happened(`time.${news.kind}`, text, deps.clock.wallMs());
  for (const [machineId, { desk, clock }] of machines) {
    try {
      desk.note(null, text, clock.monoUs());
    } catch (error) {
      // The log has it already; recording must go on.
      deps.logger.error({ machineId, error }, 'a note about time could not be written');
    }
  }
  station.publishHealth();
}

/** What is looked at every second: the time that is stored, the clock that is behind, the computer that may sleep. */
export function lookAtTime(station: StationParts): void {
  const { time, notices, deps } = station;
  time.look();
  const trouble = time.trouble();
  if (notices.isNow('CLOCK_UNTRUSTED', trouble, deps.clock.wallMs())) {
    if (trouble !== null) deps.logger.warn({ code: 'CLOCK_UNTRUSTED' }, trouble);
    station.publishHealth();
  }
  keepAwakeWhileRecording(station);
}

/** Keeps the computer awake while something is recorded that cannot be recorded again, and says when that fails. */
function keepAwakeWhileRecording(station: StationParts): void {
  const { sleep, clock, logger } = station.deps;
  if (sleep === undefined) return;
  const isWanted = [...station.machines.values()].some(
    ({ machine, desk, connection }) =>
      desk.openRoast !== null ||
      (machine.origin === 'measured' && connection.state === 'connected'),
  );
  sleep.keepAwake(isWanted);
  const trouble = isWanted ? sleep.trouble() : null;
  if (!station.notices.isNow('power.may-sleep', trouble, clock.wallMs())) return;
  if (trouble !== null) logger.warn({}, trouble);
  station.publishHealth();
}
