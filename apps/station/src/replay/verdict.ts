import type { CurveDto, RoastDto } from '@artisan-ts/contracts';
import type { MarkKind, TemperatureUnit } from '@artisan-ts/domain';
import { nearestIndex } from '@artisan-ts/roast';
import type { PlannedMark } from '#replay/mark-plan.ts';
import { halfDigitC, SampleMatcher, type WireSample } from '#replay/wire-samples.ts';

/** How well the saved roast agrees with the file that was played. */
export interface Verdict {
  /** Every sample once, within half a digit, and every mark at its sample. */
  readonly isEqual: boolean;
  /** Every interval as long as asked, within what is allowed; a busy computer may miss it. */
  readonly isTimely: boolean;
  readonly samplesSent: number;
  readonly samplesStored: number;
  /** Samples of the file that are not in the roast. */
  readonly lost: number;
  /** Rows of the roast that are no sample of the file, or one that is there already. */
  readonly doubled: number;
  readonly largestDifferenceC: number;
  readonly allowedDifferenceC: number;
  /** Largest deviation of an interval between neighbouring samples from the one that was asked for. */
  readonly intervalDeviationS: number;
  readonly allowedIntervalDeviationS: number;
  /** Marks that are missing, or that stand at another sample than in the file. */
  readonly misplacedMarks: readonly MarkKind[];
}

/** A reading may come this much late in the world's time; at speed n that is n times as much of the clock's. */
const intervalDeviationWorldS = 0.1;

/** Compares a saved roast with the file it was played from. */
export function judge(parts: {
  readonly sent: readonly WireSample[];
  readonly marks: readonly PlannedMark[];
  readonly roast: RoastDto;
  readonly curve: CurveDto;
  readonly unit: TemperatureUnit;
  readonly intervalS: number;
  readonly speed: number;
}): Verdict {
  const { sent, curve, intervalS, speed } = parts;
  const matcher = new SampleMatcher(sent);
  const bt = curve.channels['btC'] ?? [];
  const et = curve.channels['etC'] ?? [];
  const indexOfRow = curve.timeS.map((_, row) =>
    matcher.match({ btC: bt[row] ?? null, etC: et[row] ?? null }),
  );
  const matched = indexOfRow.filter((index) => index !== null).length;
  const largestDifferenceC = largest(
    indexOfRow.flatMap((index, row) => {
      const sample = index === null ? undefined : sent[index];
      if (!sample) return [];
      return [difference(sample.btC, bt[row]), difference(sample.etC, et[row])];
    }),
  );
  const intervalDeviationS = largest(
    indexOfRow.flatMap((index, row) => {
      const before = indexOfRow[row - 1];
      if (index === null || before !== index - 1) return [];
      return [Math.abs((curve.timeS[row] ?? 0) - (curve.timeS[row - 1] ?? 0) - intervalS)];
    }),
  );
  const lost = sent.length - matched;
  const doubled = curve.timeS.length - matched;
  const allowedDifferenceC = halfDigitC(parts.unit);
  const allowedIntervalDeviationS = intervalDeviationWorldS * speed;
  const misplacedMarks = misplaced(parts.marks, parts.roast, curve.timeS, indexOfRow);
  const hasAll = sent.length > 0 && lost === 0 && doubled === 0;
  return {
    isEqual: hasAll && largestDifferenceC <= allowedDifferenceC && misplacedMarks.length === 0,
    isTimely: intervalDeviationS <= allowedIntervalDeviationS,
    samplesSent: sent.length,
    samplesStored: curve.timeS.length,
    lost,
    doubled,
    largestDifferenceC,
    allowedDifferenceC,
    intervalDeviationS,
    allowedIntervalDeviationS,
    misplacedMarks,
  };
}

function misplaced(
  marks: readonly PlannedMark[],
  roast: RoastDto,
  timeS: readonly number[],
  indexOfRow: readonly (number | null)[],
): readonly MarkKind[] {
  const wrong = marks.filter(({ kind, index }) => {
    const stored = roast.marks.find((mark) => mark.kind === kind && mark.state === 'confirmed');
    return !stored || indexOfRow[nearestIndex(timeS, stored.timeS)] !== index;
  });
  return wrong.map(({ kind }) => kind);
}

function difference(a: number | null, b: number | null | undefined): number {
  return a === null || b === null || b === undefined ? 0 : Math.abs(a - b);
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
