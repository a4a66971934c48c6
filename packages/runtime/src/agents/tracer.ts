import type { Clock } from '#ports/clock.ts';
import type { MissionSpan } from '#ports/mission-store.ts';

/** What is told of a span beside its name. */
export type SpanAttributes = MissionSpan['attributes'];

/** A span that goes on. */
export interface OpenSpan {
  readonly spanId: string;
  end(outcome?: { readonly isError?: boolean; readonly attributes?: SpanAttributes }): void;
}

const hexDigits = (value: number): string => value.toString(16).padStart(8, '0').slice(-8);

/** The spans of one attempt. Their ids follow from the epoch and their order: the same attempt is never told twice. */
export class Tracer {
  readonly #clock: Pick<Clock, 'monoUs'>;
  readonly #nowMs: () => number;
  readonly #epoch: number;
  readonly #all: MissionSpan[] = [];
  #taken = 0;
  #begun = 0;

  constructor(clock: Pick<Clock, 'monoUs'>, nowMs: () => number, epoch: number) {
    this.#clock = clock;
    this.#nowMs = nowMs;
    this.#epoch = epoch;
  }

  /** Every span that has ended. */
  get spans(): readonly MissionSpan[] {
    return this.#all;
  }

  /** Those that ended since the last time. */
  take(): readonly MissionSpan[] {
    const news = this.#all.slice(this.#taken);
    this.#taken = this.#all.length;
    return news;
  }

  begin(name: string, parentId: string | null, attributes: SpanAttributes = {}): OpenSpan {
    this.#begun += 1;
    const spanId = `${hexDigits(this.#epoch)}${hexDigits(this.#begun)}`;
    const startMs = this.#nowMs();
    const startUs = this.#clock.monoUs();
    let isOver = false;
    return {
      spanId,
      end: ({ isError = false, attributes: more = {} } = {}) => {
        if (isOver) return;
        isOver = true;
        const durationUs = Math.round(this.#clock.monoUs() - startUs);
        this.#all.push({
          spanId,
          parentId,
          epoch: this.#epoch,
          name,
          startMs,
          durationUs,
          isError,
          attributes: { ...attributes, ...more },
        });
      },
    };
  }
}
