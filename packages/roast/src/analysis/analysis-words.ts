import {
  Celsius,
  CelsiusDelta,
  type TemperatureUnit,
  temperatureDeltaIn,
  temperatureIn,
} from '@artisan-ts/domain';
import type { ExplainedExcursion } from '#analysis/rate-shape.ts';
import type { Milestone, RoastAnalysis } from '#analysis/roast-analysis.ts';
import { roastPhaseNames } from '#analysis/roast-phase.ts';
import type { RateStall } from '#analysis/stall-watch.ts';
import { minutesAndSeconds } from '#scene/axes.ts';
import { phaseLabels } from '#scene/phase-bands.ts';
import { noPhasesWords } from '#words/no-phases.ts';

/** A roast in sentences for a person who reads in `unit`. What is not known is not mentioned; what is missing is. */
export function analysisWords(analysis: RoastAnalysis, unit: TemperatureUnit): readonly string[] {
  return [
    ...phaseWords(analysis),
    ...turnWords(analysis, unit),
    ...crackWords(analysis, unit),
    ...heatWords(analysis, unit),
    ...shapeWords(analysis, unit),
    ...lossWords(analysis),
    ...energyWords(analysis),
    ...deviationWords(analysis, unit),
    ...completenessWords(analysis),
  ];
}

function phaseWords({ phases, totalS, dryEndBy, milestones }: RoastAnalysis): string[] {
  if (totalS === null && milestones.drop === null) {
    return ['The roast has no drop: its phases cannot be told yet.'];
  }
  if (totalS === null || phases === null) {
    const roasted = totalS === null ? '' : `Roasted for ${minutesAndSeconds(totalS)}. `;
    return [`${roasted}${noPhasesWords((kind) => milestones[kind] !== null)}`];
  }
  const parts = roastPhaseNames.map((name) => {
    const { durationS, sharePct } = phases[name];
    const label = phaseLabels[name];
    return `${label} ${minutesAndSeconds(durationS)} (${sharePct.toFixed(0)} %)`;
  });
  const how =
    dryEndBy === 'temperature' ? ' Dry end was not marked; it is taken from the temperature.' : '';
  return [`Roasted for ${minutesAndSeconds(totalS)}: ${parts.join(', ')}.${how}`];
}

function turnWords({ milestones, rate }: RoastAnalysis, unit: TemperatureUnit): string[] {
  const { turningPoint, peak } = milestones;
  if (turningPoint === null) return [];
  const turned = `Turning point ${place(turningPoint, unit)}`;
  if (peak === null || peak.btCPerMin === null) return [`${turned}.`];
  const highest = `the fastest rise was ${rateText(peak.btCPerMin, unit)} at ${minutesAndSeconds(peak.timeS)}`;
  return [
    `${turned}; ${highest} (by the ${rate.windowS} s rate, which runs ${rate.lagS} s behind).`,
  ];
}

function crackWords({ milestones }: RoastAnalysis, unit: TemperatureUnit): string[] {
  const { fcStart, drop } = milestones;
  const rising = ({ btCPerMin }: Milestone): string =>
    btCPerMin === null ? '' : `, rising ${rateText(btCPerMin, unit)}`;
  const parts = [
    ...(fcStart ? [`First crack ${place(fcStart, unit)}${rising(fcStart)}`] : []),
    ...(drop ? [`${fcStart ? 'drop' : 'Drop'} ${place(drop, unit)}${rising(drop)}`] : []),
  ];
  return parts.length === 0 ? [] : [`${parts.join('; ')}.`];
}

function heatWords({ auc, met }: RoastAnalysis, unit: TemperatureUnit): string[] {
  return [
    ...(auc
      ? [
          `Area under BT above ${shown(auc.baseC, unit)} from ${aucFromWords[auc.from]} on: ${auc.valueCMin.toFixed(0)} °C·min.`,
        ]
      : []),
    ...(met
      ? [`Highest ET ${shown(met.etC, unit)} at ${minutesAndSeconds(met.timeS)}, as it was read.`]
      : []),
  ];
}

const aucFromWords = {
  charge: 'charge',
  turningPoint: 'the turning point',
  dryEnd: 'dry end',
  fcStart: 'first crack',
} as const;

function shapeWords(analysis: RoastAnalysis, unit: TemperatureUnit): string[] {
  const { excursions, stalls, milestones, completeness } = analysis;
  if (excursions.length === 0 && stalls.length === 0) {
    const { peak, fcStart, drop } = milestones;
    const marked = fcStart === null ? [drop] : [fcStart, drop];
    const isKnown = peak !== null && marked.every((one) => (one?.btCPerMin ?? null) !== null);
    const where = completeness.gaps.length > 0 ? 'Where BT was read, the' : 'The';
    return isKnown ? [`${where} rate of rise kept its trend: no crash, no flick, no stall.`] : [];
  }
  return [
    ...excursions.map((excursion) => excursionWords(excursion, unit)),
    ...stalls.map((stall) => stallWords(stall, unit)),
  ];
}

