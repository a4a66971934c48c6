import type { SampleEvent } from '@artisan-ts/contracts';
import type { MissingReason } from '@artisan-ts/domain';
import { SampleRing } from '#live/sample-ring.ts';

/** The newest sample of a machine, with why a value is missing. */
export interface NewestSample {
  readonly monoUs: number;
  readonly wallMs: number;
  /** `performance.now()` when it arrived here: ages are measured on this screen's own clock. */
  readonly arrivedMs: number;
  readonly missing: Readonly<Record<string, MissingReason>>;
}

/** The samples of one machine, outside React: drawn by the chart at its own pace. */
export class MachineFeed {
  readonly ring = new SampleRing();
  #newest: NewestSample | null = null;
  readonly #listeners = new Set<() => void>();

  get newest(): NewestSample | null {
    return this.#newest;
  }

  push(sample: SampleEvent, arrivedMs: number): void {
    this.ring.push({
      monoUs: sample.monoUs,
      wallMs: sample.wallMs,
      btC: sample.channels['btC'] ?? null,
      etC: sample.channels['etC'] ?? null,
      btCPerMin: sample.ror.btCPerMin,
      etCPerMin: sample.ror.etCPerMin,
    });
    this.#newest = {
      monoUs: sample.monoUs,
      wallMs: sample.wallMs,
      arrivedMs,
      missing: sample.missing ?? {},
    };
    for (const listener of this.#listeners) listener();
  }

  /** Calls back after every sample. Returns the way to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
