import { signalHorizonS } from '#signal/horizon.ts';

/** Closer together than this, BT and ET cannot be told apart by their values. */
const gapMinC = 15;
/** How well each has to arrive at the other's place: a share of the way, and noise. */
const missShare = 0.2;
const missC = 2;
/** An exchange within this after another takes it back. */
const returnS = 300;
/** So long an exchange counts: with what takes it back it lies within the horizon. */
const countsS = signalHorizonS - returnS;
/** Loose plugs may chatter; more exchanges than this within the horizon are not told apart. */
const exchangesMax = 64;

/** Two values before a reading and at it, C. */
export interface Pair {
  readonly before: { readonly bt: number | null; readonly et: number | null };
  readonly now: { readonly bt: number | null; readonly et: number | null };
}

/** Notices that BT and ET changed places from one reading to the next, as probes do when their plugs are exchanged. */
export class SwapWatch {
  #exchangesS: readonly number[] = [];
  #wasExchanging = false;

  /** Whether the two are exchanged at this reading. */
  push(timeS: number, pair: Pair): boolean {
    const isExchanging = isExchange(pair);
    if (isExchanging && !this.#wasExchanging) {
      const kept = this.#exchangesS.filter((atS) => timeS - atS <= signalHorizonS);
      this.#exchangesS = [...kept.slice(1 - exchangesMax), timeS];
    }
    this.#wasExchanging = isExchanging;
    return this.#isSwapped(timeS);
  }

  #isSwapped(timeS: number): boolean {
    const last = this.#exchangesS.at(-1);
    if (last === undefined || timeS - last > countsS) return false;
    return this.#exchangesS.filter((atS) => last - atS <= returnS).length % 2 === 1;
  }
}

function isExchange({ before, now }: Pair): boolean {
  if (before.bt === null || before.et === null || now.bt === null || now.et === null) return false;
  const gapC = Math.abs(before.bt - before.et);
  if (gapC < gapMinC) return false;
  const missMaxC = missShare * gapC + missC;
  return Math.abs(now.bt - before.et) <= missMaxC && Math.abs(now.et - before.bt) <= missMaxC;
}
