import type { Channel } from '@artisan-ts/domain';
import { SignalJudge } from '#signal/signal-judge.ts';
import type { RealRoast } from './real-roasts.ts';

export type InjectedFault = 'frozen' | 'spiking' | 'swapped' | 'out-of-range';

const temperature = (id: string): Channel => ({
  id,
  label: id.toUpperCase(),
  quantity: 'temperature',
  resolution: null,
});

/** BT and ET of one device. */
export function twoProbes(intervalS: number, bt: Partial<Channel> = {}) {
  return {
    stream: 'main',
    channels: [{ ...temperature('bt'), ...bt }, temperature('et')],
    intervalS,
  };
}

/** The flags on every reading of a roast, BT first. */
export function flagsOf(roast: RealRoast) {
  const judge = new SignalJudge(twoProbes(roast.intervalS));
  return roast.timeS.map(
    (timeS, row) => judge.at(timeS, [roast.btC[row] ?? null, roast.etC[row] ?? null]).defects,
  );
}

/**
 * Seconds until the fault, put into BT at a share of the way from charge to drop, is flagged for what it is; null when it never
 * is, `undefined` when the roast has no place for it.
 */
export function delayOf(
  roast: RealRoast,
  fault: InjectedFault,
  share: number,
): number | null | undefined {
  const chargeS = roast.timeS[roast.index.charge ?? -1];
  const dropS = roast.timeS[roast.index.drop ?? -1];
  if (chargeS === undefined || dropS === undefined) return undefined;
  const from = roast.timeS.findIndex((timeS) => timeS >= chargeS + share * (dropS - chargeS));
  const btC = roast.btC[from] ?? null;
  const etC = roast.etC[from] ?? null;
  if (btC === null || etC === null) return undefined;
  // Where no probe is connected for ET, some files hold 0 throughout: there is nothing to change places with.
  if (fault === 'swapped' && (etC === 0 || Math.abs(btC - etC) < 20)) return undefined;
  const judge = new SignalJudge(twoProbes(roast.intervalS));
  for (const [row, timeS] of roast.timeS.entries()) {
    const good = [roast.btC[row] ?? null, roast.etC[row] ?? null] as const;
    const { defects } = judge.at(timeS, row < from ? good : spoilt(fault, good, btC, row === from));
    if (row >= from && defects[0] === fault) return timeS - (roast.timeS[from] as number);
  }
  return null;
}

function spoilt(
  fault: InjectedFault,
  [btC, etC]: readonly [number | null, number | null],
  heldC: number,
  isFirst: boolean,
): (number | null)[] {
  switch (fault) {
    case 'frozen':
      return [heldC, etC];
    case 'spiking':
      return [isFirst ? heldC + 100 : btC, etC];
    case 'swapped':
      return [etC, btC];
    case 'out-of-range':
      return [1372, etC];
  }
}
