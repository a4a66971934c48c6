import type { Sample } from '@artisan-ts/domain';
import type { DriverKind, SampleSink } from '@artisan-ts/runtime';

/** A driver whose every sample is noted on its way into the station, by the setting that names its device. */
export function witnessed(
  kind: DriverKind,
  note: (device: string, sample: Sample) => void,
): DriverKind {
  return {
    ...kind,
    create: (settings, clock) => {
      const device = kind.create(settings, clock);
      const name = String(settings['port']);
      const watch = (sink: SampleSink, signal: AbortSignal): SampleSink => ({
        connected: () => sink.connected(),
        sample: (sample) => {
          // A station that told its driver to stop listens no longer.
          if (!signal.aborted) note(name, sample);
          sink.sample(sample);
        },
        mark: (kind, atUs) => sink.mark(kind, atUs),
        lever: (lever, value, atUs) => sink.lever(lever, value, atUs),
      });
      const run: typeof device.reading.run = (sink, signal) =>
        device.reading.run(watch(sink, signal), signal);
      return { ...device, reading: { ...device.reading, run } };
    },
  };
}
