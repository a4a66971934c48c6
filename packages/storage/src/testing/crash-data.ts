import {
  type BootId,
  type MachineId,
  MonoUs,
  makeId,
  type Reading,
  WallMs,
} from '@artisan-ts/domain';
import type { LeverEvent } from '@artisan-ts/runtime';

const hex = (number: number): string => number.toString(16).padStart(32, '0');

export const crashSource = makeId('source', hex(1));
export const crashBoot = (boot: number): BootId => makeId('boot', hex(boot));
export const crashMachine = (boot: number): MachineId => makeId('machine', hex(boot));

/** Reading `seq` of boot `boot`, told apart from every other by what it holds. */
export function crashReading(boot: number, seq: number): Reading {
  const isMissing = seq % 7 === 0;
  return {
    sourceId: crashSource,
    boot: crashBoot(boot),
    stream: 'main',
    seq,
    monoUs: MonoUs(seq * 1_000),
    wallMs: WallMs(seq),
    values: [boot + seq / 1_000_000, isMissing ? null : seq * 0.1],
    missing: [null, isMissing ? 'no-reply' : null],
  };
}

/** Lever event `number` of boot `boot`. */
export function crashLeverEvent(boot: number, number: number): LeverEvent {
  const machineId = crashMachine(boot);
  const atUs = MonoUs(number);
  return { machineId, lever: 'air', atUs, wallMs: WallMs(number), value: number, state: 'logged' };
}
