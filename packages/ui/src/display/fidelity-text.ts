import type { FidelityDto, WhatIfDto } from '@artisan-ts/contracts';
import { Celsius, type TemperatureUnit, temperatureIn } from '@artisan-ts/domain';
import { temperatureText, timeText, unitText } from '#display/format.ts';

/** How well the twin knows a machine, in words. */
export function fidelityText(fidelity: FidelityDto, unit: TemperatureUnit): string {
  const { grade, threeFactors, fittedTo } = fidelity;
  if (threeFactors === null) return 'How well the twin knows this machine was never measured.';
  const knows = { good: 'well', fair: 'fairly', poor: 'poorly', illustrative: 'not at all' }[grade];
  const { n, medianC, p90C } = threeFactors;
  return `The twin knows this machine ${knows}: learnt from ${fittedTo} roasts, it was wrong by ${differenceText(unit, medianC)} in half of ${n} others and by less than ${differenceText(unit, p90C)} in nine of ten.`;
}

/** What a band is worth, in words; empty when nobody could measure it. */
export function bandText({ covered, roasts }: WhatIfDto['band']): string {
  if (covered === null) return '';
  return `In ${roasts} roasts it had not seen, ${Math.round(100 * covered)} % of what was then read lay in such a band.`;
}

/** What the changes come to, where the prediction ends. */
export function effectText(
  { timeS, btC, asItIsC, lowC, highC }: WhatIfDto,
  unit: TemperatureUnit,
): string {
  const at = (column: readonly number[]) => temperatureText(unit, column.at(-1) ?? null);
  return `At ${timeText(timeS.at(-1) ?? 0)}: ${at(btC)} ${unitText(unit)}, between ${at(lowC)} and ${at(highC)}, instead of ${at(asItIsC)}.`;
}

function differenceText(unit: TemperatureUnit, kelvin: number): string {
  const size = temperatureIn(unit, Celsius(kelvin)) - temperatureIn(unit, Celsius(0));
  return `${size.toFixed(1)} ${unitText(unit)}`;
}
