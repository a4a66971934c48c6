import {
  Celsius,
  CelsiusDelta,
  type MarkKind,
  temperatureDeltaIn,
  temperatureIn,
} from '@artisan-ts/domain';
import type { AnalysedPhase } from '#analysis/roast-analysis.ts';
import { roastLosses } from '#analysis/roast-losses.ts';
import type { RoastPhase } from '#analysis/roast-phase.ts';
import type { FileNumbers } from '#evaluation/agreement/file-numbers.ts';

/** One of Artisan's results that we compute too. */
export interface ComparedValue {
  readonly key: string;
  /** Ours in the unit of the file; null when we cannot tell it. */
  readonly ours: (numbers: FileNumbers) => number | null;
  /** Decimals to which Artisan rounds it; `asWritten` where a person chose them. */
  readonly decimals: number | 'asWritten';
}

const btuPerKWh = 3412.1;

function temperature({ record }: FileNumbers, valueC: number | null | undefined): number | null {
  return valueC === null || valueC === undefined
    ? null
    : temperatureIn(record.displayUnit, Celsius(valueC));
}

function difference({ record }: FileNumbers, valueC: number | null | undefined): number | null {
  return valueC === null || valueC === undefined
    ? null
    : temperatureDeltaIn(record.displayUnit, CelsiusDelta(valueC));
}

function atMark(name: string, kind: MarkKind): readonly ComparedValue[] {
  const facts = (numbers: FileNumbers) => numbers.facts.marks[kind];
  return [
    ...(kind === 'charge'
      ? []
      : [
          {
            key: `${name}_time`,
            ours: (numbers: FileNumbers) => facts(numbers)?.timeS ?? null,
            decimals: 1,
          },
        ]),
    {
      key: `${name}_BT`,
      ours: (numbers) => temperature(numbers, facts(numbers)?.btC),
      decimals: 1,
    },
    {
      key: `${name}_ET`,
      ours: (numbers) => temperature(numbers, facts(numbers)?.etC),
      decimals: 1,
    },
  ];
}

function ofPhase(name: string, phase: RoastPhase): readonly ComparedValue[] {
  const of = ({ analysis }: FileNumbers): AnalysedPhase | undefined => analysis.phases?.[phase];
  return [
    {
      key: `${name}phasetime`,
      ours: (numbers) => of(numbers)?.durationS ?? null,
      decimals: 3,
    },
    {
      key: `${name}_phase_ror`,
      ours: (numbers) => difference(numbers, of(numbers)?.btCPerMin),
      decimals: 1,
    },
    {
      key: `${name}_phase_delta_temp`,
      ours: (numbers) => difference(numbers, of(numbers)?.riseC),
      decimals: 1,
    },
    { key: `${name}_phase_AUC`, ours: (numbers) => of(numbers)?.aucCMin ?? null, decimals: 0 },
  ];
}

const energyValues: readonly ComparedValue[] = [
  {
    key: 'BTU_roast',
    ours: ({ analysis }) => (analysis.energy?.kWh ?? 0) * btuPerKWh,
    decimals: 1,
  },
  {
    key: 'BTU_roast_per_green_kg',
    ours: ({ analysis }) => (analysis.energy?.kWhPerGreenKg ?? 0) * btuPerKWh,
    decimals: 1,
  },
  {
    key: 'KWH_roast_per_green_kg',
    ours: ({ analysis }) => analysis.energy?.kWhPerGreenKg ?? 0,
    decimals: 1,
  },
  { key: 'CO2_roast', ours: ({ analysis }) => analysis.energy?.co2G ?? 0, decimals: 1 },
  {
    key: 'CO2_roast_per_green_kg',
    ours: ({ analysis }) => analysis.energy?.co2GPerGreenKg ?? 0,
    decimals: 1,
  },
];

/** Results about energy. */
export const energyKeys = energyValues.map(({ key }) => key);

