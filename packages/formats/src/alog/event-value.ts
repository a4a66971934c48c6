/**
 * What an event value shows on a lever, from its internal form in a file. Values above 100 are legal: sliders
 * for pressures go there.
 *
 * Source: artisan-scope 4.0 file format; 3.0 is 20, 5.5 is 45, 11.0 is 100, 0.0 and 1.0 are 0.
 */
export function decodeEventValue(internal: number): number {
  const size = Math.abs(internal);
  if (size <= 1) return 0;
  const shown = roundHalfEven(size * 10) - 10;
  return internal < 0 ? 0 - shown : shown;
}

/** The internal form of a value shown on a lever. */
export function encodeEventValue(shown: number): number {
  if (shown === 0) return 0;
  return shown / 10 + Math.sign(shown);
}

/** Python's `round`. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
