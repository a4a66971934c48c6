import type { Sample, StreamSpec } from '@artisan-ts/domain';
import type { SampleInput } from '#session/state.ts';

/** What the session rules see of a sample whose values were judged; null when its stream has no BT. */
export function sessionSample(
  usable: Pick<Sample, 'monoUs' | 'values'>,
  stream: StreamSpec,
): SampleInput | null {
  const value = (id: string): number | null =>
    usable.values[stream.channels.findIndex((channel) => channel.id === id)] ?? null;
  if (!stream.channels.some((channel) => channel.id === 'bt')) return null;
  return { type: 'sample', monoUs: usable.monoUs, btC: value('bt'), etC: value('et') };
}