/** One crash or flick in a sentence. */
export function excursionWords(excursion: ExplainedExcursion, unit: TemperatureUnit): string {
  const { kind, onsetS, durationS, depthCPerMin, afterLever } = excursion;
  const name = kind === 'crash' ? 'Crash' : 'Flick';
  const way = kind === 'crash' ? 'below' : 'above';
  const far = rateText(Math.abs(depthCPerMin), unit);
  const from = afterLever?.fromValue ?? null;
  const cause =
    afterLever === null
      ? ''
      : `, after ${afterLever.lever} ${from === null ? '' : `${from} `}to ${afterLever.toValue} at ${minutesAndSeconds(afterLever.timeS)}`;
  return `${name} from ${minutesAndSeconds(onsetS)} for ${minutesAndSeconds(durationS)}: the rate went ${far} ${way} its trend${cause}.`;
}

function stallWords({ fromS, toS, lowestCPerMin }: RateStall, unit: TemperatureUnit): string {
  return `Stall from ${minutesAndSeconds(fromS)} to ${minutesAndSeconds(toS)}: BT hardly rose, ${rateText(lowestCPerMin, unit)} at the least.`;
}

function lossWords({ losses }: RoastAnalysis): string[] {
  const { weightPct, totalPct, moisturePct, organicPct, volumeGainPct, densityChangePct } = losses;
  const parts = [
    part('Weight loss', weightPct),
    ...(totalPct !== weightPct ? [part('with what was sorted out', totalPct)] : []),
    part('moisture', moisturePct),
    part('organic loss', organicPct),
    part('volume gain', volumeGainPct),
    part('density', densityChangePct),
  ].flat();
  return parts.length === 0 ? [] : [`${capital(parts.join(', '))}.`];
}

function part(name: string, valuePct: number | null): string[] {
  return valuePct === null ? [] : [`${name} ${valuePct.toFixed(1)} %`];
}

function energyWords({ energy }: RoastAnalysis): string[] {
  if (energy === null) return [];
  const perKg =
    energy.kWhPerGreenKg === null
      ? ''
      : `, ${energy.kWhPerGreenKg.toFixed(2)} kWh and ${(energy.co2GPerGreenKg ?? 0).toFixed(0)} g of CO2 for each kg of green beans`;
  return [
    `From charge to drop ${energy.kWh.toFixed(2)} kWh and ${energy.co2G.toFixed(0)} g of CO2${perKg}.`,
  ];
}

function deviationWords({ deviation }: RoastAnalysis, unit: TemperatureUnit): string[] {
  if (deviation === null || deviation.whole === null) return [];
  const { rmseC, biasC, maxC, maxS } = deviation.whole;
  const bias = `${difference(Math.abs(biasC), unit)} ${biasC < 0 ? 'cooler' : 'hotter'} on average`;
  return [
    `Against the reference: ${bias}, ${difference(rmseC, unit)} apart (root mean square), ${difference(Math.abs(maxC), unit)} at most at ${minutesAndSeconds(maxS)}.`,
  ];
}

function completenessWords({ completeness }: RoastAnalysis): string[] {
  const { gaps, missingPct, flagged } = completeness;
  const count = gaps.length === 1 ? 'one gap' : `${gaps.length} gaps`;
  return [
    ...(gaps.length > 0
      ? [`${(missingPct ?? 0).toFixed(1)} % of BT is missing, in ${count}.`]
      : []),
    ...(flagged > 0
      ? [
          `${flagged} ${flagged === 1 ? 'reading' : 'readings'} of BT cannot be right; no rate of rise counts ${flagged === 1 ? 'it' : 'them'}.`,
        ]
      : []),
  ];
}

function place({ timeS, btC }: Milestone, unit: TemperatureUnit): string {
  const where = btC === null ? '' : ` and ${shown(btC, unit)}`;
  return `at ${minutesAndSeconds(timeS)}${where}`;
}

function shown(valueC: number, unit: TemperatureUnit): string {
  return `${temperatureIn(unit, Celsius(valueC)).toFixed(1)} °${unit}`;
}

function difference(valueC: number, unit: TemperatureUnit): string {
  return `${temperatureDeltaIn(unit, CelsiusDelta(valueC)).toFixed(1)} °${unit}`;
}

function rateText(valueCPerMin: number, unit: TemperatureUnit): string {
  return `${difference(valueCPerMin, unit)}/min`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
