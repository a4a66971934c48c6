import { curveOf, type RoastRecord } from '@artisan-ts/domain';
import type { RoastSignals } from '@artisan-ts/kernel';
import { doubtfulShare } from '#agents/roast-tools.ts';

/** Readings further apart than this many intervals, and at least 5 s, leave a hole between them. */
const holeIntervals = 3;
const holeMinS = 5;

/** What is known about the data of a roast: from charge to drop, or to its ends where those are not marked. */
export function roastSignals(record: RoastRecord): RoastSignals {
  const bt = curveOf(record, 'bt');
  const et = curveOf(record, 'et');
  const axis = bt ?? et ?? record.curves[0] ?? null;
  const { charge, drop } = record.marks;
  const fromS = charge?.timeS ?? axis?.timeS[0] ?? 0;
  const toS = drop?.timeS ?? axis?.timeS.at(-1) ?? 0;
  const times = (axis?.timeS ?? []).filter((timeS) => timeS >= fromS && timeS <= toS);
  const measured = [bt, et].map((curve) =>
    (curve?.timeS ?? []).filter(
      (timeS, index) => timeS >= fromS && timeS <= toS && (curve?.values[index] ?? null) !== null,
    ),
  );
  const temperatures = Math.max(...measured.map((each) => each.length));
  const durationS = Math.max(0, toS - fromS);
  const holeS = Math.max(holeMinS, holeIntervals * record.intervalS);
  const edges = [fromS, ...times, toS];
  const missingS = edges.reduce((sum, timeS, index) => {
    const passedS = timeS - (edges[index - 1] ?? timeS);
    return passedS > holeS ? sum + passedS : sum;
  }, 0);
  const isForward = times.every((timeS, index) => timeS > (times[index - 1] ?? -1));
  return {
    points: times.length,
    durationS,
    temperatureShare: times.length === 0 ? 0 : Math.min(1, temperatures / times.length),
    missingShare: durationS === 0 ? 1 : Math.min(1, missingS / durationS),
    isUnattendedClose: record.closeReason === 'unattended',
    isTimelineSound: isForward && toS >= fromS,
    doubtfulShare: doubtfulShare(record),
    // Nothing is signed yet.
    verifiedShare: 0,
  };
}
