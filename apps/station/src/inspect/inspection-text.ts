import {
  Celsius,
  CelsiusDelta,
  markKinds,
  markLabels,
  type TemperatureUnit,
  temperatureDeltaIn,
  temperatureIn,
} from '@artisan-ts/domain';
import { noPhasesWords } from '@artisan-ts/roast';
import { minutes, table } from '#cli/text.ts';
import type { Inspection } from '#inspect/inspection.ts';

/** An inspection for people: temperatures in the unit of the file. `timeS`: when its samples were taken. */
export function inspectionText(
  inspection: Inspection,
  timeS: readonly number[],
): readonly string[] {
  const { title, machine, unit, lost } = inspection;
  const where = machine === '' ? '' : ` on ${machine}`;
  return [
    `${title || 'Untitled roast'}${where}`,
    `${samplesText(inspection.intervalSeconds, timeS)}, °${unit}`,
    '',
    ...markTable(inspection),
    '',
    ...phaseLines(inspection),
    ...heatLines(inspection),
    ...(lost.length > 0 ? ['', 'Not kept:', ...lost.map((l) => `  ${l.field}: ${l.reason}`)] : []),
  ];
}

/** A file may say another interval than its samples came at by this. */
const saidWithin = 0.5;

function samplesText(saidS: number, timeS: readonly number[]): string {
  const [firstS, lastS] = [timeS[0], timeS.at(-1)];
  if (firstS === undefined || lastS === undefined) return 'no samples';
  if (timeS.length === 1) return 'one sample';
  const meanS = (lastS - firstS) / (timeS.length - 1);
  const isAsSaid = Math.abs(meanS - saidS) <= saidWithin * saidS;
  const said = `one every ${round(saidS, 2)} s`;
  const how = isAsSaid ? said : `one every ${round(meanS, 2)} s (the file says ${said})`;
  return `${timeS.length} samples, ${how}`;
}

function markTable({ marks, unit }: Inspection): readonly string[] {
  const rows = markKinds.flatMap((kind) => {
    const mark = marks[kind];
    if (mark === null) return [];
    return [[markLabels[kind], minutes(mark.timeS), shown(mark.btC, unit), shown(mark.etC, unit)]];
  });
  if (rows.length === 0) return ['No marks.'];
  return table(['Mark', 'Time', `BT °${unit}`, `ET °${unit}`], rows);
}

function phaseLines({ marks, phases, dtrPct, weightLossPct }: Inspection): readonly string[] {
  const loss = weightLossPct === null ? [] : [`Weight loss ${round(weightLossPct, 1)} %`];
  if (phases === null) return [noPhasesWords((kind) => marks[kind] !== null), ...loss];
  const share = (partS: number): string =>
    `${minutes(partS)} (${round((partS / phases.totalS) * 100, 1)} %)`;
  const how = phases.dryEndBy === 'mark' ? '' : ', dry end by temperature';
  const dtr = dtrPct === null ? [] : [`DTR ${round(dtrPct, 1)} %`];
  return [
    `Drying ${share(phases.dryS)}, Maillard ${share(phases.midS)}, development ${share(phases.finishS)}`,
    `Total ${minutes(phases.totalS)}${how}`,
    ...dtr,
    ...loss,
  ];
}

function heatLines(inspection: Inspection): readonly string[] {
  const { aucCMin, metC, rorAtFcStartCPerMin, phaseRorCPerMin, unit } = inspection;
  const rate = (valueCPerMin: number | null): string =>
    valueCPerMin === null ? '-' : temperatureDeltaIn(unit, CelsiusDelta(valueCPerMin)).toFixed(1);
  const { dry, mid, finish } = phaseRorCPerMin;
  const hasPhases = [dry, mid, finish].some((value) => value !== null);
  return [
    ...(hasPhases
      ? [`Mean rise ${[dry, mid, finish].map(rate).join(' / ')} °${unit}/min by phase`]
      : []),
    ...(rorAtFcStartCPerMin === null
      ? []
      : [`RoR at first crack ${rate(rorAtFcStartCPerMin)} °${unit}/min (30 s line, 15 s behind)`]),
    ...(aucCMin === null ? [] : [`AUC ${aucCMin.toFixed(0)} °C·min`]),
    ...(metC === null ? [] : [`MET ${shown(metC, unit)} °${unit} (highest ET as read)`]),
  ];
}

function shown(valueC: number | null, unit: TemperatureUnit): string {
  return valueC === null ? '-' : temperatureIn(unit, Celsius(valueC)).toFixed(1);
}

function round(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
