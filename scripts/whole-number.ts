/**
 * A count that somebody typed on a command line: digits, zero or more.
 *
 * A proof that is asked for `10k` cases and takes it for none would try nothing and call that good.
 *
 * @throws RangeError when it is anything else
 */
export function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,12}$/.test(text)) {
    throw new RangeError(`--${option} ${text} is not a whole number; write 10000, not 10k or 1e4`);
  }
  return Number(text);
}
