import {
  type BatchMeasure,
  batchMeasures,
  type RoastHeader,
  type TemperatureUnit,
} from '@artisan-ts/domain';
import {
  measureDifferenceText,
  measureDoubt,
  measureLabels,
  measureOf,
  measureText,
  measureWidthText,
} from '#comparison/measures.ts';
import { spreadOf } from '#comparison/spread.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';
import type { ReportBlock, ReportStamp, ReportTable } from '#report/document.ts';
import type { ReportTrust, RoastNames } from '#report/roast-report-input.ts';
import { unitText } from '#words/format.ts';
import { originWords } from '#words/origin.ts';

/** A roast in a report of many. */
export interface ReportBatch {
  readonly roast: RoastHeader;
  readonly facts: RoastFacts;
  readonly thumbnailBtC: readonly (number | null)[];
  readonly names: RoastNames;
}

/** What the batch is of, in words: its coffee, else its beans, else its title. */
export function coffeeOf({ roast, names }: Pick<ReportBatch, 'roast' | 'names'>): string {
  const beans = roast.beans.split('\n')[0]?.trim() ?? '';
  return names.coffee ?? (beans === '' ? roast.title : beans);
}

/** What is still to be done for a batch, a few words each. */
export function openMatters({
  roast,
  facts,
}: Pick<ReportBatch, 'roast' | 'facts'>): readonly string[] {
  const matters: string[] = [];
  if (roast.closeReason === null) return ['still going on'];
  const suggested = Object.values(roast.marks).filter(
    (mark) => mark.state === 'suggested' && mark.kind !== 'turningPoint',
  ).length;
  if (facts.marks.charge === undefined) matters.push('charge not marked');
  if (facts.marks.fcStart === undefined) matters.push('first crack not marked');
  if (facts.marks.drop === undefined) matters.push('drop not marked');
  if (suggested > 0)
    matters.push(suggested === 1 ? 'one mark not confirmed' : `${suggested} marks not confirmed`);
  if (roast.greenG === null || roast.roastedG === null) matters.push('not weighed');
  return matters;
}

/** How the measures of several batches spread; null when nothing was measured. */
export function spreadTable(
  batches: readonly ReportBatch[],
  unit: TemperatureUnit,
): ReportTable | null {
  const rows = batchMeasures.flatMap((measure) => {
    const spread = spreadOf(batches.map(({ facts }) => measureOf(facts, measure)));
    if (spread === null) return [];
    const { n, mean, sd, min, max } = spread;
    return [
      [
        headOf(measure, unit),
        String(n),
        measureText(measure, mean, unit),
        measureWidthText(measure, sd, unit),
        measureText(measure, min, unit),
        measureText(measure, max, unit),
      ],
    ];
  });
  if (rows.length === 0) return null;
  const number = (label: string, share = 1) => ({ label, isNumber: true, share });
  return {
    kind: 'table',
    columns: [
      { label: 'Measure', isNumber: false, share: 2 },
      number('Batches'),
      number('Mean'),
      number('Standard deviation', 1.4),
      number('Lowest'),
      number('Highest'),
    ],
    rows,
  };
}

/** The name of a measure with its unit where the values do not carry it. */
export function headOf(measure: BatchMeasure, unit: TemperatureUnit): string {
  return measure === 'dropC'
    ? `${measureLabels[measure]}, ${unitText(unit)}`
    : measureLabels[measure];
}

/** A measure of a batch beside the first batch it is compared with: `8:52 (+0:12)`; the first alone. */
export function besideFirst(
  batch: ReportBatch,
  first: ReportBatch,
  measure: BatchMeasure,
  unit: TemperatureUnit,
): string {
  const value = measureOf(batch.facts, measure);
  const other = measureOf(first.facts, measure);
  const text = measureText(measure, value, unit);
  if (batch === first || value === null || other === null) return text;
  if (measureDoubt(measure, value) !== null || measureDoubt(measure, other) !== null) return text;
  return `${text} (${measureDifferenceText(measure, value - other, unit).replace(/ .*$/, '')})`;
}

/** Where the batches came from, each origin once, and how far that is proven. */
export function batchStamps(
  batches: readonly ReportBatch[],
  trust: ReportTrust,
): readonly ReportStamp[] {
  const origins = [...new Set(batches.map(({ roast }) => roast.origin))].sort();
  return [
    ...origins.map((origin) => {
      const count = batches.filter(({ roast }) => roast.origin === origin).length;
      const word = `${count} ${originWords[origin]}`;
      return {
        word,
        meaning: `${word} of ${batches.length} roasts.`,
        isUnsure: origin !== 'measured',
      };
    }),
    { word: trust.word, meaning: trust.meaning, isUnsure: !trust.isProven },
  ];
}

/** A quiet line. */
export function quiet(text: string): ReportBlock {
  return { kind: 'text', text, isQuiet: true };
}
