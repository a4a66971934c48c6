/**
 * The course a rate of rise would keep. Under constant heat BT nears a limit exponentially, and its rate falls by a constant share
 * of itself: a straight line through the logarithms.
 */

/** The line looks at so many seconds, and the newest ones do not count: they are what is judged. */
const windowS = 90;
const newestS = 30;
/** Less says nothing about a course. */
const spanMinS = 45;
/** Slower is a stall; its logarithm would rule the line. */
const rateMin = 1;
/** Enough for 10 readings a second. */
const pointsMax = 2048;

/** A rate at a time. */
interface Point {
  readonly timeS: number;
  readonly log: number;
}

/** A course that can be prolonged: it never rises. */
export interface Trend {
  readonly at: (timeS: number) => number;
}

/** Learns the course from the rates of the recent past. */
export class RateTrend {
  #points: Point[] = [];

  /** Takes a rate that belongs to the course. */
  add(timeS: number, rateCPerMin: number): void {
    this.#points.push({ timeS, log: Math.log(Math.max(rateMin, rateCPerMin)) });
    const oldestS = timeS - newestS - windowS;
    const first = this.#points.findIndex((point) => point.timeS >= oldestS);
    if (first > 0) this.#points.splice(0, first);
    if (this.#points.length > pointsMax) this.#points.shift();
  }

  /** Begins anew: what was is no guide for what comes. */
  restart(): void {
    this.#points = [];
  }

  /** The course as it looks at a moment; null while too little is known. */
  trendAt(nowS: number): Trend | null {
    const known = this.#between(nowS - newestS - windowS, nowS - newestS);
    const first = known[0];
    const last = known.at(-1);
    if (first === undefined || last === undefined || last.timeS - first.timeS < spanMinS)
      return null;
    let meanS = 0;
    let meanLog = 0;
    for (const { timeS, log } of known) {
      meanS += (timeS - first.timeS) / known.length;
      meanLog += log / known.length;
    }
    let product = 0;
    let square = 0;
    for (const { timeS, log } of known) {
      const dt = timeS - first.timeS - meanS;
      product += dt * (log - meanLog);
      square += dt * dt;
    }
    const slope = Math.min(0, product / square);
    return { at: (timeS) => Math.exp(meanLog + slope * (timeS - first.timeS - meanS)) };
  }

  /** Rates come in the order of time: those of a stretch, ends included, lie beside each other. */
  #between(fromS: number, toS: number): readonly Point[] {
    let from = 0;
    while ((this.#points[from]?.timeS ?? fromS) < fromS) from += 1;
    let end = this.#points.length;
    while ((this.#points[end - 1]?.timeS ?? toS) > toS) end -= 1;
    return this.#points.slice(from, end);
  }
}
