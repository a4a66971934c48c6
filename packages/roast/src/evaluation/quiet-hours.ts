import type { RandomStream } from '@artisan-ts/domain';
import { type EmptyReading, emptyDrum, machineChangesS } from '#evaluation/empty-drum.ts';
import { emptyDrumWithGaps } from '#evaluation/gaps.ts';
import { PlayedSession, type Suggestion } from '#evaluation/played-session.ts';
import type { PlayedStream } from '#evaluation/score.ts';

/** What of a recording holds no charge and no drop, and what a machine that was made up does without beans. */
export const quietKinds = [
  'beforeCharge',
  'afterDrop',
  'gap',
  'gapBeforeOrAfter',
  'idle',
  'preheat',
  'cooling',
  'emptyWithGaps',
] as const;

export type QuietKind = (typeof quietKinds)[number];

/** A stretch in which nothing happened, and what was suggested all the same. */
export interface QuietStretch {
  readonly kind: QuietKind;
  readonly hours: number;
  readonly falseMarks: readonly Suggestion[];
}

/** When a person pressed, s. */
interface Pressed {
  readonly chargeS: number;
  readonly dropS: number;
}

/** People press a minute beside the bend, and a little more when they let a roast coast; what is farther away is quiet. */
const besideS = 90;
/** Shorter stretches show nothing. */
const shortestS = 60;
/** Holes lie in mid-roast: so far from charge and drop that neither can fall into one. */
const holeMarginS = 90;
/** What a driver says of a machine that reads at any pace, s. */
const statedIntervalS = 1;
const holeS = { shortest: 6, longest: 180 };

/**
 * The quiet parts of a recording: before charge, after drop, and the roast with a hole in it that hides neither. Then the first two
 * with holes of any length.
 */
export function playQuietParts(roast: PlayedStream, random: RandomStream): readonly QuietStretch[] {
  const { chargeS, dropS } = roast;
  if (chargeS === null || dropS === null) return [];
  return [
    ...withoutRoast('beforeCharge', roast, { chargeS, dropS }),
    ...withoutRoast('afterDrop', roast, { chargeS, dropS }),
    ...withHole(roast, { chargeS, dropS }, random),
    ...withQuietHoles(roast, { chargeS, dropS }, random),
  ];
}

/** Hours of machines that were made up and are never charged, as the station takes them; then the same with gaps. */
export function playEmptyHours(hours: number, seed: number): readonly QuietStretch[] {
  return [
    ...playEmpty(emptyDrum(hours, seed), ({ spell }) => spell),
    ...playEmpty(emptyDrumWithGaps(hours, seed), () => 'emptyWithGaps'),
  ];
}

function playEmpty(
  readings: Iterable<EmptyReading>,
  kindOf: (reading: EmptyReading) => QuietKind,
): readonly QuietStretch[] {
  const stretches = new Map<QuietKind, { hours: number; falseMarks: Suggestion[] }>();
  let played = new PlayedSession({ originS: 0, intervalS: statedIntervalS });
  let machine = 0;
  let beforeS = 0;
  for (const reading of readings) {
    const { timeS, btC, etC } = reading;
    if (Math.floor(timeS / machineChangesS) !== machine) {
      machine = Math.floor(timeS / machineChangesS);
      played = new PlayedSession({ originS: timeS, intervalS: statedIntervalS });
    }
    const said = played.suggestions.length;
    played.read(timeS, btC, etC);
    const kind = kindOf(reading);
    const stretch = stretches.get(kind) ?? { hours: 0, falseMarks: [] };
    stretches.set(kind, stretch);
    stretch.hours += (timeS - beforeS) / 3600;
    stretch.falseMarks.push(...played.suggestions.slice(said));
    beforeS = timeS;
  }
  return [...stretches].map(([kind, stretch]) => ({ kind, ...stretch }));
}