const beanValues: readonly ComparedValue[] = [
  { key: 'weightin', ours: ({ record }) => record.greenG ?? 0, decimals: 1 },
  { key: 'weightout', ours: ({ record }) => record.roastedG ?? 0, decimals: 1 },
  { key: 'weight_loss', ours: ({ analysis }) => analysis.losses.weightPct, decimals: 'asWritten' },
  { key: 'total_loss', ours: ({ analysis }) => analysis.losses.totalPct, decimals: 'asWritten' },
  { key: 'roast_defects_weight', ours: ({ inputs }) => inputs.measures.defectsG ?? 0, decimals: 1 },
  { key: 'volumein', ours: ({ inputs }) => inputs.measures.volumeGreenL ?? 0, decimals: 2 },
  { key: 'volumeout', ours: ({ inputs }) => inputs.measures.volumeRoastedL ?? 0, decimals: 2 },
  {
    key: 'volume_gain',
    ours: ({ analysis }) => analysis.losses.volumeGainPct,
    decimals: 'asWritten',
  },
  {
    key: 'moisture_greens',
    ours: ({ inputs }) => inputs.measures.moistureGreenPct ?? null,
    decimals: 1,
  },
  {
    key: 'moisture_roasted',
    ours: ({ inputs }) => inputs.measures.moistureRoastedPct ?? null,
    decimals: 1,
  },
  {
    key: 'moisture_loss',
    ours: ({ analysis }) => analysis.losses.moisturePct,
    decimals: 'asWritten',
  },
  {
    key: 'organic_loss',
    ours: ({ analysis }) => analysis.losses.organicPct,
    decimals: 'asWritten',
  },
  {
    key: 'set_density',
    ours: ({ inputs }) => inputs.measures.densityGreenGPerL ?? null,
    decimals: 1,
  },
  { key: 'green_density', ours: (numbers) => byVolume(numbers).densityGreenGPerL, decimals: 1 },
  { key: 'roasted_density', ours: (numbers) => byVolume(numbers).densityRoastedGPerL, decimals: 1 },
];

/** Artisan's densities are weight over volume even where another was measured. */
function byVolume({ record, inputs }: FileNumbers) {
  const { volumeGreenL = null, volumeRoastedL = null } = inputs.measures;
  return roastLosses(record, { volumeGreenL, volumeRoastedL });
}

/** Every result of Artisan that we compute too, under Artisan's names. */
export const comparedValues: readonly ComparedValue[] = [
  ...atMark('CHARGE', 'charge'),
  ...atMark('TP', 'turningPoint'),
  ...atMark('DRY', 'dryEnd'),
  ...atMark('FCs', 'fcStart'),
  ...atMark('FCe', 'fcEnd'),
  ...atMark('SCs', 'scStart'),
  ...atMark('SCe', 'scEnd'),
  ...atMark('DROP', 'drop'),
  ...atMark('COOL', 'coolEnd'),
  { key: 'totaltime', ours: ({ analysis }) => analysis.totalS, decimals: 3 },
  ...ofPhase('dry', 'drying'),
  ...ofPhase('mid', 'maillard'),
  ...ofPhase('finish', 'development'),
  { key: 'coolphasetime', ours: coolS, decimals: 3 },
  {
    key: 'total_ror',
    ours: (numbers) => difference(numbers, numbers.analysis.totalCPerMin),
    decimals: 1,
  },
  {
    key: 'fcs_ror',
    ours: (numbers) => difference(numbers, numbers.analysis.milestones.fcStart?.btCPerMin),
    decimals: 1,
  },
  { key: 'AUC', ours: ({ analysis }) => analysis.auc?.valueCMin ?? null, decimals: 0 },
  { key: 'MET', ours: (numbers) => temperature(numbers, numbers.analysis.met?.etC), decimals: 1 },
  ...beanValues,
  ...energyValues,
];

function coolS({ facts: { marks } }: FileNumbers): number | null {
  const { coolEnd, drop } = marks;
  return coolEnd === undefined || drop === undefined ? null : coolEnd.timeS - drop.timeS;
}
