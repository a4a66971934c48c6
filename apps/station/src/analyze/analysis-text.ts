import type { AnalysisDto } from '@artisan-ts/contracts';
import {
  Celsius,
  CelsiusDelta,
  type TemperatureUnit,
  temperatureDeltaIn,
  temperatureIn,
} from '@artisan-ts/domain';
import { minutesAndSeconds, phaseLabels, roastPhaseNames } from '@artisan-ts/roast';
import { table } from '#cli/text.ts';

const milestoneLabels = {
  charge: 'Charge',
  turningPoint: 'Turning point',
  peak: 'Fastest rise',
  dryEnd: 'Dry end',
  fcStart: 'FC start',
  drop: 'Drop',
} as const;

/** An analysis for people: two tables, then the sentences. */
export function analysisText(roast: {
  readonly analysis: AnalysisDto;
  readonly title: string;
  readonly unit: TemperatureUnit;
}): readonly string[] {
  const { analysis, title, unit } = roast;
  const { method, windowS, lagS } = analysis.rate;
  return [
    title || 'Untitled roast',
    `Rates of rise by ${method}: ${windowS} s, ${lagS} s behind`,
    '',
    ...milestoneTable(analysis, unit),
    '',
    ...phaseTable(analysis, unit),
    ...analysis.summary,
  ];
}

function milestoneTable({ milestones }: AnalysisDto, unit: TemperatureUnit): readonly string[] {
  const rows = Object.entries(milestoneLabels).flatMap(([name, label]) => {
    const at = milestones[name as keyof typeof milestoneLabels];
    if (at === null) return [];
    const { timeS, btC, etC, btCPerMin } = at;
    return [
      [label, minutesAndSeconds(timeS), shown(btC, unit), shown(etC, unit), rate(btCPerMin, unit)],
    ];
  });
  if (rows.length === 0) return ['No marks.'];
  return table(['Moment', 'Time', `BT °${unit}`, `ET °${unit}`, `RoR °${unit}/min`], rows);
}

function phaseTable({ phases }: AnalysisDto, unit: TemperatureUnit): readonly string[] {
  if (phases === null) return [];
  const rows = roastPhaseNames.map((name) => {
    const { durationS, sharePct, riseC, btCPerMin, aucCMin } = phases[name];
    return [
      phaseLabels[name],
      minutesAndSeconds(durationS),
      sharePct.toFixed(1),
      rate(riseC, unit),
      rate(btCPerMin, unit),
      aucCMin === null ? '-' : aucCMin.toFixed(0),
    ];
  });
  const head = ['Phase', 'Time', '%', `Rise °${unit}`, `Mean °${unit}/min`, 'AUC °C·min'];
  return [...table(head, rows), ''];
}

function shown(valueC: number | null, unit: TemperatureUnit): string {
  return valueC === null ? '-' : temperatureIn(unit, Celsius(valueC)).toFixed(1);
}

function rate(valueK: number | null, unit: TemperatureUnit): string {
  return valueK === null ? '-' : temperatureDeltaIn(unit, CelsiusDelta(valueK)).toFixed(1);
}
