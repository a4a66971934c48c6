import type { MonoUs, TemperatureUnit } from '@artisan-ts/domain';
import { parseDigits } from '#artisan/frame.ts';
import { type RoastClock, showClock, stillClock } from '#artisan/roast-clock.ts';
import type { ArtisanSettings } from '#artisan/settings.ts';
import { type ChannelReading, temperatureReading } from '#wire/conversation.ts';
import { LineFramer, type TextLine } from '#wire/line-framer.ts';
import type { Heard, ListenPlan } from '#wire/listen.ts';

/** What Artisan shows, and since when. */
interface ArtisanMemory {
  readonly bt: ChannelReading;
  readonly et: ChannelReading;
  /** When it last told of a temperature; null: not yet. */
  readonly toldUs: MonoUs | null;
  /** It told a temperature again that had not changed: it tells with each of its samples, and nothing is to be held. */
  readonly tellsAll: boolean;
  /** The last two spans between temperatures that were told, the newer one last; none longer than a pause. */
  readonly spansUs: readonly number[];
  readonly clock: RoastClock;
}

/** The types of this conversation. */
export interface ArtisanListen {
  readonly frame: TextLine;
  readonly memory: ArtisanMemory;
}

const messageBytesMax = 65_536;
/** Digits that did not change for longer are no reading any more: a drum at rest holds a value for up to 28 s. */
const heldUsMax = 30_000_000;
/** No Artisan samples seldomer: more is a pause. */
const spanUsMax = 6_000_000;

/** Artisan is listened to: what it shows makes a sample, and its clock that begins anew tells of charge and drop. */
export function artisanPlan({ unit, intervalUs }: ArtisanSettings): ListenPlan<ArtisanListen> {
  return {
    intervalUs,
    channelCount: 2,
    advice:
      'press ON in Artisan, and check that its WebLCDs are switched on under Config, Curves, UI',
    nothing: {
      bt: 'not-sent',
      et: 'not-sent',
      toldUs: null,
      tellsAll: false,
      spansUs: [],
      clock: stillClock,
    },
    framer: () => new LineFramer(messageBytesMax),
    take: (memory, frame) => take(memory, frame, unit, intervalUs),
    readings: ({ bt, et, toldUs }, nowUs) => {
      const isHeld = toldUs !== null && nowUs - toldUs <= heldUsMax;
      return isHeld ? [bt, et] : ['no-reply', 'no-reply'];
    },
    // One message that was lost makes a span long, and the one before it tells better.
    paceUs: ({ spansUs }) => (spansUs.length === 0 ? 0 : Math.min(...spansUs)),
  };
}

function take(
  memory: ArtisanMemory,
  { text, beganUs }: TextLine,
  unit: TemperatureUnit,
  intervalUs: number,
): Heard<ArtisanMemory> | null {
  const digits = parseDigits(text);
  if (digits === null) return null;
  const { bt, et, clockS } = digits;
  const hasTold = bt !== undefined || et !== undefined;
  const shown = clockS === undefined ? null : showClock(memory.clock, clockS, beganUs);
  const { toldUs } = memory;
  const [btNow, etNow] = [bt, et].map((said) =>
    said === undefined ? null : readingOf(said, unit),
  );
  const isToldAgain = toldUs !== null && (btNow === memory.bt || etNow === memory.et);
  const after: ArtisanMemory = {
    bt: btNow ?? memory.bt,
    et: etNow ?? memory.et,
    toldUs: hasTold ? beganUs : toldUs,
    tellsAll: memory.tellsAll || isToldAgain,
    spansUs: hasTold ? spansWith(memory, beganUs) : memory.spansUs,
    clock: shown?.clock ?? memory.clock,
  };
  // Between two readings its clock alone is no reading; digits that did not change for longer are, unless they would be told.
  const isDue = !memory.tellsAll && toldUs !== null && beganUs - toldUs >= 0.9 * intervalUs;
  const mark = shown?.mark ?? null;
  return {
    memory: after,
    isReading: hasTold || isDue,
    marks: mark === null ? [] : [mark.kind],
    ...(mark !== null && { markedUs: mark.atUs }),
  };
}

function spansWith({ toldUs, spansUs }: ArtisanMemory, nowUs: MonoUs): readonly number[] {
  const spanUs = toldUs === null ? null : nowUs - toldUs;
  if (spanUs === null || spanUs > spanUsMax) return spansUs;
  return [...spansUs.slice(-1), spanUs];
}

function readingOf(text: string | null, unit: TemperatureUnit): ChannelReading {
  if (text === null) return 'not-sent';
  if (!/^-?\d{1,5}([.,]\d{1,3})?$/.test(text)) return 'unreadable';
  const value = Number(text.replace(',', '.'));
  // Artisan's own sign for a value that is not there.
  return value === -1 ? 'not-sent' : temperatureReading(unit, value);
}
