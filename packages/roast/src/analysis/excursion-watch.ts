import { RateTrend, type Trend } from '#analysis/rate-trend.ts';

/** A crash (the rate falls below its own trend) or a flick (it rises above it). Seconds from charge. */
export interface RateExcursion {
  readonly kind: 'crash' | 'flick';
  /** When the rate began to leave its trend. */
  readonly onsetS: number;
  /** When it was known: the same live and later. */
  readonly flaggedS: number;
  /** When it was farthest from the trend. */
  readonly extremeS: number;
  readonly endS: number;
  readonly durationS: number;
  /** How far at most, C/min: below zero for a crash. */
  readonly depthCPerMin: number;
}

/** A rate so far from its trend is an excursion: this share of the trend, within limits that noise and lag set, C/min. */
const awayShare = 0.3;
const awayMin = 2.2;
const awayMax = 2.8;
/** It began where it was last this close to the trend, as a share of that, and is over when it is half way back. */
const leftShare = 0.3;
const backShare = 0.5;
/** An excursion that lasts longer is the new course. */
const longestS = 90;
/** So long after an excursion the trend before it is still the measure: until a new one is known. */
const rememberedS = 90;

interface Open {
  readonly kind: RateExcursion['kind'];
  readonly onsetS: number;
  readonly flaggedS: number;
  readonly trend: Trend;
  readonly away: number;
  extremeS: number;
  depth: number;
}

/** Watches a rate of rise leave its own trend, reading by reading, from nothing but the past. */
export class ExcursionWatch {
  readonly found: RateExcursion[] = [];
  readonly #trend = new RateTrend();
  #open: Open | null = null;
  #remembered: { readonly trend: Trend; readonly untilS: number } | null = null;
  /** When the rate was last on its trend. */
  #onTrendS = 0;
  #peak = Number.NEGATIVE_INFINITY;

  /** Takes the rate after the turning point, in the order of time. A rate that cannot be told begins everything anew. */
  push(timeS: number, rateCPerMin: number | null): void {
    if (rateCPerMin === null) {
      this.end(timeS);
      this.#restart();
      return;
    }
    if (rateCPerMin > this.#peak) {
      // It still gathers speed: the fall from the peak is the course that counts.
      this.#peak = rateCPerMin;
      this.#restart();
    }
    if (this.#open === null) this.#look(timeS, rateCPerMin);
    else this.#follow(this.#open, timeS, rateCPerMin);
  }

  /** Closes what is open: drop, or nothing more is known. */
  end(timeS: number): void {
    const open = this.#open;
    if (open === null) return;
    const { kind, onsetS, flaggedS, extremeS, depth } = open;
    this.found.push({
      kind,
      onsetS,
      flaggedS,
      extremeS,
      endS: timeS,
      durationS: timeS - onsetS,
      depthCPerMin: depth,
    });
    this.#open = null;
  }

  #look(timeS: number, rate: number): void {
    const trend = this.#trend.trendAt(timeS) ?? this.#rememberedAt(timeS);
    if (trend === null) this.#onTrendS = timeS;
    else {
      const expected = trend.at(timeS);
      const away = Math.min(awayMax, Math.max(awayMin, awayShare * expected));
      const deviation = rate - expected;
      if (Math.abs(deviation) <= leftShare * away) this.#onTrendS = timeS;
      if (Math.abs(deviation) >= away) {
        this.#open = {
          kind: deviation < 0 ? 'crash' : 'flick',
          onsetS: this.#onTrendS,
          flaggedS: timeS,
          trend,
          away,
          extremeS: timeS,
          depth: deviation,
        };
        return;
      }
    }
    this.#trend.add(timeS, rate);
  }

  #follow(open: Open, timeS: number, rate: number): void {
    const deviation = rate - open.trend.at(timeS);
    if (Math.abs(deviation) > Math.abs(open.depth) && deviation * open.depth > 0) {
      open.depth = deviation;
      open.extremeS = timeS;
    }
    const isBack = Math.abs(deviation) < backShare * open.away || deviation * open.depth < 0;
    if (!isBack && timeS - open.flaggedS <= longestS) return;
    this.end(timeS);
    this.#restart();
    this.#onTrendS = timeS;
    if (isBack) this.#remembered = { trend: open.trend, untilS: timeS + rememberedS };
  }

  #rememberedAt(timeS: number): Trend | null {
    const remembered = this.#remembered;
    return remembered !== null && timeS <= remembered.untilS ? remembered.trend : null;
  }

  #restart(): void {
    this.#trend.restart();
    this.#remembered = null;
  }
}
