import {
  Celsius,
  CelsiusPerMinute,
  curveOf,
  rateOfRiseIn,
  temperatureIn,
} from '@artisan-ts/domain';
import { areaUnderCurve } from '#analysis/area-under-curve.ts';
import { valueAt } from '#curve/nearest.ts';
import {
  type ArtisanRateSettings,
  artisanDefaultRate,
  artisanRateChoices,
  artisanSavedRate,
} from '#evaluation/agreement/artisan-rate.ts';
import { comparedValues, energyKeys } from '#evaluation/agreement/compared-values.ts';
import { type FileNumbers, isBefore } from '#evaluation/agreement/file-numbers.ts';

/** Why Artisan's result may be another than ours, and what ours would be in its way. */
export interface ExplainingRule {
  readonly name: string;
  readonly meaning: string;
  /** The results it can explain. */
  readonly keys: readonly string[];
  /** Ours under the rule; null where it does not apply. `any` explains whatever the result is. */
  readonly ours: (numbers: FileNumbers, key: string) => number | 'any' | null;
  /** How far the two may then be apart. */
  readonly within: number;
}

const phaseTimes = [
  'totaltime',
  'dryphasetime',
  'midphasetime',
  'finishphasetime',
  'coolphasetime',
];

const oldPhaseTimes: ExplainingRule = {
  name: 'whole-seconds-before-2.4.6',
  meaning:
    'before 2.4.6 Artisan cuts phase times to whole seconds, and takes dry end from BT even where it was marked',
  keys: phaseTimes,
  ours: ({ version, warmDryEndS, facts: { marks } }, key) => {
    const { fcStart, drop, coolEnd } = marks;
    if (!isBefore(version, '2.4.6') || warmDryEndS === null || !drop) return null;
    const crackS = fcStart?.timeS ?? Number.NaN;
    const coolS = coolEnd?.timeS ?? Number.NaN;
    return (
      [drop.timeS, warmDryEndS, crackS - warmDryEndS, drop.timeS - crackS, coolS - drop.timeS][
        phaseTimes.indexOf(key)
      ] ?? null
    );
  },
  within: 1,
};

const oldDryEnd: ExplainingRule = {
  name: 'dry-end-by-temperature-before-2.4.4',
  meaning: 'before 2.4.4 Artisan takes dry end from BT, whether it was marked or not',
  keys: [
    'DRY_time',
    'DRY_BT',
    'DRY_ET',
    'dry_phase_ror',
    'mid_phase_ror',
    'dry_phase_AUC',
    'mid_phase_AUC',
  ],
  ours: (numbers, key) => {
    const { version, warmDryEndS, facts } = numbers;
    if (!isBefore(version, '2.4.4') || warmDryEndS === null) return null;
    const turnedS = facts.marks.turningPoint?.timeS ?? 0;
    const crackS = facts.marks.fcStart?.timeS;
    switch (key) {
      case 'DRY_time':
        return warmDryEndS;
      case 'DRY_BT':
        return shownAt(numbers, 'bt', warmDryEndS);
      case 'DRY_ET':
        return shownAt(numbers, 'et', warmDryEndS);
      case 'dry_phase_ror':
        return rateOver(numbers, turnedS, warmDryEndS);
      case 'mid_phase_ror':
        return crackS === undefined ? null : rateOver(numbers, warmDryEndS, crackS);
      case 'dry_phase_AUC':
        return area(numbers, 0, warmDryEndS);
      default:
        return area(numbers, warmDryEndS, crackS);
    }
  },
  within: 0.51,
};

const midRateOfTwoDryEnds: ExplainingRule = {
  name: 'mid-rate-of-two-dry-ends-in-2.4.4',
  meaning: '2.4.4 takes the rise of the mid phase from the mark and its time from the temperature',
  keys: ['mid_phase_ror'],
  ours: (numbers) => {
    const { version, warmDryEndS, facts } = numbers;
    const { dryEnd, fcStart } = facts.marks;
    if (version !== '2.4.4' || warmDryEndS === null || !dryEnd || !fcStart) return null;
    const markedS = fcStart.timeS - dryEnd.timeS;
    const rate = rateOver(numbers, dryEnd.timeS, fcStart.timeS);
    return rate === null ? null : (rate * markedS) / (fcStart.timeS - warmDryEndS);
  },
  within: 0.06,
};

const roundedBefore: ExplainingRule = {
  name: 'rate-of-rounded-numbers',
  meaning: "Artisan's total rate is of temperatures and times that were rounded to a tenth before",
  keys: ['total_ror'],
  ours: ({ values }) => {
    const { DROP_BT, TP_BT, DROP_time, TP_time } = values;
    if (DROP_BT === undefined || TP_BT === undefined) return null;
    if (DROP_time === undefined || TP_time === undefined) return null;
    return ((DROP_BT - TP_BT) / (DROP_time - TP_time)) * 60;
  },
  within: 0.0501,
};

