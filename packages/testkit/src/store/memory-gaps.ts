import type { WallMs } from '@artisan-ts/domain';
import type { SequenceGap, SeriesPlace } from '@artisan-ts/runtime';

type Gap = { -readonly [Key in keyof SequenceGap]: SequenceGap[Key] };

/** Which numbers were passed over, as the reading store keeps it, in memory. */
export class MemoryGaps {
  readonly #next = new Map<string, number>();
  #gaps: Gap[] = [];

  get all(): readonly SequenceGap[] {
    return this.#gaps;
  }

  /** A reading was stored that was not there. */
  stored(place: SeriesPlace, seq: number, nowMs: WallMs): boolean {
    const next = this.#next.get(nameOf(place)) ?? 0;
    if (seq < next) {
      const gap = this.#of(place).find(
        ({ firstSeq, lastSeq }) => firstSeq <= seq && seq <= lastSeq,
      );
      if (gap === undefined || gap.missing === 0) return false;
      gap.missing -= 1;
      if (gap.missing === 0) gap.filledWallMs = nowMs;
      return true;
    }
    if (seq > next) this.#notice(place, next, seq - 1, seq - next, nowMs, null);
    this.#next.set(nameOf(place), seq + 1);
    return seq > next;
  }

  /** Nothing below will come any more. `isStored`: which numbers are there. */
  giveUpBelow(
    place: SeriesPlace,
    oldestSeq: number,
    nowMs: WallMs,
    isStored: (seq: number) => boolean,
  ): boolean {
    let isNews = false;
    for (const gap of this.#of(place)) {
      if (gap.missing === 0 || gap.lostWallMs !== null || gap.firstSeq >= oldestSeq) continue;
      isNews = true;
      if (gap.lastSeq >= oldestSeq) {
        const above = range(oldestSeq, gap.lastSeq).filter((seq) => !isStored(seq)).length;
        const { lastSeq, noticedWallMs } = gap;
        if (above > 0) this.#notice(place, oldestSeq, lastSeq, above, noticedWallMs, null);
        gap.lastSeq = oldestSeq - 1;
        gap.missing -= above;
      }
      if (gap.missing === 0) gap.filledWallMs = nowMs;
      else gap.lostWallMs = nowMs;
    }
    const next = this.#next.get(nameOf(place)) ?? 0;
    if (next >= oldestSeq) return isNews;
    this.#notice(place, next, oldestSeq - 1, oldestSeq - next, nowMs, nowMs);
    this.#next.set(nameOf(place), oldestSeq);
    return true;
  }

  #of(place: SeriesPlace): readonly Gap[] {
    return this.#gaps.filter((gap) => nameOf(gap) === nameOf(place));
  }

  #notice(
    { sourceId, boot, stream }: SeriesPlace,
    firstSeq: number,
    lastSeq: number,
    missing: number,
    noticedWallMs: WallMs,
    lostWallMs: WallMs | null,
  ): void {
    const stretch = { sourceId, boot, stream, firstSeq, lastSeq };
    this.#gaps.push({ ...stretch, missing, noticedWallMs, filledWallMs: null, lostWallMs });
  }
}

function nameOf({ sourceId, boot, stream }: SeriesPlace): string {
  return `${sourceId} ${boot} ${stream}`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
