import type { WatchLine } from '@artisan-ts/contracts';
import { channelField, type Sample, type StreamSpec } from '@artisan-ts/domain';
import type { SampleSink } from '#ports/driver.ts';
import { channelsView } from '#views/machine-view.ts';

/** Tells every sample of a device, and nothing else of what it says. */
export function watchSink(
  streams: readonly StreamSpec[],
  tell: (line: WatchLine) => void,
): SampleSink {
  return {
    connected: () => undefined,
    sample: (sample) => {
      const stream = streams.find((known) => known.stream === sample.stream);
      if (stream !== undefined) tell(lineOf(sample, stream));
    },
    mark: () => undefined,
    hint: () => undefined,
    lever: () => undefined,
  };
}

function lineOf(sample: Sample, stream: StreamSpec): WatchLine {
  const missing = stream.channels.flatMap((channel, at) => {
    const reason = sample.missing[at] ?? null;
    return reason === null ? [] : [[channelField(channel), reason] as const];
  });
  return {
    kind: 'sample',
    monoUs: sample.monoUs,
    channels: channelsView(sample, stream),
    missing: Object.fromEntries(missing),
  };
}