/** What a curve shows at a moment, in the unit of the file. */
function shownAt(
  { record, facts }: FileNumbers,
  channel: 'bt' | 'et',
  timeS: number,
): number | null {
  const curve = curveOf(record, channel);
  const valueC = curve && valueAt(curve, facts.zeroS + timeS);
  return valueC === null ? null : temperatureIn(record.displayUnit, Celsius(valueC));
}

/** The mean rate of BT between two moments, in the unit of the file. */
function rateOver(numbers: FileNumbers, fromS: number, toS: number): number | null {
  const from = shownAt(numbers, 'bt', fromS);
  const to = shownAt(numbers, 'bt', toS);
  return from === null || to === null || toS <= fromS ? null : ((to - from) / (toS - fromS)) * 60;
}

/** A turning point outside is an error to the search that Artisan makes while it records, C. */
const believedC = { min: 50, max: 150 };

/** Artisan's areas count from where it found the turning point while it recorded. */
function givenUp(name: string, afterS: number, isUnbelieved: boolean): ExplainingRule {
  const why = isUnbelieved
    ? 'outside 50 to 150 °C (100 to 300 °F) it takes a turning point for an error'
    : 'it was not noticed while the roast was recorded, for a reason the file does not hold';
  return {
    name,
    meaning: `Artisan gives up looking for the turning point ${afterS} s after charge and counts the area from there: ${why}`,
    keys: ['AUC', 'mid_phase_AUC'],
    ours: (numbers, key) => {
      const { facts, inputs, record } = numbers;
      const turned = facts.marks.turningPoint?.btC ?? null;
      const unbelieved = turned !== null && (turned < believedC.min || turned > believedC.max);
      if (inputs.choices.aucFrom !== 'turningPoint' || unbelieved !== isUnbelieved) return null;
      const bt = curveOf(record, 'bt');
      const fromS = bt?.timeS.find((timeS) => timeS > facts.zeroS + afterS);
      if (fromS === undefined) return null;
      const isWhole = key === 'AUC' || facts.marks.dryEnd !== undefined;
      const endS = isWhole ? facts.marks.drop?.timeS : facts.marks.fcStart?.timeS;
      return area(numbers, fromS - facts.zeroS, endS);
    },
    within: 0.51,
  };
}

const areaFromCharge: ExplainingRule = {
  name: 'drying-area-from-charge',
  meaning:
    "Artisan's drying area counts from charge, ours from the turning point; without a marked dry end it is the whole area",
  keys: ['dry_phase_AUC'],
  ours: (numbers) => {
    const { dryEnd, drop } = numbers.facts.marks;
    return area(numbers, 0, dryEnd?.timeS ?? drop?.timeS);
  },
  within: 0.51,
};

const areaWithoutDryEnd: ExplainingRule = {
  name: 'mid-area-without-dry-end',
  meaning: "without a marked dry end Artisan's mid area counts from where its whole area begins",
  keys: ['mid_phase_AUC'],
  ours: (numbers) => {
    const { dryEnd, fcStart, drop } = numbers.facts.marks;
    if (dryEnd !== undefined) return area(numbers, dryEnd.timeS, fcStart?.timeS ?? drop?.timeS);
    return area(numbers, numbers.analysis.auc?.fromS ?? 0, fcStart?.timeS ?? drop?.timeS);
  },
  within: 0.51,
};

function area(numbers: FileNumbers, fromS: number, toS: number | undefined): number | null {
  const { record, facts, analysis } = numbers;
  const bt = curveOf(record, 'bt');
  if (bt === null || toS === undefined || analysis.auc === null) return null;
  const { baseC } = analysis.auc;
  return areaUnderCurve(bt, { fromS: facts.zeroS + fromS, toS: facts.zeroS + toS, baseC });
}

const defaultRate: ExplainingRule = {
  name: 'artisan-default-rate',
  meaning:
    "ours is ls30; Artisan's is of the saved curve with its default span of 20 s and default smoothing",
  keys: ['fcs_ror'],
  ours: (numbers) => rateBy(numbers, artisanDefaultRate),
  within: 0.0501,
};

