/**
 * Mean with weights 1 to `count` over the newest values, put on an even grid that ends at the newest: Artisan's
 * `decay_average`. The newest value itself where there are fewer, or no sampling interval is known.
 */
export function decayAverage(
  timeS: readonly number[],
  values: readonly number[],
  count: number,
  intervalS: number | null,
): number {
  const newest = values.at(-1) as number;
  if (values.length < count || intervalS === null) return newest;
  const endS = timeS.at(-1) as number;
  let sum = 0;
  let weights = 0;
  for (let back = 0; back < count; back++) {
    const weight = count - back;
    sum += weight * interpolate(timeS, values, endS - back * intervalS);
    weights += weight;
  }
  return sum / weights;
}

function interpolate(timeS: readonly number[], values: readonly number[], atS: number): number {
  let right = timeS.length - 1;
  while (right > 0 && (timeS[right - 1] as number) >= atS) right -= 1;
  const rightS = timeS[right] as number;
  const rightV = values[right] as number;
  if (right === 0 || rightS <= atS) return rightV;
  const leftS = timeS[right - 1] as number;
  const leftV = values[right - 1] as number;
  return leftV + ((rightV - leftV) * (atS - leftS)) / (rightS - leftS);
}

/** Adds a value and forgets the oldest beyond `max`. */
export function keepNewest(list: number[], value: number, max: number): void {
  list.push(value);
  if (list.length > max) list.shift();
}

/** The upper middle of some values; null of none. */
export function middleOf(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? null;
}
