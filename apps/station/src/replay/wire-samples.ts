import {
  Celsius,
  curveOf,
  type Result,
  type RoastRecord,
  refuse,
  type TemperatureUnit,
  temperatureFrom,
  temperatureIn,
} from '@artisan-ts/domain';

/** BT and ET at one instant, Celsius; null when missing. */
export interface ProbeValues {
  readonly btC: number | null;
  readonly etC: number | null;
}

/** A sample of a file, and what of it comes out at the far end of the wire. */
export interface WireSample extends ProbeValues {
  /** Seconds since the start of the record. */
  readonly timeS: number;
  readonly onWire: ProbeValues;
}

/** The board prints temperatures with two decimals. */
const wireDecimals = 2;

/** Computing back and forth between units moves a value by less than this. */
const roundingC = 1e-6;

/** Half of the last digit on the wire, in Celsius: the most by which a stored value may differ from the file. */
export function halfDigitC(unit: TemperatureUnit): number {
  const half = 0.5 * 10 ** -wireDecimals;
  return (unit === 'C' ? half : half / 1.8) + roundingC;
}

/** The BT and ET samples of a record, as a board that is asked in `unit` sends them. */
export function wireSamples(
  record: RoastRecord,
  unit: TemperatureUnit,
): Result<readonly WireSample[]> {
  const bt = curveOf(record, 'bt');
  const et = curveOf(record, 'et');
  if (bt === null) return refuse('format.no-samples', `${record.title || 'the file'} has no BT`);
  return {
    ok: true,
    value: bt.timeS.map((timeS, index) => {
      const values = { btC: bt.values[index] ?? null, etC: et?.values[index] ?? null };
      const onWire = { btC: printed(values.btC, unit), etC: printed(values.etC, unit) };
      return { timeS, ...values, onWire };
    }),
  };
}

function printed(valueC: number | null, unit: TemperatureUnit): number | null {
  if (valueC === null) return null;
  return temperatureFrom(unit, Number(temperatureIn(unit, Celsius(valueC)).toFixed(wireDecimals)));
}

/** Finds which samples of the file those are that arrive: in their order, by value, each at most once. */
export class SampleMatcher {
  readonly #expected: readonly WireSample[];
  #next = 0;

  constructor(expected: readonly WireSample[]) {
    this.#expected = expected;
  }

  /**
   * The index in the file, or null when it is none of the samples up to `lastIndex` (the newest the board has
   * sent) that are still to come. Samples that were passed over are lost.
   */
  match(arrived: ProbeValues, lastIndex = this.#expected.length - 1): number | null {
    for (let index = this.#next; index <= lastIndex; index++) {
      const sample = this.#expected[index];
      if (sample === undefined || !areEqual(sample.onWire, arrived)) continue;
      this.#next = index + 1;
      return index;
    }
    return null;
  }
}

function areEqual(a: ProbeValues, b: ProbeValues): boolean {
  return isSame(a.btC, b.btC) && isSame(a.etC, b.etC);
}

function isSame(a: number | null, b: number | null): boolean {
  return a === null || b === null ? a === b : Math.abs(a - b) < roundingC;
}