/** Among the choices of a person the one that comes nearest to what the file holds. */
const chosenRate: ExplainingRule = {
  name: 'artisan-rate-by-chosen-span',
  meaning:
    "ours is ls30; Artisan's own rate gives the number with a span up to 30 s and a smoothing that a person can choose; the file does not hold which",
  keys: ['fcs_ror'],
  ours: (numbers, key) => {
    const theirs = numbers.values[key] ?? Number.NaN;
    let nearest: number | null = null;
    for (const settings of artisanRateChoices) {
      const rate = rateBy(numbers, settings);
      if (rate === null) continue;
      if (nearest === null || Math.abs(rate - theirs) < Math.abs(nearest - theirs)) nearest = rate;
    }
    return nearest;
  },
  within: 0.0501,
};

/** Artisan's rate of the saved BT at first crack, in the unit of the file. */
function rateBy(numbers: FileNumbers, settings: ArtisanRateSettings): number | null {
  const { record, facts } = numbers;
  const bt = curveOf(record, 'bt');
  const crackS = facts.marks.fcStart?.timeS;
  if (bt === null || crackS === undefined) return null;
  const rate = artisanSavedRate(bt, record.intervalS, settings, facts.zeroS + crackS);
  return rate === null ? null : rateOfRiseIn(record.displayUnit, CelsiusPerMinute(rate));
}

const unweighed: ExplainingRule = {
  name: 'roasted-weight-unknown',
  meaning:
    'where nothing was weighed after drop Artisan reckons with a weight of zero; ours is unknown',
  keys: ['weight_loss', 'total_loss'],
  ours: ({ record }, key) => {
    if (record.roastedG !== null || record.greenG === null) return null;
    return key === 'weight_loss' ? 100 : 'any';
  },
  within: 0.001,
};

const phaseKeys = ['dry', 'mid', 'finish'].flatMap((phase) => [
  `${phase}phasetime`,
  `${phase}_phase_ror`,
  `${phase}_phase_delta_temp`,
  `${phase}_phase_AUC`,
]);

const noCharge: ExplainingRule = {
  name: 'no-charge',
  meaning:
    'without a marked charge Artisan counts times from the start of the recording, and its phases are no lengths; ours count from the first sample',
  keys: [
    ...['TP', 'DRY', 'FCs', 'FCe', 'SCs', 'SCe', 'DROP', 'COOL'].map((name) => `${name}_time`),
    ...phaseKeys,
    'totaltime',
  ],
  ours: (numbers, key) => {
    if (numbers.facts.marks.charge !== undefined) return null;
    if (!key.endsWith('_time')) return 'any';
    const ours = comparedValues.find((value) => value.key === key)?.ours(numbers) ?? null;
    return ours === null ? null : ours + numbers.facts.zeroS;
  },
  within: 0.06,
};

const noDrop: ExplainingRule = {
  name: 'no-drop',
  meaning:
    'without a marked drop Artisan writes 0, or measures to the end of the recording; we give nothing',
  keys: [...phaseKeys, 'AUC', 'total_ror', 'totaltime', ...energyKeys],
  ours: ({ facts }) => (facts.marks.drop === undefined ? 'any' : null),
  within: 0,
};

const noFirstCrack: ExplainingRule = {
  name: 'no-first-crack',
  meaning:
    'without a marked first crack Artisan measures drying to the mark, writes 0 for the other rates and areas of other stretches; we give no phases',
  keys: [
    'dry_phase_ror',
    'mid_phase_ror',
    'finish_phase_ror',
    'dry_phase_delta_temp',
    'mid_phase_AUC',
    'finish_phase_AUC',
  ],
  ours: (numbers, key) => {
    const { fcStart, dryEnd, turningPoint } = numbers.facts.marks;
    if (fcStart !== undefined) return null;
    const endS = dryEnd?.timeS ?? numbers.warmDryEndS;
    const turnedS = turningPoint?.timeS ?? 0;
    if (key === 'mid_phase_ror' || key === 'finish_phase_ror') return 0;
    if (key.endsWith('AUC') || endS === null) return 'any';
    const rate = rateOver(numbers, turnedS, endS);
    if (key === 'dry_phase_ror' || rate === null) return rate;
    return (rate * (endS - turnedS)) / 60;
  },
  within: 0.06,
};

/** The rules in the order in which they are tried. */
export const explainingRules: readonly ExplainingRule[] = [
  oldPhaseTimes,
  oldDryEnd,
  midRateOfTwoDryEnds,
  roundedBefore,
  areaFromCharge,
  areaWithoutDryEnd,
  givenUp('turning-point-given-up-at-120-s', 120, true),
  givenUp('turning-point-given-up-at-150-s', 150, true),
  givenUp('turning-point-unnoticed-for-120-s', 120, false),
  defaultRate,
  chosenRate,
  unweighed,
  noCharge,
  noDrop,
  noFirstCrack,
];
