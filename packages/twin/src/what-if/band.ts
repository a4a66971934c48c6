import { bootstrapInterval, type Interval, mean } from '#fit/bootstrap.ts';
import { estimateFactors } from '#fit/estimate-factors.ts';
import type { FittedSegment } from '#fit/fit-machine.ts';
import type { LeverCourse, ObservedRoast } from '#fit/observed-roast.ts';
import { predictBt } from '#fit/predict-bt.ts';
import { quantile } from '#fit/roast-factors.ts';
import type { WalkedRoast } from '#fit/walk-roasts.ts';

/** How far ahead a roast that goes on is forecast. */
export const aheadMaxS = 240;

/** What a band promises: so much of what was then read lies in it. */
export const bandShare = 0.9;

const horizonsS = [30, 60, 90, 120, 180, aheadMaxS, 360];

/** Shares of a roast at which a forecast is tried. */
const triedAt = [0.3, 0.4, 0.6, 0.8];

/** Before this a probe tells of itself: no forecast is tried. */
const pastTurnS = 60;

/**
 * How wide an answer is: so many seconds after the last thing that was known, and with so much added by what was changed.
 *
 * It is calibrated on roasts that the fit had not seen, forecast while they went on: their hands did move levers later, and how it
 * came out was read.
 */
export interface Band {
  /** Ascending; the errors never fall: one in ten forecasts was wrong by more. */
  readonly aheadS: readonly number[];
  readonly p90C: readonly number[];
  /** The share of what a change adds by which the usual prediction of a different plan was wrong. */
  readonly ofAdded: number;
  /** By how much the sum of both was widened or narrowed to keep the promise. */
  readonly times: number;
  /** Forecasts, of so many roasts. */
  readonly n: number;
  readonly roasts: number;
  /** Share of readings in the band, each roast judged by a band that was calibrated on the others. NaN of fewer than two. */
  readonly covered: Interval;
}

/** A forecast of one roast against what was read, at one horizon. */
interface Tried {
  readonly aheadS: number;
  readonly errorC: number;
  /** What the later moves of the hands were predicted to change, C. */
  readonly addedC: number;
}

/** Forecasts unseen roasts while they went on, and says how wide an answer has to be. */
export function bandOf(segment: FittedSegment, ofAdded: number): Band {
  const tried = segment.roasts
    .slice(segment.trained)
    .map((walked) => forecasts(segment, walked))
    .filter((some) => some.length > 0);
  const covered = tried.map((own) => {
    const others = calibrated(
      tried.filter((some) => some !== own),
      ofAdded,
    );
    return mean(own.map((one) => (scoreOf(one, others) <= others.times ? 1 : 0)));
  });
  return {
    ...calibrated(tried, ofAdded),
    n: tried.flat().length,
    roasts: tried.length,
    covered: bootstrapInterval(tried.length < 2 ? [] : covered, mean, 'what-if.band'),
  };
}

/** Half the width of an answer so many seconds after what was known, where a change adds so much, C. */
export function halfWidthC(band: Band, aheadS: number, addedC: number): number {
  return band.times * (errorAheadC(band, aheadS) + band.ofAdded * Math.abs(addedC));
}

type Shape = Pick<Band, 'aheadS' | 'p90C' | 'ofAdded'>;

function calibrated(
  tried: readonly (readonly Tried[])[],
  ofAdded: number,
): Shape & { times: number } {
  let most = 0;
  const p90C = horizonsS.map((aheadS) => {
    const errors = tried.flatMap((some) =>
      some.filter((one) => one.aheadS === aheadS).map(({ errorC }) => Math.abs(errorC)),
    );
    most = Math.max(most, errors.length === 0 ? 0 : quantile(errors, bandShare));
    return most;
  });
  const shape = { aheadS: horizonsS, p90C, ofAdded };
  const scores = tried.flat().map((one) => scoreOf(one, shape));
  return { ...shape, times: scores.length === 0 ? 1 : quantile(scores, bandShare) };
}

function scoreOf({ aheadS, errorC, addedC }: Tried, shape: Shape): number {
  return Math.abs(errorC) / (errorAheadC(shape, aheadS) + shape.ofAdded * Math.abs(addedC));
}

/** The error to expect so many seconds ahead: by straight lines from none at all now, C. */
function errorAheadC({ aheadS, p90C }: Shape, seconds: number): number {
  const place = aheadS.findIndex((each) => each >= seconds);
  if (place === -1) return p90C.at(-1) ?? 0;
  const [fromS, fromC] = [aheadS[place - 1] ?? 0, p90C[place - 1] ?? 0];
  const [toS, toC] = [aheadS[place] ?? 0, p90C[place] ?? 0];
  return fromC + ((toC - fromC) * (seconds - fromS)) / (toS - fromS);
}

/** A forecast starts at the last reading: the error of its level is carried on. */
function forecasts(
  { configuration }: FittedSegment,
  { roast, greenKg }: WalkedRoast,
): readonly Tried[] {
  return triedAt.flatMap((share) => {
    const nowS = Math.floor(share * (roast.btC.length - 1));
    if (nowS < roast.turnS + pastTurnS) return [];
    const { factors } = estimateFactors(configuration, roast, greenKg, nowS);
    const moved = predictBt(configuration, roast, greenKg, factors);
    const held = predictBt(configuration, heldFrom(roast, nowS), greenKg, factors);
    const levelC = (roast.btC[nowS] ?? 0) - (moved[nowS] ?? 0);
    return horizonsS.flatMap((aheadS) => {
      const readC = roast.btC[nowS + aheadS];
      if (readC === undefined) return [];
      const movedC = moved[nowS + aheadS] ?? 0;
      const addedC = movedC - (held[nowS + aheadS] ?? 0);
      return { aheadS, errorC: movedC + levelC - readC, addedC };
    });
  });
}

/** The roast had its levers stayed where they stood. */
function heldFrom(roast: ObservedRoast, nowS: number): ObservedRoast {
  const held = (course: LeverCourse | null): LeverCourse | null => {
    const kept = course?.atS.filter((atS) => atS <= nowS).length ?? 0;
    return course && { atS: course.atS.slice(0, kept), values: course.values.slice(0, kept) };
  };
  return { ...roast, burner: held(roast.burner), air: held(roast.air) };
}
