import { type MonoUs, type Reading, type SourceStream, usPerMs, WallMs } from '@artisan-ts/domain';
import {
  decideSession,
  type SampleInput,
  type SessionState,
  sessionSample,
} from '@artisan-ts/roast';
import { LiveSignals } from '#live/live-signals.ts';
import type { SequenceGap } from '#ports/reading-store.ts';
import type { RecordEffect } from '#roasts/draft.ts';

/** The session rules over readings of the past, in the order in which they were made. */
export class PastSession {
  readonly effects: RecordEffect[] = [];
  readonly #streams: readonly SourceStream[];
  readonly #signals = new Map<string, LiveSignals>();
  readonly #open: readonly SequenceGap[];
  readonly #nextSeq = new Map<string, number>();
  #state: SessionState;
  #isBroken = false;

  /** `open`: gaps that may still be filled; what lies behind one is not looked at. */
  constructor(
    state: SessionState,
    streams: readonly SourceStream[],
    open: readonly SequenceGap[] = [],
  ) {
    this.#state = state;
    this.#streams = streams;
    this.#open = open;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Whether readings are missing that may still come: what follows them is not decided yet. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Takes readings, by their time. */
  feed(readings: readonly Reading[]): void {
    for (const reading of readings) {
      const { sourceId } = reading;
      const stream = this.#streams.find(
        (known) => known.sourceId === sourceId && known.stream === reading.stream,
      );
      if (stream === undefined) continue;
      this.#isBroken ||= this.#isBehindGap(reading);
      if (this.#isBroken) return;
      const signals = this.#signals.get(sourceId) ?? new LiveSignals(1);
      this.#signals.set(sourceId, signals);
      const sample = sessionSample(signals.push(reading, stream), stream);
      if (sample !== null) this.decide(sample, reading.wallMs);
    }
  }

  /** Takes a sample that was judged already; `wallMs`: when it was made. */
  decide(sample: SampleInput, wallMs: WallMs): void {
    const { state, effects } = decideSession(this.#state, sample);
    this.#state = state;
    for (const effect of effects) {
      if (effect.type === 'refuse') continue;
      if (effect.type === 'open') {
        const agoMs = (sample.monoUs - effect.startUs) / usPerMs;
        this.effects.push({ ...effect, startedWallMs: WallMs(Math.round(wallMs - agoMs)) });
      } else this.effects.push(effect);
    }
  }

  #isBehindGap({ sourceId, boot, stream, seq }: Reading): boolean {
    const series = `${sourceId}/${boot}/${stream}`;
    const next = this.#nextSeq.get(series);
    this.#nextSeq.set(series, seq + 1);
    const isWithin = (gap: SequenceGap): boolean =>
      gap.sourceId === sourceId && gap.boot === boot && gap.stream === stream;
    return (
      next !== undefined &&
      seq > next &&
      this.#open.some((gap) => isWithin(gap) && gap.firstSeq < seq && gap.lastSeq >= next)
    );
  }
}

/** What concerns a roast that is not over: everything since it was opened; nothing when all are. */
export function unfinished(effects: readonly RecordEffect[]): readonly RecordEffect[] {
  const opened = effects.findLastIndex(({ type }) => type === 'open');
  const last = effects.slice(opened);
  return opened === -1 || last.some(({ type }) => type === 'close') ? [] : last;
}

/** A roast that was found in the past: from the effect that opens it to the one that closes it. */
export interface PastRoast {
  readonly startUs: MonoUs;
  readonly effects: readonly RecordEffect[];
}

/**
 * The roasts that are whole: charged, dropped and closed, every moment of them seen. One that was dropped and not closed ends
 * at `endUs`, where the next roast is known to begin; null: it is left out. What has no charge or no drop is no roast that a
 * machine may put into the book by itself.
 */
export function wholeRoasts(
  effects: readonly RecordEffect[],
  endUs: MonoUs | null,
): readonly PastRoast[] {
  const groups: { startUs: MonoUs; effects: RecordEffect[] }[] = [];
  for (const effect of effects) {
    if (effect.type === 'open') groups.push({ startUs: effect.startUs, effects: [effect] });
    else groups.at(-1)?.effects.push(effect);
  }
  return groups.flatMap((group) => {
    const has = (kind: 'charge' | 'drop'): boolean =>
      group.effects.findLast((effect) => effect.type === 'mark' && effect.kind === kind) !==
      undefined;
    if (!has('charge') || !has('drop')) return [];
    if (group.effects.some((effect) => effect.type === 'close')) return [group];
    if (endUs === null) return [];
    return [
      { ...group, effects: [...group.effects, { type: 'close', reason: 'nextCharge', endUs }] },
    ];
  });
}
