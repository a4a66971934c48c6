import type { SampleEvent } from '@artisan-ts/contracts';
import { usPerSecond } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';

interface Kept {
  readonly value: number;
  readonly atUs: number;
}

/** A value of a machine that gave none for longer is no value of now. */
const freshUs = 10 * usPerSecond;
/** A slow device is fresh for so many of its intervals. */
const freshIntervals = 3;

/** The newest value of every channel of every machine, as long as it is of now. */
export class NewestValues {
  readonly #clock: Clock;
  readonly #byMachine = new Map<string, Map<string, Kept>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take({ machineId, channels, late }: SampleEvent): void {
    if (late === true) return;
    const known = this.#byMachine.get(machineId) ?? new Map<string, Kept>();
    this.#byMachine.set(machineId, known);
    const atUs = this.#clock.monoUs();
    for (const [field, value] of Object.entries(channels)) {
      if (value === null) known.delete(field);
      else known.set(field, { value, atUs });
    }
  }

  /** By field; what is missing or old is left out. `intervalS`: expected between two values, of this clock. */
  of(machineId: string, intervalS: number): Readonly<Record<string, number>> {
    const sinceUs =
      this.#clock.monoUs() - Math.max(freshUs, freshIntervals * intervalS * usPerSecond);
    const kept = [...(this.#byMachine.get(machineId) ?? [])];
    return Object.fromEntries(
      kept.flatMap(([field, { value, atUs }]) => (atUs >= sinceUs ? [[field, value]] : [])),
    );
  }

  forget(): void {
    this.#byMachine.clear();
  }
}
