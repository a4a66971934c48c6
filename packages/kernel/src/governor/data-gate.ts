import type { GovernorConfiguration } from '#governor/configuration.ts';
import type { RoastSignals } from '#governor/signals.ts';
import type { ReasonCode } from '#reasons.ts';

/** A roast that nobody ended must be so much more than the least, to be believed. */
const unattendedFactor = 2;

/** What about the data of a roast wants a person's eye; empty when nothing does. */
export function dataFaults(
  signals: RoastSignals | null,
  config: GovernorConfiguration,
): readonly ReasonCode[] {
  if (signals === null) return ['MISSING_SIGNALS'];
  const { points, durationS } = signals;
  const isAmple =
    points >= unattendedFactor * config.pointsMin &&
    durationS >= unattendedFactor * config.durationMinS;
  // A number that is none compares false with everything: each fault is stated so that it then holds.
  const faults: readonly [ReasonCode, boolean][] = [
    ['LOW_POINTS', !(points >= config.pointsMin)],
    ['SHORT_SESSION', !(durationS >= config.durationMinS)],
    ['LONG_SESSION', !(durationS <= config.durationMaxS)],
    ['NO_CHANNELS', !(signals.temperatureShare >= config.temperatureShareMin)],
    ['GAP_TOO_LARGE', !(signals.missingShare <= config.missingShareMax)],
    ['SIGNALS_DOUBTFUL', !((signals.doubtfulShare ?? 0) <= config.doubtfulShareMax)],
    ['SILENCE_CLOSE', signals.isUnattendedClose && !isAmple],
    ['BAD_TIMELINE', !signals.isTimelineSound],
  ];
  return faults.filter(([, holds]) => holds).map(([reason]) => reason);
}
