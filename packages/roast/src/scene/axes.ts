import {
  Celsius,
  type TemperatureUnit,
  temperatureDeltaFrom,
  temperatureFrom,
  temperatureIn,
} from '@artisan-ts/domain';

/** A labelled place on an axis. `at` is in the internal unit; the label in the unit a person reads. */
export interface AxisTick {
  readonly at: number;
  readonly label: string;
}

/** One axis of the chart. Units: seconds from charge, Celsius, or kelvin per minute. Shape: ticks ascend. */
export interface SceneAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly AxisTick[];
}

/** Seconds drawn before charge, enough to see whether the drum was steady. */
export const leadInS = 60;
/** Before charge so much is drawn: how the drum came to where it is. */
export const preheatS = 10 * 60;
/** A drum roast fits; longer ones extend the axis by whole minutes. */
const shortestAxisS = 12 * 60;
/** Free space kept ahead of the newest sample, for the name of the line: seconds, or a share of a longer roast. */
const headroomS = 45;
const preheatHeadroomS = 75;
const headroomShare = 0.06;
/** More labels than this along the time axis are noise. */
const timeTicksMax = 14;

/** Formats whole seconds as `m:ss`, with a true minus sign before charge. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds) + 1e-6);
  const text = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  return seconds < 0 && whole > 0 ? `\u2212${text}` : text;
}

/**
 * The ticks of a time axis whose names fit beside each other: every second, third, ... of them, with zero among them. `x` gives
 * where a time is drawn, `widestPx` how far apart names have to stand.
 */
export function ticksThatFit(
  ticks: readonly AxisTick[],
  x: (timeS: number) => number,
  widestPx: number,
): readonly AxisTick[] {
  const [first, second] = ticks;
  if (first === undefined || second === undefined) return ticks;
  const apart = Math.abs(x(second.at) - x(first.at));
  const every = apart > 0 ? Math.max(1, Math.ceil(widestPx / apart)) : 1;
  const zero = Math.max(
    0,
    ticks.findIndex(({ at }) => at === 0),
  );
  return ticks.filter((_, i) => (i - zero) % every === 0);
}

/** The time axis: from the lead-in to the end of the roast or its reference, in whole minutes. */
export function timeAxis(span: { readonly fromS: number; readonly toS: number }): SceneAxis {
  const roomS = Math.max(headroomS, span.toS * headroomShare);
  const max = Math.max(shortestAxisS, Math.ceil((span.toS + roomS) / 60) * 60);
  const stepS = [60, 120, 300, 600, 1800].find((step) => max / step <= timeTicksMax) ?? 3600;
  const ticks: AxisTick[] = [];
  for (let at = 0; at <= max; at += stepS) ticks.push({ at, label: minutesAndSeconds(at) });
  return { min: span.fromS, max, ticks };
}

/** The time axis before charge: zero is now, in whole minutes before it. */
export function preheatAxis(): SceneAxis {
  const ticks: AxisTick[] = [];
  for (let at = -preheatS; at <= 0; at += 60) {
    ticks.push({ at, label: at === 0 ? 'now' : minutesAndSeconds(at) });
  }
  return { min: -preheatS, max: preheatHeadroomS, ticks };
}

/** The time axis of roasts that are laid on each other: zero is the moment of alignment, both ends whole minutes. */
export function alignedTimeAxis(span: { readonly fromS: number; readonly toS: number }): SceneAxis {
  const min = Math.floor(span.fromS / 60) * 60;
  const max = Math.max(min + 60, Math.ceil(span.toS / 60) * 60);
  const stepS =
    [60, 120, 300, 600, 1800].find((step) => (max - min) / step <= timeTicksMax) ?? 3600;
  const ticks: AxisTick[] = [];
  for (let at = Math.ceil(min / stepS) * stepS; at <= max; at += stepS) {
    ticks.push({ at, label: minutesAndSeconds(at) });
  }
  return { min, max, ticks };
}

const temperatureStep: Readonly<Record<TemperatureUnit, number>> = { C: 25, F: 50 };
/** Where roasts happen: the axis shows at least this, so that it stands still during a roast. */
const coolestC = 60;
const hottestC = 250;
/** What no probe in a roaster shows, a fault or a damaged file, does not stretch the axis: it lies outside of the chart. */
const shownC = { min: -30, max: 600 } as const;

/** The temperature axis. It grows in whole steps when a value leaves the usual range. */
export function temperatureAxis(
  unit: TemperatureUnit,
  seen: { readonly minC: number; readonly maxC: number } | null,
): SceneAxis {
  const step = temperatureStep[unit];
  const stepC = temperatureDeltaFrom(unit, step);
  const min = seen && seen.minC < coolestC ? Math.floor(seen.minC / 10) * 10 : coolestC;
  const max =
    seen && seen.maxC > hottestC - 5 ? Math.ceil((seen.maxC + 5) / stepC) * stepC : hottestC;
  const ticks: AxisTick[] = [];
  const first = Math.ceil(temperatureIn(unit, Celsius(min)) / step) * step;
  for (let value = first; temperatureFrom(unit, value) <= max + 1e-9; value += step) {
    ticks.push({ at: temperatureFrom(unit, value), label: String(value) });
  }
  return { min, max, ticks };
}

/** The rate of rise keeps to the lower half of the chart, below the temperatures it belongs to. */
const rateAxisMaxCPerMin = 48;
const rateTickMaxCPerMin = 25;

/** The axis of the rates of rise, per minute. */
export function rateAxis(unit: TemperatureUnit): SceneAxis {
  const step = unit === 'C' ? 5 : 10;
  const ticks: AxisTick[] = [];
  for (let value = 0; ; value += step) {
    const at = temperatureDeltaFrom(unit, value);
    if (at > rateTickMaxCPerMin) break;
    ticks.push({ at, label: String(value) });
  }
  return { min: 0, max: rateAxisMaxCPerMin, ticks };
}

/** The extremes of some curves, nulls and what no probe shows left out; null when nothing was measured. */
export function temperatureExtremes(
  curves: readonly (readonly (number | null)[])[],
): { readonly minC: number; readonly maxC: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const curve of curves) {
    for (const value of curve) {
      if (value === null || value < shownC.min || value > shownC.max) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min > max ? null : { minC: min, maxC: max };
}
