import type { Sample } from '@artisan-ts/domain';
import type { DriverKind, SampleSink } from '@artisan-ts/runtime';

/** Hears of a sample of a device, and delivers it. */
export type Witness = (device: string, sample: Sample, deliver: () => void) => void;

/** A driver whose every sample passes a witness on its way into the program, by the setting that names its device. */
export function witnessed(kind: DriverKind, witness: Witness): DriverKind {
  return {
    ...kind,
    create: (settings, clock) => {
      const device = kind.create(settings, clock);
      const name = String(settings['port']);
      const watch = (sink: SampleSink, signal: AbortSignal): SampleSink => ({
        connected: () => sink.connected(),
        sample: (sample) => {
          const deliver = (): void => sink.sample(sample);
          // A program that told its driver to stop listens no longer.
          if (signal.aborted) deliver();
          else witness(name, sample, deliver);
        },
        mark: (kind, atUs) => sink.mark(kind, atUs),
        hint: (hint, atUs) => sink.hint(hint, atUs),
        lever: (lever, value, atUs) => sink.lever(lever, value, atUs),
      });
      const run: typeof device.reading.run = (sink, signal) =>
        device.reading.run(watch(sink, signal), signal);
      return { ...device, reading: { ...device.reading, run } };
    },
  };
}
