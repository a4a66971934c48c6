import {
  curveOf,
  type MarkKind,
  markKinds,
  type NumberInputs,
  type RoastRecord,
  type TemperatureUnit,
} from '@artisan-ts/domain';
import type { LostField } from '@artisan-ts/formats';
import { analyseRoast, type MarkFacts, type RoastFacts, roastFacts } from '@artisan-ts/roast';

/** What `artisan inspect --json` prints. Its names stay. Temperatures are Celsius, times seconds from charge. */
export interface Inspection {
  readonly format: string;
  readonly title: string;
  readonly machine: string;
  readonly unit: TemperatureUnit;
  readonly samples: number;
  /** What the file says; samples may have come otherwise. */
  readonly intervalSeconds: number;
  readonly marks: Readonly<Record<MarkKind, MarkFacts | null>>;
  readonly phases: RoastFacts['phases'];
  readonly dtrPct: number | null;
  readonly weightLossPct: number | null;
  /** Area under BT from the turning point to drop above 100 C, or as the file has it. */
  readonly aucCMin: number | null;
  /** Highest ET from turning point to drop. */
  readonly metC: number | null;
  /** By `ls30`, which runs 15 s behind. */
  readonly rorAtFcStartCPerMin: number | null;
  /** Means of the phases; drying from the turning point on. */
  readonly phaseRorCPerMin: Readonly<Record<'dry' | 'mid' | 'finish', number | null>>;
  readonly lost: readonly LostField[];
}

/** The facts of a roast file. */
export function inspectRoast(file: {
  readonly format: string;
  readonly record: RoastRecord;
  readonly lost: readonly LostField[];
  readonly inputs?: NumberInputs;
}): Inspection {
  const { record } = file;
  const facts = roastFacts(record);
  const analysis = analyseRoast(record, { inputs: file.inputs ?? null });
  const { phases } = analysis;
  const marks = Object.fromEntries(markKinds.map((kind) => [kind, facts.marks[kind] ?? null]));
  return {
    format: file.format,
    title: record.title,
    machine: record.machineName,
    unit: record.displayUnit,
    samples: sampleTimesOf(record).length,
    intervalSeconds: record.intervalS,
    marks: marks as Record<MarkKind, MarkFacts | null>,
    phases: facts.phases,
    dtrPct: facts.dtrPct,
    weightLossPct: facts.weightLossPct,
    aucCMin: analysis.auc?.valueCMin ?? null,
    metC: analysis.met?.etC ?? null,
    rorAtFcStartCPerMin: analysis.milestones.fcStart?.btCPerMin ?? null,
    phaseRorCPerMin: {
      dry: phases?.drying.btCPerMin ?? null,
      mid: phases?.maillard.btCPerMin ?? null,
      finish: phases?.development.btCPerMin ?? null,
    },
    lost: file.lost,
  };
}

/** When its samples were taken, seconds of the record. */
export function sampleTimesOf(record: RoastRecord): readonly number[] {
  return (curveOf(record, 'bt') ?? record.curves[0])?.timeS ?? [];
}
