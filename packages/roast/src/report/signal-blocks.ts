import type { ReadingDefect } from '@artisan-ts/domain';
import type { ReportBlock } from '#report/document.ts';
import type { RoastReportInput } from '#report/roast-report-input.ts';
import type { SceneGap } from '#scene/gaps.ts';
import { percentText, timeText } from '#words/format.ts';

const defectNames: Readonly<Record<ReadingDefect, string>> = {
  frozen: 'stood still',
  spiking: 'jumped',
  swapped: 'changed places with its neighbour',
  'out-of-range': 'was out of range',
  clock: 'came with a wrong time',
};

/** As many stretches as a reader looks at; the rest are counted. */
const stretchesMax = 12;

/** What arrived, what did not, and what cannot be right. `drawn`: where the chart shows that data are missing. */
export function signalBlocks(
  input: RoastReportInput,
  drawn: readonly SceneGap[],
): readonly ReportBlock[] {
  const { curve, roast, analysis } = input;
  const { missingPct, gaps } = analysis.completeness;
  const { lateStretches = [], missing = 0, lost = 0 } = input.arrivals ?? {};
  const isSilent = (gap: SceneGap): boolean => curve.gaps.some(overlaps(gap));
  const isOfBt = (gap: SceneGap): boolean => isSilent(gap) || gaps.some(overlaps(gap));
  const told = [
    ...curve.gaps.map(({ fromS, toS }) => ({
      fromS,
      text: `From ${timeText(fromS)} to ${timeText(toS)} nothing arrived (${Math.round(toS - fromS)} s). The line is drawn as missing.`,
    })),
    ...gaps
      .filter((gap) => !isSilent(gap))
      .map(({ fromS, toS }) => ({
        fromS,
        text: `BT is missing from ${timeText(fromS)} to ${timeText(toS)} (${Math.round(toS - fromS)} s).`,
      })),
    ...drawn
      .filter((gap) => !isOfBt(gap))
      .map(({ fromS, toS }) => ({
        fromS,
        text: `BT and ET are missing from ${timeText(fromS)} to ${timeText(toS)} (${Math.round(toS - fromS)} s).`,
      })),
    ...(curve.defects ?? []).map(({ field, defect, fromS, toS }) => ({
      fromS,
      text: `${labelOf(field)} ${defectNames[defect]} ${spanText(fromS, toS)}. The values are kept and left out of the rates.`,
    })),
    ...lateStretches.map(({ fromS, toS, readings }) => ({
      fromS,
      text: `${readings} ${readings === 1 ? 'reading' : 'readings'} came late ${spanText(fromS, toS)}: part of the curve now, unknown while it was roasted.`,
    })),
  ].sort((a, b) => a.fromS - b.fromS);
  const interval = Number(roast.intervalS.toFixed(2));
  const overview = `${curve.timeS.length} samples, one every ${interval} s.${
    missingPct !== null && missingPct > 0
      ? ` Of BT from charge to drop ${percentText(missingPct)} is missing.`
      : ''
  } Rates of rise look back ${analysis.rate.windowS} s and run ${analysis.rate.lagS} s behind.`;
  const shown = told.slice(0, stretchesMax);
  const rest = told.length - shown.length;
  return [
    { kind: 'text', text: overview, isQuiet: false },
    ...(told.length === 0 && missing + lost === 0
      ? [quiet('No gaps, and no reading that cannot be right.')]
      : []),
    ...(missing > 0 ? [quiet(`Readings that have not come yet: ${missing}.`)] : []),
    ...(lost > 0
      ? [quiet(`Readings that their sender does not have any more: ${lost}. They are lost.`)]
      : []),
    ...shown.map(({ text }) => quiet(text)),
    ...(rest > 0 ? [quiet(`${rest} more of this kind.`)] : []),
  ];
}

function overlaps(one: SceneGap): (other: SceneGap) => boolean {
  return ({ fromS, toS }) => fromS <= one.toS && toS >= one.fromS;
}

function quiet(text: string): ReportBlock {
  return { kind: 'text', text, isQuiet: true };
}

function labelOf(field: string): string {
  return field.replace(/C$/, '').toUpperCase();
}

function spanText(fromS: number, toS: number): string {
  return toS - fromS < 1 ? `at ${timeText(fromS)}` : `from ${timeText(fromS)} to ${timeText(toS)}`;
}
