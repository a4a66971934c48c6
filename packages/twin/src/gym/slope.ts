const secondsPerMinute = 60;

/** Slope of readings one second apart by least squares, kelvin per minute; what is missing is null. Null of fewer than two. */
export function slopeCPerMin(readings: readonly (number | null)[]): number | null {
  let n = 0;
  let sumT = 0;
  let sumC = 0;
  let sumTT = 0;
  let sumTC = 0;
  for (const [t, readingC] of readings.entries()) {
    if (readingC === null) continue;
    n += 1;
    sumT += t;
    sumC += readingC;
    sumTT += t * t;
    sumTC += t * readingC;
  }
  const spread = n * sumTT - sumT * sumT;
  return n < 2 ? null : (secondsPerMinute * (n * sumTC - sumT * sumC)) / spread;
}
