import { type RandomStream, seededStream } from '@artisan-ts/domain';
import { type EmptyReading, emptyDrum, machineChangesS } from '#evaluation/empty-drum.ts';

/** From one gap to the next, s, and how long one is: mostly short, at most half an hour. */
const betweenS = { least: 60, most: 560 };
const gapS = { least: 12.5, most: 1800 };
/** By how much another probe shows another temperature, C; and how far a lid takes BT down. */
const shiftC = { least: 10, most: 130 };
const lidC = { least: 20, most: 140 };

/** What people do with a machine while nothing is read of it. */
interface Meddled {
  /** Another probe, or another place of it. */
  readonly gain: number;
  readonly shiftC: number;
  /** A lid was opened for a moment: BT falls by so much at once and comes back with this time constant, s. */
  readonly lid: { readonly atS: number; readonly downC: number; readonly backS: number } | null;
}

const untouched: Meddled = { gain: 1, shiftC: 0, lid: null };

/**
 * The readings of an empty machine that is not read now and then: the program is down, the cable is out. Meanwhile probes are
 * exchanged and lids opened. No bean ever falls in. The same seed gives the same readings.
 */
export function* emptyDrumWithGaps(hours: number, seed: number): Generator<EmptyReading> {
  const random = seededStream(seed, 'empty-drum.gaps');
  let gap = nextGap(0, random);
  let meddled = untouched;
  let machine = 0;
  for (const reading of emptyDrum(hours, seed)) {
    const { timeS, btC } = reading;
    if (Math.floor(timeS / machineChangesS) !== machine) {
      machine = Math.floor(timeS / machineChangesS);
      meddled = untouched;
      gap = nextGap(timeS, random);
    }
    if (timeS >= gap.toS) {
      meddled = meddle(meddled, gap, random);
      gap = nextGap(timeS, random);
    }
    if (timeS >= gap.fromS) continue;
    yield { ...reading, btC: btC === null ? null : seen(btC, timeS, meddled) };
  }
}

interface Gap {
  readonly fromS: number;
  readonly toS: number;
}

function nextGap(afterS: number, random: RandomStream): Gap {
  const fromS = afterS + between(random, betweenS);
  const lengthS = gapS.least * (gapS.most / gapS.least) ** random.next();
  return { fromS, toS: fromS + lengthS };
}

function meddle(before: Meddled, { fromS, toS }: Gap, random: RandomStream): Meddled {
  const [what = 0, size = 0, sign = 0, when = 0] = Array.from({ length: 4 }, () => random.next());
  if (what < 0.3) {
    const byC = shiftC.least + (shiftC.most - shiftC.least) * size;
    return { gain: 1, shiftC: sign < 0.7 ? -byC : byC, lid: null };
  }
  if (what < 0.45) return { gain: 0.3 + 0.7 * size, shiftC: 0, lid: null };
  if (what < 0.6) return untouched;
  if (what > 0.8) return { ...before, lid: null };
  const downC = lidC.least + (lidC.most - lidC.least) * size;
  // The deeper, the slower.
  return { ...before, lid: { atS: toS - (toS - fromS) * when, downC, backS: 10 + downC / 2 } };
}

function seen(btC: number, timeS: number, { gain, shiftC: byC, lid }: Meddled): number {
  const downC = lid === null ? 0 : lid.downC * Math.exp(-(timeS - lid.atS) / lid.backS);
  return btC * gain + byC - downC;
}

function between(random: RandomStream, { least, most }: typeof betweenS): number {
  return least + random.next() * (most - least);
}
