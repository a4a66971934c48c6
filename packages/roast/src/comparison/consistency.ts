import { type BatchMeasure, batchMeasures } from '@artisan-ts/domain';
import { type ControlChart, controlChart } from '#comparison/control-chart.ts';
import { measureOf } from '#comparison/measures.ts';
import { type Spread, spreadOf } from '#comparison/spread.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';

/** A batch as far as consistency knows it. */
export interface ConsistencyBatch {
  readonly id: string;
  readonly title: string;
  /** null when nobody knows: it counts in the spread and has no place in the order. */
  readonly startedWallMs: number | null;
  readonly facts: RoastFacts;
  /** What it belongs to; null when that was not recorded. */
  readonly group: { readonly key: string; readonly label: string } | null;
}

/** One measure of a group over time. */
export interface MeasureConsistency {
  readonly measure: BatchMeasure;
  /** Of all batches that have the measure, dated or not; null when none has. */
  readonly spread: Spread | null;
  /** Oldest first; those that have the measure and a date. */
  readonly points: readonly ConsistencyPoint[];
  /** Of those points; null without any. */
  readonly chart: ControlChart | null;
}

export interface ConsistencyPoint {
  readonly roastId: string;
  readonly title: string;
  readonly startedWallMs: number;
  readonly value: number;
}

/** The batches of one coffee, profile, configuration or person. */
export interface ConsistencyGroup {
  /** null: what they belong to was not recorded. */
  readonly key: string | null;
  readonly label: string;
  readonly batches: number;
  readonly measures: readonly MeasureConsistency[];
}

/** How alike batches are, group by group: the largest first, what was not recorded last. Does not depend on their order. */
export function consistency(batches: readonly ConsistencyBatch[]): readonly ConsistencyGroup[] {
  const groups = new Map<string | null, ConsistencyBatch[]>();
  for (const batch of [...batches].sort(byTime)) {
    const key = batch.group?.key ?? null;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [batch]);
    else known.push(batch);
  }
  return [...groups]
    .map(([key, own]) => ({
      key,
      // As it was written last.
      label: own.at(-1)?.group?.label ?? 'Not recorded',
      batches: own.length,
      measures: batchMeasures.map((measure) => measured(own, measure)),
    }))
    .sort((a, b) => rank(a) - rank(b) || b.batches - a.batches || order(a.key ?? '', b.key ?? ''));
}

function measured(batches: readonly ConsistencyBatch[], measure: BatchMeasure): MeasureConsistency {
  const points = batches.flatMap(({ id, title, startedWallMs, facts }) => {
    const value = measureOf(facts, measure);
    return value === null || startedWallMs === null
      ? []
      : [{ roastId: id, title, startedWallMs, value }];
  });
  return {
    measure,
    spread: spreadOf(batches.map(({ facts }) => measureOf(facts, measure))),
    points,
    chart: controlChart(points.map(({ value }) => value)),
  };
}

function byTime(a: ConsistencyBatch, b: ConsistencyBatch): number {
  const [aMs, bMs] = [a.startedWallMs ?? 0, b.startedWallMs ?? 0];
  return aMs - bMs || order(a.id, b.id);
}

function rank({ key }: { readonly key: string | null }): number {
  return key === null ? 1 : 0;
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
