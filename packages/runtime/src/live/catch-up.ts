import type { SampleEvent } from '@artisan-ts/contracts';
import {
  type MachineId,
  MonoUs,
  type Reading,
  type SourceId,
  type StreamSpec,
} from '@artisan-ts/domain';
import type { LiveNews } from '#live/live-news.ts';
import { rateOfRiseMemoryUs } from '#live/live-rate-of-rise.ts';
import { LiveSignals } from '#live/live-signals.ts';
import type { ReadingStore } from '#ports/reading-store.ts';
import type { LiveEvent } from '#station.ts';
import { sampleView } from '#views/sample-view.ts';

/** Readings asked for at once: small enough that the screen fills while the rest is read. */
const pageMax = 2000;
/** Further back than this a subscriber is shown the present roast instead of everything it missed. */
const missedMax = 100_000;

/** A source whose readings are shown live. */
export interface LiveSource {
  readonly machineId: MachineId;
  readonly sourceId: SourceId;
  readonly streams: readonly StreamSpec[];
  /** Where the picture begins: the lead-in of the roast that is going on, or the last minutes. */
  readonly sinceUs: MonoUs;
}

/** What a newcomer is shown from. */
export interface LivePast {
  readonly readings: Pick<ReadingStore, 'range'>;
  /** Everything at or below is on disk. */
  cursor(): number;
  /** Readings that are not known to be on disk, in the order of arrival. */
  unsaved(): readonly Reading[];
  sources(): readonly LiveSource[];
  /** How things stand: health, the roasts that are going on, what is durable. */
  present(machineId: MachineId | null): Promise<readonly LiveNews[]>;
}

interface Wish {
  readonly machineId: MachineId | null;
  readonly afterCursor: number | null;
  /** Whether nobody listens any more. */
  readonly isOver: () => boolean;
}

/**
 * Shows the present state and then each reading since the picture begins, or after a cursor, once: what is on disk by its
 * order there, then what was not yet on disk when this began. What happens meanwhile is the caller's. Gives the cursor it
 * has shown everything up to.
 */
export async function catchUp(
  past: LivePast,
  wish: Wish,
  tell: (event: LiveEvent) => void,
): Promise<number> {
  const upTo = past.cursor();
  const unsaved = past.unsaved();
  const sources = past
    .sources()
    .filter((source) => wish.machineId === null || source.machineId === wish.machineId);
  const after = continuesFrom(wish.afterCursor, upTo);
  // Until samples follow, an interrupted subscriber has seen nothing new.
  const seen = after ?? 0;
  for (const news of await past.present(wish.machineId)) tell({ ...news, cursor: seen });
  const show = new Shower(past.readings, sources, tell);
  if (after === null) {
    for (const source of sources) {
      const { sourceId, sinceUs } = source;
      await showPages(
        past,
        { sourceIds: [sourceId], fromUs: sinceUs },
        { after: null, upTo },
        { show, isOver: wish.isOver },
      );
    }
  } else {
    const sourceIds = sources.map((source) => source.sourceId);
    await showPages(past, { sourceIds }, { after, upTo }, { show, isOver: wish.isOver });
  }
  for (const reading of unsaved) await show.one(reading, upTo);
  return upTo;
}

/** The cursor to go on after; null when the picture is to be shown from its beginning. */
function continuesFrom(afterCursor: number | null, upTo: number): number | null {
  if (afterCursor === null || afterCursor <= 0 || afterCursor > upTo) return null;
  return upTo - afterCursor > missedMax ? null : afterCursor;
}

async function showPages(
  past: LivePast,
  query: { readonly sourceIds: readonly SourceId[]; readonly fromUs?: MonoUs },
  cursors: { readonly after: number | null; readonly upTo: number },
  { show, isOver }: { readonly show: Shower; readonly isOver: () => boolean },
): Promise<void> {
  for (let afterCursor = cursors.after ?? 0; !isOver(); ) {
    const page = await past.readings.range({ ...query, afterCursor, limit: pageMax });
    for (const reading of page) {
      if (isOver()) return;
      // Beyond this it is among the unsaved, or happened since.
      if (reading.cursor > cursors.upTo) return;
      // One source after the other is not the order of cursors: who is cut off here has to begin again.
      await show.one(reading, cursors.after === null ? 0 : reading.cursor);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageMax) return;
    afterCursor = last.cursor;
  }
}

const noRates = { btCPerMin: null, etCPerMin: null } as const;

/** Shows readings of the past with the judgement and the rates of rise they had. */
class Shower {
  readonly #readings: LivePast['readings'];
  readonly #sources: ReadonlyMap<SourceId, LiveSource>;
  readonly #tell: (event: LiveEvent) => void;
  readonly #signals = new Map<SourceId, LiveSignals>();

  constructor(
    readings: LivePast['readings'],
    sources: readonly LiveSource[],
    tell: (event: LiveEvent) => void,
  ) {
    this.#readings = readings;
    this.#sources = new Map(sources.map((source) => [source.sourceId, source]));
    this.#tell = tell;
  }

  async one(reading: Reading, cursor: number): Promise<void> {
    const source = this.#sources.get(reading.sourceId);
    const stream = source?.streams.find((known) => known.stream === reading.stream);
    if (source === undefined || stream === undefined) return;
    const told = (judged: Pick<SampleEvent, 'ror' | 'quality'>): void => {
      const data = sampleView(source.machineId, reading, stream, judged);
      this.#tell({ name: 'sample', cursor, data });
    };
    // It was not judged when it came, and would spoil the rates of those that came in time.
    if (reading.late) return told({ ror: noRates });
    const signals = this.#signals.get(source.sourceId) ?? (await this.#warmedUp(source, reading));
    told(signals.push(reading, stream));
  }

  /** A judge that has seen what came before the first reading that is shown. */
  async #warmedUp(source: LiveSource, first: Reading): Promise<LiveSignals> {
    // How its channels are is told by the present; here only readings are judged.
    const signals = new LiveSignals(1);
    this.#signals.set(source.sourceId, signals);
    // Nothing is before the axis begins, and bounds are inclusive: the reading itself must not be judged twice.
    if (first.monoUs === 0) return signals;
    const sourceIds = [source.sourceId];
    const fromUs = MonoUs(Math.max(0, first.monoUs - rateOfRiseMemoryUs));
    const toUs = MonoUs(first.monoUs - 1);
    for (let afterCursor = 0; ; ) {
      const query = { sourceIds, fromUs, toUs, afterCursor, limit: pageMax };
      const page = await this.#readings.range(query);
      for (const reading of page) {
        const stream = source.streams.find((known) => known.stream === reading.stream);
        if (stream !== undefined && !reading.late) signals.push(reading, stream);
      }
      const last = page.at(-1);
      if (last === undefined || page.length < pageMax) return signals;
      afterCursor = last.cursor;
    }
  }
}
