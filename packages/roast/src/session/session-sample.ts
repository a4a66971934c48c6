import type { ReadingDefect, Sample, StreamSpec } from '@artisan-ts/domain';
import type { SampleInput } from '#session/state.ts';

/**
 * What the session rules see of a sample whose values were judged; null when its stream has no BT. `usable` holds the values that
 * have no defect; both shapes are the channels of the stream.
 */
export function sessionSample(
  judged: {
    readonly usable: Pick<Sample, 'monoUs' | 'values'>;
    readonly defects: readonly (ReadingDefect | null)[];
  },
  stream: StreamSpec,
): SampleInput | null {
  const { usable, defects } = judged;
  const place = (id: string): number => stream.channels.findIndex((channel) => channel.id === id);
  const bt = place('bt');
  if (bt < 0) return null;
  const [btC, etC] = [usable.values[bt] ?? null, usable.values[place('et')] ?? null];
  return { type: 'sample', monoUs: usable.monoUs, btC, etC, hangs: defects[bt] === 'frozen' };
}
