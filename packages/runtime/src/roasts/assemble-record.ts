import {
  type Curve,
  type Gap,
  type MonoUs,
  type RoastHeader,
  type RoastRecord,
  type StreamSpec,
  secondsBetween,
} from '@artisan-ts/domain';
import type { StreamRows } from '#tape/rows.ts';

/** Below this a pause between readings is not worth drawing, whatever the rate. */
const gapMinS = 5;
const gapIntervals = 3;

/** From which spacing on a stretch without readings is a gap. */
export function gapThresholdS(stream: Pick<StreamSpec, 'intervalS'>): number {
  return Math.max(gapMinS, gapIntervals * stream.intervalS);
}

/**
 * Builds a roast record from its header and its readings; each channel on its stream's own time base, the leading source's
 * streams first.
 */
export function assembleRecord(
  header: RoastHeader,
  startUs: MonoUs,
  streams: readonly StreamRows[],
): RoastRecord {
  const curves: Curve[] = [];
  const gaps: Gap[] = [];
  for (const rows of streams) {
    const timeS = rows.timeUs.map((atUs) => secondsBetween(startUs, atUs));
    for (const [index, channel] of rows.stream.channels.entries()) {
      const values = rows.values[index] ?? [];
      curves.push({ channel, timeS, values, missing: rows.missing[index] ?? null });
    }
    // Where another source was silent its curves have no points; the roast itself went on being read.
    if (rows.stream.sourceId === streams[0]?.stream.sourceId) {
      gaps.push(...gapsOf(timeS, gapThresholdS(rows.stream)));
    }
  }
  gaps.sort((a, b) => a.fromS - b.fromS);
  return { ...header, curves, gaps, foreign: null };
}

/** The stretches without readings that are longer than the threshold. */
export function gapsOf(timeS: readonly number[], thresholdS: number): Gap[] {
  return timeS.flatMap((toS, index) => {
    const fromS = timeS[index - 1];
    return fromS !== undefined && toS - fromS > thresholdS ? [{ fromS, toS }] : [];
  });
}
