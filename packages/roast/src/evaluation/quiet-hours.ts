import type { RandomStream } from '@artisan-ts/domain';
import { emptyDrum, machineChangesS } from '#evaluation/empty-drum.ts';
import { PlayedSession, type Suggestion } from '#evaluation/played-session.ts';
import type { PlayedStream } from '#evaluation/score.ts';

/** What of a recording holds no charge and no drop, and what a machine that was made up does without beans. */
export const quietKinds = [
  'beforeCharge',
  'afterDrop',
  'gap',
  'idle',
  'preheat',
  'cooling',
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

/** The quiet parts of a recording: before charge, after drop, and the roast with a hole in it that hides neither. */
export function playQuietParts(roast: PlayedStream, random: RandomStream): readonly QuietStretch[] {
  const { chargeS, dropS } = roast;
  if (chargeS === null || dropS === null) return [];
  return [
    ...withoutRoast('beforeCharge', roast, { chargeS, dropS }),
    ...withoutRoast('afterDrop', roast, { chargeS, dropS }),
    ...withHole(roast, { chargeS, dropS }, random),
  ];
}

/** Hours of machines that were made up and are never charged, as the station takes them. */
export function playEmptyHours(hours: number, seed: number): readonly QuietStretch[] {
  const stretches = new Map<QuietKind, { hours: number; falseMarks: Suggestion[] }>();
  let played = new PlayedSession({ originS: 0, intervalS: statedIntervalS });
  let machine = 0;
  let beforeS = 0;
  for (const { timeS, btC, etC, spell } of emptyDrum(hours, seed)) {
    if (Math.floor(timeS / machineChangesS) !== machine) {
      machine = Math.floor(timeS / machineChangesS);
      played = new PlayedSession({ originS: timeS, intervalS: statedIntervalS });
    }
    const said = played.suggestions.length;
    played.read(timeS, btC, etC);
    const stretch = stretches.get(spell) ?? { hours: 0, falseMarks: [] };
    stretches.set(spell, stretch);
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
  { chargeS, dropS }: Pressed,
): readonly QuietStretch[] {
  const firstS = roast.timeS[0] ?? chargeS;
  const lastS = roast.timeS.at(-1) ?? dropS;
  const [fromS, toS] =
    kind === 'beforeCharge' ? [firstS, chargeS - besideS] : [dropS + besideS, lastS];
  if (toS - fromS < shortestS) return [];
  const presses = [
    { atS: chargeS, press: (played: PlayedSession) => played.press('charge', chargeS) },
    { atS: dropS, press: (played: PlayedSession) => played.press('drop', dropS) },
    { atS: dropS + besideS, press: (played: PlayedSession) => played.close() },
  ];
  return [stretchOf(kind, play(roast, presses), fromS, toS)];
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
  const { timeS, btC, etC } = roast;
  const keep = timeS.map((atS) => atS < fromS || atS > fromS + lengthS);
  const kept = <Item>(items: readonly Item[]): Item[] => items.filter((_, index) => keep[index]);
  const press = { atS: chargeS, press: (played: PlayedSession) => played.press('charge', chargeS) };
  const holed = { ...roast, timeS: kept(timeS), btC: kept(btC), etC: etC && kept(etC) };
  const suggestions = play(holed, [press]);
  return [stretchOf('gap', suggestions, chargeS + besideS, dropS - besideS)];
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
