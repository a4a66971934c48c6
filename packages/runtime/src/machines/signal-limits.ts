import {
  type Channel,
  ok,
  type Result,
  refuse,
  type SignalLimitsGiven,
  type Source,
  streamsOf,
} from '@artisan-ts/domain';

/**
 * The sources of a machine with the limits a person gave for its channels. They travel with the streams into every roast, so
 * that a saved roast is judged by the limits it was roasted under.
 */
export function withLimits(
  sources: readonly Source[],
  limits: Readonly<Record<string, SignalLimitsGiven>>,
): Result<readonly Source[]> {
  const channels = streamsOf(sources).flatMap((stream) => stream.channels);
  for (const [id, { minC, maxC }] of Object.entries(limits)) {
    const channel = channels.find((known) => known.id === id);
    if (channel?.quantity !== 'temperature') {
      const known = channels.filter((each) => each.quantity === 'temperature').map((c) => c.id);
      return refuse(
        'input.invalid',
        `signalLimits.${id}: the machine has no temperature of that name; it has ${known.join(', ')}`,
      );
    }
    if (minC !== undefined && maxC !== undefined && minC >= maxC) {
      return refuse('input.invalid', `signalLimits.${id}: minC ${minC} is not below maxC ${maxC}`);
    }
  }
  const limited = (channel: Channel): Channel => {
    const given = limits[channel.id];
    return given === undefined ? channel : { ...channel, limits: given };
  };
  return ok(
    sources.map((source) => ({
      ...source,
      streams: source.streams.map((stream) => ({
        ...stream,
        channels: stream.channels.map(limited),
      })),
    })),
  );
}
