/** How long to wait before the next try. */
export interface BackOff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** Doubles from try to try and stays at the limit. `failures` is 1 after the first failure. */
export function backOffMs(backOff: BackOff, failures: number): number {
  return Math.min(backOff.maxMs, backOff.firstMs * 2 ** (failures - 1));
}
