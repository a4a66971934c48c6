import type { RoastRecord } from '@artisan-ts/domain';
import { recordStreams } from '#record-streams.ts';

/** What the probes of a simulated device measure at one moment. */
export interface RecordSample {
  readonly index: number;
  readonly btC: number | null;
  readonly etC: number | null;
}

/** The samples of a record's BT and ET in their order, each once; null when there is nothing left. */
export function recordSamples(record: RoastRecord): () => RecordSample | null {
  const main = recordStreams(record)[0];
  const bt = main?.curves.find((curve) => curve.channel.id === 'bt');
  const et = main?.curves.find((curve) => curve.channel.id === 'et');
  let next = 0;
  return () => {
    if (main === undefined || next >= main.timeS.length) return null;
    const index = next++;
    return { index, btC: bt?.values[index] ?? null, etC: et?.values[index] ?? null };
  };
}
