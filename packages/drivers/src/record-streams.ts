import type { Curve, RoastRecord, StreamSpec } from '@artisan-ts/domain';

/** Curves of a record that were sampled together, as one stream. */
export interface RecordStream {
  readonly spec: StreamSpec;
  /** Seconds since the start of the record. */
  readonly timeS: readonly number[];
  /** Aligned with the channels of the spec; the bean temperature first where the stream has it. */
  readonly curves: readonly Curve[];
}

const firstChannels: readonly string[] = ['bt', 'et'];

/**
 * The streams of a record: `main` holds the bean temperature and all that shares its time base, then `extra-1`,
 * `extra-2` and so on, one for each other time base. Curves without samples are left out.
 */
export function recordStreams(record: RoastRecord): readonly RecordStream[] {
  const groups: Curve[][] = [];
  for (const curve of inChannelOrder(record.curves)) {
    if (curve.timeS.length === 0) continue;
    const group = groups.find(([first]) => first !== undefined && isSameTime(first, curve));
    if (group === undefined) groups.push([curve]);
    else group.push(curve);
  }
  return groups.map((curves, index) => {
    const timeS = curves[0]?.timeS ?? [];
    return {
      spec: {
        stream: index === 0 ? 'main' : `extra-${index}`,
        channels: curves.map((curve) => curve.channel),
        intervalS: index === 0 ? record.intervalS : (medianStepS(timeS) ?? record.intervalS),
      },
      timeS,
      curves,
    };
  });
}

function inChannelOrder(curves: readonly Curve[]): readonly Curve[] {
  const rank = ({ channel }: Curve): number => {
    const place = firstChannels.indexOf(channel.id);
    return place < 0 ? firstChannels.length : place;
  };
  return [...curves].sort((a, b) => rank(a) - rank(b));
}

function isSameTime(a: Curve, b: Curve): boolean {
  if (a.timeS === b.timeS) return true;
  return a.timeS.length === b.timeS.length && a.timeS.every((timeS, at) => timeS === b.timeS[at]);
}

function medianStepS(timeS: readonly number[]): number | null {
  const steps = timeS.slice(1).map((later, at) => later - (timeS[at] ?? later));
  const median = steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)];
  return median !== undefined && median > 0 ? median : null;
}
