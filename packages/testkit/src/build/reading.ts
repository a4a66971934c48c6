import {
  type BootId,
  MonoUs,
  makeId,
  type Reading,
  type Sample,
  usPerMs,
  usPerSecond,
  WallMs,
} from '@artisan-ts/domain';
import { builtSourceId } from '#build/machine.ts';

export const builtBootId: BootId = makeId('boot', '1'.padStart(32, '0'));

/** A sample of BT and ET at a second of the source's axis; a null value is an open circuit. */
export function buildSample(
  timeS: number,
  btC: number | null = 200,
  etC: number | null = 215,
): Sample {
  const values = [btC, etC];
  const monoUs = MonoUs(Math.round(timeS * usPerSecond));
  return {
    stream: 'main',
    monoUs,
    wallMs: WallMs(Math.floor(monoUs / usPerMs)),
    values,
    missing: values.map((value) => (value === null ? 'open-circuit' : null)),
  };
}

/** Reading `seq` of a source that is read once a second; say what matters to the test. */
export function buildReading(seq: number, parts: Partial<Reading> = {}): Reading {
  return { ...buildSample(seq), sourceId: builtSourceId, boot: builtBootId, seq, ...parts };
}
