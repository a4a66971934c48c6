import type { TemperatureUnit } from '@artisan-ts/domain';
import type { MeasureConsistency } from '#comparison/consistency.ts';
import type { Drift } from '#comparison/control-chart.ts';
import { measureLabels, measureText, measureWidthText } from '#comparison/measures.ts';

/** How alike batches are in one measure, and whether that is changing, a sentence each. */
export function consistencyWords(
  consistency: MeasureConsistency,
  unit: TemperatureUnit,
): readonly string[] {
  const { measure, spread, points, chart } = consistency;
  const name = measureLabels[measure];
  if (spread === null) return [`${name} is not known of any batch.`];
  const { n, mean, sd } = spread;
  const middle = measureText(measure, mean, unit);
  if (sd === null) return [`${name} is known of one batch: ${middle}.`];
  const width = measureWidthText(measure, sd, unit);
  const words = [`${name} ${middle} on average, standard deviation ${width}, of ${n} batches.`];
  if (chart === null || chart.limits === null) {
    return [...words, 'Limits need five batches with a date.'];
  }
  const { outside, drift } = chart;
  const named = outside.slice(-3).map((i) => points[i]?.title ?? '');
  const others = outside.length - named.length;
  if (outside.length === 1) words.push(`${named[0]} was outside of the limits.`);
  if (outside.length > 1) {
    words.push(
      `${named.join(', ')}${others > 0 ? ` and ${others} more` : ''} were outside of the limits.`,
    );
  }
  if (drift !== null) words.push(driftWords(drift, points.length));
  if (outside.length === 0 && drift === null) words.push('Within its limits, and no drift.');
  return words;
}

const ways = {
  above: 'above the mean',
  below: 'below the mean',
  rising: 'each higher than the one before',
  falling: 'each lower than the one before',
} as const;

function driftWords({ kind, from, to }: Drift, count: number): string {
  const length = to - from + 1;
  const when =
    to === count - 1 ? `The last ${length} batches were` : `${length} batches in a row were`;
  return `${when} ${ways[kind]}: a drift, more than chance makes likely.`;
}
