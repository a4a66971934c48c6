import { signalHorizonS } from '#signal/horizon.ts';

/** Closer together than this, BT and ET cannot be told apart by their values. */
const gapMinC = 15;
/** What takes an exchange back is looked for, and is known at less: a wrong guess only ends the doubt. */
const returnGapMinC = 6;
/** How well each has to arrive at the other's place: a share of the way, and noise. */
const missShare = 0.2;
const missC = 2;
/** An exchange within this after another takes it back. */
const returnS = 300;
/** So long an exchange counts: with what takes it back it lies within the horizon. */
const countsS = signalHorizonS - returnS;
/** Loose plugs may chatter; more exchanges than this within the horizon are not told apart. */
const exchangesMax = 64;

/** After a pause no longer than this the plugs may have been put back meanwhile; after a longer one nobody knows, s. */
const pauseMaxS = returnS;

/** BT and ET of one moment, C. */
interface Both {
  readonly bt: number;
  readonly et: number;
}

/** Two values before a reading and at it, C. Before is null where nothing was read for some seconds. */
export interface Pair {
  readonly before: { readonly bt: number | null; readonly et: number | null };
  readonly now: { readonly bt: number | null; readonly et: number | null };
}

/** Notices that BT and ET changed places from one reading to the next, as probes do when their plugs are exchanged. */
export class SwapWatch {
  #exchangesS: readonly number[] = [];
  #wasExchanging = false;
  #last: (Both & { readonly timeS: number }) | null = null;

  /** Whether the two are exchanged at this reading. */
  push(timeS: number, { before, now }: Pair): boolean {
    const newest = bothOf(now);
    const past = this.#last;
    const isLong = past !== null && timeS - past.timeS > pauseMaxS;
    const last = isLong ? null : past;
    if (newest !== null) this.#last = { ...newest, timeS };
    const level = bothOf(before);
    // Whoever exchanges plugs pulls one after the other: a pause of either is one.
    if (level === null && isLong) this.#exchangesS = [];
    const apartMinC = this.#isSwapped(timeS) ? returnGapMinC : gapMinC;
    // Where BT falls fast, the last reading is nearer than the level of the seconds before, which no spike moves.
    const isSudden = level !== null && isExchange(last, newest, apartMinC);
    const isExchanging =
      level === null ? isCloserExchanged(last, newest) : isExchange(level, newest, apartMinC);
    if (isSudden || (isExchanging && !this.#wasExchanging)) {
      const kept = this.#exchangesS.filter((atS) => timeS - atS <= signalHorizonS);
      this.#exchangesS = [...kept.slice(1 - exchangesMax), timeS];
    }
    this.#wasExchanging = isSudden || isExchanging;
    return this.#isSwapped(timeS);
  }

  #isSwapped(timeS: number): boolean {
    const last = this.#exchangesS.at(-1);
    if (last === undefined || timeS - last > countsS) return false;
    return this.#exchangesS.filter((atS) => last - atS <= returnS).length % 2 === 1;
  }
}

function bothOf({ bt, et }: Pair['now']): Both | null {
  return bt === null || et === null ? null : { bt, et };
}

/** Over a pause temperatures move: they are compared with each other's place rather than with how far they may have gone. */
function isCloserExchanged(before: Both | null, now: Both | null): boolean {
  if (before === null || now === null) return false;
  const stayedC = Math.abs(now.bt - before.bt) + Math.abs(now.et - before.et);
  const exchangedC = Math.abs(now.bt - before.et) + Math.abs(now.et - before.bt);
  return Math.abs(before.bt - before.et) >= gapMinC && 3 * exchangedC < stayedC;
}

function isExchange(before: Both | null, now: Both | null, apartMinC: number): boolean {
  if (before === null || now === null) return false;
  const gapC = Math.abs(before.bt - before.et);
  if (gapC < apartMinC) return false;
  const missMaxC = missShare * gapC + missC;
  return Math.abs(now.bt - before.et) <= missMaxC && Math.abs(now.et - before.bt) <= missMaxC;
}
