import {
  curveOf,
  type MarkKind,
  markKinds,
  type RoastRecord,
  type TemperatureUnit,
} from '@artisan-ts/domain';
import type { LostField } from '@artisan-ts/formats';
import { type MarkFacts, type RoastFacts, roastFacts } from '@artisan-ts/roast';

/** What `artisan inspect --json` prints. Its names stay. Temperatures are Celsius, times seconds from charge. */
export interface Inspection {
  readonly format: string;
  readonly title: string;
  readonly machine: string;
  readonly unit: TemperatureUnit;
  readonly samples: number;
  readonly intervalSeconds: number;
  readonly marks: Readonly<Record<MarkKind, MarkFacts | null>>;
  readonly phases: RoastFacts['phases'];
  readonly dtrPct: number | null;
  readonly weightLossPct: number | null;
  readonly lost: readonly LostField[];
}

/** The facts of a roast file. */
export function inspectRoast(file: {
  readonly format: string;
  readonly record: RoastRecord;
  readonly lost: readonly LostField[];
}): Inspection {
  const { record } = file;
  const facts = roastFacts(record);
  const marks = Object.fromEntries(markKinds.map((kind) => [kind, facts.marks[kind] ?? null]));
  return {
    format: file.format,
    title: record.title,
    machine: record.machineName,
    unit: record.displayUnit,
    samples: (curveOf(record, 'bt') ?? record.curves[0])?.timeS.length ?? 0,
    intervalSeconds: record.intervalS,
    marks: marks as Record<MarkKind, MarkFacts | null>,
    phases: facts.phases,
    dtrPct: facts.dtrPct,
    weightLossPct: facts.weightLossPct,
    lost: file.lost,
  };
}
