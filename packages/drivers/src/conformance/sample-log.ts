import type { LeverId, MarkKind, MonoUs, Sample, SensorHint } from '@artisan-ts/domain';
import type { SampleSink } from '@artisan-ts/runtime';

/** Keeps what a device said, in words that a test can compare. */
export class SampleLog implements SampleSink {
  readonly samples: Sample[] = [];
  readonly marks: { readonly kind: MarkKind; readonly atUs: MonoUs }[] = [];
  readonly levers: { readonly lever: LeverId; readonly value: number; readonly atUs: MonoUs }[] =
    [];
  readonly hints: { readonly hint: SensorHint; readonly atUs: MonoUs }[] = [];
  /** What was said, as it came. */
  readonly order: ('connected' | 'sample' | 'mark' | 'hint' | 'lever')[] = [];

  connected(): void {
    this.order.push('connected');
  }

  sample(sample: Sample): void {
    this.order.push('sample');
    this.samples.push(sample);
  }

  mark(kind: MarkKind, atUs: MonoUs): void {
    this.order.push('mark');
    this.marks.push({ kind, atUs });
  }

  hint(hint: SensorHint, atUs: MonoUs): void {
    this.order.push('hint');
    this.hints.push({ hint, atUs });
  }

  lever(lever: LeverId, value: number, atUs: MonoUs): void {
    this.order.push('lever');
    this.levers.push({ lever, value, atUs });
  }

  /** Values of one channel of the main stream. */
  column(channel: number): (number | null)[] {
    return this.#main().map((sample) => sample.values[channel] ?? null);
  }

  /** Why the first channel of the main stream was missing, sample by sample; `ok` where it was not. */
  reasons(): string[] {
    return this.#main().map((sample) => sample.missing[0] ?? 'ok');
  }

  #main(): Sample[] {
    return this.samples.filter((sample) => sample.stream === 'main');
  }
}
