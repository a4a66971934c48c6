import type { ReadingDefect, SignalLimits } from '@artisan-ts/domain';
import { signalHorizonS } from '#signal/horizon.ts';
import { MinuteTrend } from '#signal/minute-trend.ts';
import { middleC, RecentValues } from '#signal/recent-values.ts';

/** Noise that is no spike, however short the time in between. */
const noiseC = 10;
/** What some devices say when they lost a reading. It speaks neither for nor against the values beside it. */
const lostC = 0;
/** Quantum of a channel that does not state one: the coarsest that devices show. */
const coarseQuantumC = 1;
/** A value that stands still although it had been going has missed so many quanta, and so many C. */
const missedQuanta = 4;
const missedMinC = 4;
/** Slower than 4 C/min over a minute may come to rest by itself. */
const movingMinCPerS = 4 / 60;
/** Beside a neighbour that moved by so much within a minute, a value that stood still for that minute is stuck. */
const neighbourMovedC = 12;
const neighbourHoldS = 60;

interface Hold {
  readonly valueC: number;
  readonly sinceS: number;
  /** How fast it had been going; null when nobody knows. */
  readonly rateCPerS: number | null;
}

/** Judges one temperature channel, reading by reading. What it remembers is bounded in size and in time. */
export class ChannelJudge {
  readonly #limits: SignalLimits;
  readonly #quantumC: number;
  readonly #recent: RecentValues;
  readonly #trend = new MinuteTrend();
  #hold: Hold | null = null;

  constructor(limits: SignalLimits, stream: { intervalS: number; resolutionC: number | null }) {
    this.#limits = limits;
    this.#quantumC = stream.resolutionC ?? coarseQuantumC;
    this.#recent = new RecentValues(stream.intervalS);
  }

  /** The value that stands for the seconds before this moment, or null. */
  levelBefore(timeS: number): number | null {
    return middleC(this.#recent.before(timeS));
  }

  /** How far the channel moved within the last minute, C. */
  rangeC(timeS: number): number {
    return this.#trend.rangeC(timeS);
  }

  /** Takes a reading that is later than the one before, and says what is wrong with it by itself. */
  push(timeS: number, valueC: number): Exclude<ReadingDefect, 'swapped' | 'clock'> | null {
    const { minC, maxC } = this.#limits;
    if (valueC < minC || valueC > maxC) return 'out-of-range';
    const isSpike = this.#isSpike(timeS, valueC);
    if (valueC !== lostC) this.#recent.add({ timeS, valueC });
    if (isSpike) return 'spiking';
    this.#holdOn(timeS, valueC);
    this.#trend.add(timeS, valueC);
    return null;
  }

  /** Whether the value stands still although it should have moved. Asked after all channels of the moment were pushed. */
  isFrozen(timeS: number, neighbour: ChannelJudge | null): boolean {
    const hold = this.#hold;
    if (hold === null) return false;
    const heldS = timeS - hold.sinceS;
    if (heldS < this.#limits.frozenAfterS) return false;
    const hasTime = heldS >= neighbourHoldS;
    if (hasTime && (neighbour?.rangeC(timeS) ?? 0) >= neighbourMovedC) return true;
    if (hold.rateCPerS === null || heldS > signalHorizonS) return false;
    const speed = Math.abs(hold.rateCPerS);
    const missedC = Math.max(missedMinC, missedQuanta * this.#quantumC);
    return speed >= movingMinCPerS && speed * heldS >= missedC;
  }

  /** A spike is not within reach of most of its neighbours, which a real probe always is. */
  #isSpike(timeS: number, valueC: number): boolean {
    const neighbours = this.#recent.before(timeS);
    if (neighbours.length < 2) return false;
    let near = 0;
    for (const past of neighbours) {
      const reachC = noiseC + this.#limits.stepMaxCPerS * (timeS - past.timeS);
      if (Math.abs(valueC - past.valueC) <= reachC) near += 1;
    }
    return near * 2 < neighbours.length;
  }

  #holdOn(timeS: number, valueC: number): void {
    if (this.#hold?.valueC === valueC) return;
    this.#hold = { valueC, sinceS: timeS, rateCPerS: this.#trend.rateCPerS(timeS, valueC) };
  }
}
