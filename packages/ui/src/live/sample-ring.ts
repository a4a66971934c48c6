/** One row of a machine's live data. Times on the machine's axis; null is missing. */
export interface SampleRow {
  readonly monoUs: number;
  readonly wallMs: number;
  readonly btC: number | null;
  readonly etC: number | null;
  readonly btCPerMin: number | null;
  readonly etCPerMin: number | null;
  /** BT cannot be right: it stands as it came. */
  readonly isBtFlawed: boolean;
  readonly isEtFlawed: boolean;
}

/** Four hours at five samples a second, or twenty at one: more than any roast and its lead-in. */
export const ringRowsMax = 72_000;
const columns = 8;

/**
 * The newest samples of one machine, in memory that never grows. Rows are numbered from 0 for ever; the
 * oldest fall out.
 */
export class SampleRing {
  readonly #capacity: number;
  readonly #cells: Float64Array;
  #end = 0;
  #insertions = 0;

  constructor(capacity: number = ringRowsMax) {
    this.#capacity = capacity;
    this.#cells = new Float64Array(capacity * columns);
  }

  /** Number of the row that comes next. */
  get end(): number {
    return this.#end;
  }

  /** Number of the oldest row still here. */
  get start(): number {
    return Math.max(0, this.#end - this.#capacity);
  }

  /** How often a row was put between others: whoever has read them has to read again. */
  get insertions(): number {
    return this.#insertions;
  }

  push(row: SampleRow): void {
    this.#write(this.#end % this.#capacity, row);
    this.#end += 1;
  }

  /**
   * Puts a row that came late where it belongs, once. Says whether it did: not in a ring that has forgotten rows, whose
   * numbers would not hold any more.
   */
  insert(row: SampleRow): boolean {
    if (this.#end >= this.#capacity) return false;
    const at = this.firstAtOrAfter(row.monoUs);
    if (this.at(at)?.monoUs === row.monoUs) return false;
    this.#cells.copyWithin((at + 1) * columns, at * columns, this.#end * columns);
    this.#write(at, row);
    this.#end += 1;
    this.#insertions += 1;
    return true;
  }

  #write(slot: number, row: SampleRow): void {
    const { monoUs, wallMs, btC, etC, btCPerMin, etCPerMin, isBtFlawed, isEtFlawed } = row;
    const flaws = [Number(isBtFlawed), Number(isEtFlawed)];
    const values = [monoUs, wallMs, btC, etC, btCPerMin, etCPerMin, ...flaws];
    // NaN stands for null only inside: rows go in and out with null.
    this.#cells.set(
      values.map((value) => value ?? Number.NaN),
      slot * columns,
    );
  }

  /** The row with that number; null when it is not here. */
  at(number: number): SampleRow | null {
    if (number < this.start || number >= this.#end) return null;
    const offset = (number % this.#capacity) * columns;
    const cell = (column: number) => this.#cells[offset + column] ?? Number.NaN;
    const orNull = (column: number) => (Number.isNaN(cell(column)) ? null : cell(column));
    return {
      monoUs: cell(0),
      wallMs: cell(1),
      btC: orNull(2),
      etC: orNull(3),
      btCPerMin: orNull(4),
      etCPerMin: orNull(5),
      isBtFlawed: cell(6) === 1,
      isEtFlawed: cell(7) === 1,
    };
  }

  /** Number of the first row at or after that instant. */
  firstAtOrAfter(monoUs: number): number {
    let low = this.start;
    let high = this.#end;
    while (low < high) {
      const middle = (low + high) >> 1;
      const offset = (middle % this.#capacity) * columns;
      if ((this.#cells[offset] ?? 0) < monoUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
