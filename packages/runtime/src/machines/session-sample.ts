import type { MonoUs, Reading, StreamSpec } from '@artisan-ts/domain';

/** What the session rules see of a reading; null when it holds no BT. */
export function sessionSample(
  reading: Reading,
  stream: StreamSpec,
): { type: 'sample'; monoUs: MonoUs; btC: number | null; etC: number | null } | null {
  const value = (id: string): number | null =>
    reading.values[stream.channels.findIndex((channel) => channel.id === id)] ?? null;
  if (!stream.channels.some((channel) => channel.id === 'bt')) return null;
  return { type: 'sample', monoUs: reading.monoUs, btC: value('bt'), etC: value('et') };
}
