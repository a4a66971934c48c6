import type { SampleEvent } from '@artisan-ts/contracts';
import type { MissingReason } from '@artisan-ts/domain';
import { LateStretches } from '#live/late-stretches.ts';
import { SampleRing } from '#live/sample-ring.ts';

/** The newest sample of a machine, with why a value is missing. */
export interface NewestSample {
  readonly monoUs: number;
  readonly wallMs: number;
  /** `performance.now()` when it arrived here: ages are measured on this screen's own clock. */
  readonly arrivedMs: number;
  readonly missing: Readonly<Record<string, MissingReason>>;
}

/** The newest value of a channel, and when it was read on the machine's axis. */
export interface FieldValue {
  readonly value: number | null;
  readonly monoUs: number;
}

/** A value of another source is shown beside BT for so long, as in a saved curve. */
const heldUsMax = 5_000_000;

/** The samples of one machine, outside React: drawn by the chart at its own pace. */
export class MachineFeed {
  readonly ring = new SampleRing();
  readonly late = new LateStretches();
  #newest: NewestSample | null = null;
  #etCPerMin: number | null = null;
  #isEtFlawed = false;
  readonly #values = new Map<string, FieldValue>();
  readonly #listeners = new Set<() => void>();

  get newest(): NewestSample | null {
    return this.#newest;
  }

  push(sample: SampleEvent, arrivedMs: number): void {
    if (sample.late) {
      this.#pushLate(sample);
      return;
    }
    for (const [field, valueC] of Object.entries(sample.channels)) {
      this.#values.set(field, { value: valueC, monoUs: sample.monoUs });
    }
    if ('etC' in sample.channels) {
      this.#etCPerMin = sample.ror.etCPerMin;
      this.#isEtFlawed = isFlawed(sample, 'etC');
    }
    if (this.#isOfLead(sample)) this.#pushRow(sample, arrivedMs);
    for (const listener of this.#listeners) listener();
  }

  /** The newest value of a channel by its field, whichever source it came from; null before the first. */
  newestOf(field: string): FieldValue | null {
    return this.#values.get(field) ?? null;
  }

  /** Read long ago: it fills its place in the curve, and is not what the machine shows now. */
  #pushLate(sample: SampleEvent): void {
    const { monoUs, wallMs, channels } = sample;
    if (!('btC' in channels)) return;
    const { btC, etC = null } = channels;
    const row = {
      monoUs,
      wallMs,
      btC: btC ?? null,
      etC,
      btCPerMin: null,
      etCPerMin: null,
      isBtFlawed: isFlawed(sample, 'btC'),
      isEtFlawed: isFlawed(sample, 'etC'),
    };
    if (!this.ring.insert(row)) return;
    this.late.add(monoUs);
    for (const listener of this.#listeners) listener();
  }

  /** Rows stand on the times of BT; of a machine without BT on those of whatever comes. */
  #isOfLead(sample: SampleEvent): boolean {
    return 'btC' in sample.channels || !this.#values.has('btC');
  }

  #pushRow(sample: SampleEvent, arrivedMs: number): void {
    const { monoUs, wallMs, missing = {} } = sample;
    this.ring.push({
      monoUs,
      wallMs,
      btC: sample.channels['btC'] ?? null,
      etC: this.#freshEtC(monoUs),
      btCPerMin: sample.ror.btCPerMin,
      etCPerMin: this.#etCPerMin,
      isBtFlawed: isFlawed(sample, 'btC'),
      isEtFlawed: this.#isEtFlawed,
    });
    this.#newest = { monoUs, wallMs, arrivedMs, missing };
  }

  /** ET of another source is held beside BT until it is stale. */
  #freshEtC(monoUs: number): number | null {
    const et = this.#values.get('etC');
    return et === undefined || monoUs - et.monoUs > heldUsMax ? null : et.value;
  }

  /** Calls back after every sample. Returns the way to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Whether a value cannot be right. */
function isFlawed({ quality }: SampleEvent, field: string): boolean {
  return quality?.[field] !== undefined;
}