/** A person marks charge and drop in time, and closes the roast a minute later: whatever is suggested before or then is false. */
function withoutRoast(
  kind: 'beforeCharge' | 'afterDrop',
  roast: PlayedStream,
  pressed: Pressed,
): readonly QuietStretch[] {
  const { fromS, toS } = quietPart(kind, roast, pressed);
  if (toS - fromS < shortestS) return [];
  return [stretchOf(kind, play(roast, pressesOf(pressed)), fromS, toS)];
}

function quietPart(
  kind: 'beforeCharge' | 'afterDrop',
  { timeS }: PlayedStream,
  { chargeS, dropS }: Pressed,
): { readonly fromS: number; readonly toS: number } {
  if (kind === 'beforeCharge') return { fromS: timeS[0] ?? chargeS, toS: chargeS - besideS };
  return { fromS: dropS + besideS, toS: timeS.at(-1) ?? dropS };
}

function pressesOf({ chargeS, dropS }: Pressed): Parameters<typeof play>[1] {
  return [
    { atS: chargeS, press: (played) => played.press('charge', chargeS) },
    { atS: dropS, press: (played) => played.press('drop', dropS) },
    { atS: dropS + besideS, press: (played) => played.close() },
  ];
}

/** Holes that lie where nothing happens, from the drop on: whatever charge is put into one is false. */
function withQuietHoles(
  roast: PlayedStream,
  pressed: Pressed,
  random: RandomStream,
): readonly QuietStretch[] {
  return (['beforeCharge', 'afterDrop'] as const).flatMap((kind) => {
    const { fromS, toS } = quietPart(kind, roast, pressed);
    const beginsS = kind === 'afterDrop' ? pressed.dropS + 1 : fromS;
    if (toS - fromS < shortestS) return [];
    const holeFromS = between(random, beginsS, toS);
    const holeToS = between(random, holeFromS, toS);
    const suggestions = play(withoutReadings(roast, holeFromS, holeToS), pressesOf(pressed));
    return [stretchOf('gapBeforeOrAfter', suggestions, fromS, toS)];
  });
}

function withHole(
  roast: PlayedStream,
  { chargeS, dropS }: Pressed,
  random: RandomStream,
): readonly QuietStretch[] {
  const lengthS = between(random, holeS.shortest, holeS.longest);
  const roomS = dropS - chargeS - 2 * holeMarginS - lengthS;
  if (roomS <= 0) return [];
  const fromS = chargeS + holeMarginS + random.next() * roomS;
  const press = { atS: chargeS, press: (played: PlayedSession) => played.press('charge', chargeS) };
  const suggestions = play(withoutReadings(roast, fromS, fromS + lengthS), [press]);
  return [stretchOf('gap', suggestions, chargeS + besideS, dropS - besideS)];
}

function withoutReadings(roast: PlayedStream, fromS: number, toS: number): PlayedStream {
  const { timeS, btC, etC } = roast;
  const keep = timeS.map((atS) => atS < fromS || atS > toS);
  const kept = <Item>(items: readonly Item[]): Item[] => items.filter((_, index) => keep[index]);
  return { ...roast, timeS: kept(timeS), btC: kept(btC), etC: etC && kept(etC) };
}

function play(
  { timeS, btC, etC, intervalS }: PlayedStream,
  presses: readonly { readonly atS: number; readonly press: (played: PlayedSession) => void }[],
): readonly Suggestion[] {
  const played = new PlayedSession({ originS: timeS[0] ?? 0, intervalS });
  let next = 0;
  timeS.forEach((atS, index) => {
    played.read(atS, btC[index] ?? null, etC?.[index] ?? null);
    for (; (presses[next]?.atS ?? Number.POSITIVE_INFINITY) <= atS; next++)
      presses[next]?.press(played);
  });
  return played.suggestions;
}

function stretchOf(
  kind: QuietKind,
  suggestions: readonly Suggestion[],
  fromS: number,
  toS: number,
): QuietStretch {
  const falseMarks = suggestions.filter(({ timeS }) => timeS > fromS && timeS < toS);
  return { kind, hours: (toS - fromS) / 3600, falseMarks };
}

function between(random: RandomStream, least: number, most: number): number {
  return least + random.next() * (most - least);
}
