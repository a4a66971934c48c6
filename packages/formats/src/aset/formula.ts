/** Dividers of inputs, by the number that Artisan has for them. */
export const dividers = [1, 10, 100];

/** How a reading is made of the stored number, as a map here can say it. */
export interface Reading {
  /** The stored number divided by this is the value. */
  readonly divider: number;
  /** The stored number is one too high. */
  readonly isOneTooHigh: boolean;
  /** What of Artisan's formula is not done here; empty: nothing. */
  readonly why: string;
}

/** Maps here have five digits for a divider. */
const dividerMax = 99_999;

/**
 * What becomes of a formula of Artisan (`x-1`, `x/10`): a map can divide, and can take one off where it is said that it may.
 * Every other formula is left, with a remark: the number then comes as the machine has it.
 */
export function readingBy(
  formula: string,
  {
    divider,
    isPlain,
    mayTakeOne,
  }: {
    readonly divider: number;
    /** No temperature: Artisan converts those before its formula. */
    readonly isPlain: boolean;
    readonly mayTakeOne: boolean;
  },
): Reading {
  const text = formula.replaceAll(/\s+/g, '').toLowerCase();
  const plain: Reading = { divider, isOneTooHigh: false, why: '' };
  if (text === '' || text === 'x') return plain;
  if (text === 'x-1' && mayTakeOne && isPlain && divider === 1)
    return { ...plain, isOneTooHigh: true };
  const by = dividerOf(text);
  if (by !== null && isPlain && by * divider <= dividerMax)
    return { ...plain, divider: by * divider };
  return { ...plain, why: formulaLeft(formula) };
}

/** The remark on a formula that is not applied; empty where there is none. */
export function formulaLeft(formula: string): string {
  const text = formula.trim();
  if (text === '') return '';
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return `its formula ${short} is not applied: it comes as the device has it`;
}

/** `x/10`, `x*0.1`. */
function dividerOf(text: string): number | null {
  const [, divider] = /^x\/(\d{1,5})(?:\.0*)?$/.exec(text) ?? [];
  if (divider !== undefined) return Number(divider) > 0 ? Number(divider) : null;
  const [, zeros] = /^x\*0?\.(0{0,3})1$/.exec(text) ?? [];
  return zeros === undefined ? null : 10 ** (zeros.length + 1);
}
