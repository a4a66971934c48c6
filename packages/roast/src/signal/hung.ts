/** Beans warm by less than 2 C/s; noise and quantum of the coarsest probes are within 10 C. A longer pause excuses no more. */
const riseMaxCPerS = 2;
const noiseC = 10;
const riseWithinS = 20;
/** Real bean probes held a value for up to 28 s while beans moved around them. */
const heldMinS = 30;

/** A reading of BT. */
interface Reading {
  readonly timeS: number;
  readonly btC: number;
}

/** Whether beans that were as cold as one reading can be as warm as the next. */
export function isWithinReach(past: Reading, next: Reading): boolean {
  const passedS = Math.min(riseWithinS, next.timeS - past.timeS);
  return next.btC - past.btC <= noiseC + riseMaxCPerS * passedS;
}

/** Whether a probe that said the same from `sinceS` until `last` hung: the next reading is further above than beans can be by then. */
export function hasHung(sinceS: number, last: Reading, next: Reading): boolean {
  return last.timeS - sinceS >= heldMinS && !isWithinReach(last, next);
}
