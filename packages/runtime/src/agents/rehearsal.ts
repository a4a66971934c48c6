import { percentText, spreadOf, timeText } from '@artisan-ts/roast';
import type { GymResult } from '@artisan-ts/twin';

/** What simulated roasts are to come out as. */
export interface RehearsalTarget {
  /** Seconds from charge. */
  readonly dropS: number;
  /** null: whatever it is. */
  readonly developmentPct: number | null;
  readonly toleranceS: number;
  readonly tolerancePct: number;
}

/** How a set of simulated roasts came out against a target. null: no roast has it. */
export interface Rehearsal {
  readonly roasts: number;
  /** Never hot enough to drop. */
  readonly failures: number;
  readonly onTarget: number;
  readonly dropMeanS: number | null;
  readonly dropSdS: number | null;
  readonly developmentMeanPct: number | null;
  readonly developmentSdPct: number | null;
  /** Mean distance of BT from the reference curve. */
  readonly rmseC: number | null;
  /** Moves of the burner beside the schedule, a roast. */
  readonly movesPerRoast: number | null;
  readonly furthest: { readonly seed: number; readonly offS: number } | null;
}

/** Holds simulated roasts against a target. */
export function evaluateRehearsal(
  results: readonly GymResult[],
  target: RehearsalTarget,
): Rehearsal {
  const done = results.filter(({ dropS }) => dropS !== null);
  const drops = spreadOf(done.map(({ dropS }) => dropS));
  const developments = spreadOf(done.map(({ developmentPct }) => developmentPct));
  const offs = done
    .map(({ seed, dropS }) => ({ seed, offS: (dropS ?? 0) - target.dropS }))
    .sort((a, b) => Math.abs(b.offS) - Math.abs(a.offS) || a.seed - b.seed);
  return {
    roasts: results.length,
    failures: results.length - done.length,
    onTarget: done.filter((each) => isOnTarget(each, target)).length,
    dropMeanS: drops?.mean ?? null,
    dropSdS: drops?.sd ?? null,
    developmentMeanPct: developments?.mean ?? null,
    developmentSdPct: developments?.sd ?? null,
    rmseC: spreadOf(done.map(({ rmseC }) => rmseC))?.mean ?? null,
    movesPerRoast: spreadOf(done.map(({ moves }) => moves))?.mean ?? null,
    furthest: offs[0] ?? null,
  };
}

function isOnTarget({ dropS, developmentPct }: GymResult, target: RehearsalTarget): boolean {
  if (dropS === null || Math.abs(dropS - target.dropS) > target.toleranceS) return false;
  if (target.developmentPct === null) return true;
  return (
    developmentPct !== null &&
    Math.abs(developmentPct - target.developmentPct) <= target.tolerancePct
  );
}

/** Who roasts in the twin, as people read it. */
export const handsWords: Readonly<Record<string, string>> = {
  clock: 'the schedule by the clock',
  temperature: 'the schedule by temperature',
  human: 'a practised person',
  'human-first': 'a careful person',
  home: 'a home roaster',
  clumsy: 'a clumsy person',
};

/** What days are like in the twin, as people read it. */
export const daysWords: Readonly<Record<string, string>> = {
  A: 'hard days',
  B: 'production days',
  'M-A': 'hard days on a machine that differs from what is believed of it',
  'M-B': 'production days on a machine that differs from what is believed of it',
};

/** A rehearsal in sentences. */
export function rehearsalWords(
  rehearsal: Rehearsal,
  target: RehearsalTarget,
  asked: {
    readonly label: string;
    readonly days: string;
    readonly hands: string;
    readonly firstSeed: number;
  },
): readonly string[] {
  const { roasts, onTarget, failures } = rehearsal;
  const { label, days, hands, firstSeed } = asked;
  const share = percentText(roasts === 0 ? null : (100 * onTarget) / roasts, 0);
  const words = [
    `${roasts} simulated roasts on ${label}: ${handsWords[hands] ?? hands} on ${daysWords[days] ?? days}, seeds ${firstSeed} to ${firstSeed + roasts - 1}.`,
    `Target: ${targetText(target)}.`,
    `${onTarget} of ${roasts} met it (${share}).`,
  ];
  if (failures > 0) {
    words.push(`${failures} of ${roasts} never got hot enough to drop; they count as missed.`);
  }
  return [...words, ...spreadWords(rehearsal)];
}

function targetText({ dropS, toleranceS, developmentPct, tolerancePct }: RehearsalTarget): string {
  const drop = `drop at ${timeText(dropS)} \u00b1 ${toleranceS} s`;
  if (developmentPct === null) return drop;
  return `${drop}, development ${percentText(developmentPct)} \u00b1 ${percentText(tolerancePct)}`;
}

function spreadWords(rehearsal: Rehearsal): readonly string[] {
  const { dropMeanS, dropSdS, developmentMeanPct, developmentSdPct } = rehearsal;
  const { rmseC, movesPerRoast, furthest } = rehearsal;
  const words: string[] = [];
  if (dropMeanS !== null) {
    const sd = dropSdS === null ? '' : `, standard deviation ${dropSdS.toFixed(1)} s`;
    words.push(`Drop came at ${timeText(dropMeanS)} on average${sd}.`);
  }
  if (developmentMeanPct !== null) {
    const sd =
      developmentSdPct === null ? '' : `, standard deviation ${percentText(developmentSdPct)}`;
    words.push(`Development was ${percentText(developmentMeanPct)} on average${sd}.`);
  }
  if (rmseC !== null && movesPerRoast !== null) {
    words.push(
      `BT was within ${rmseC.toFixed(1)} \u00b0C of the reference on average, with ${movesPerRoast.toFixed(1)} moves of the burner beside the schedule.`,
    );
  }
  if (furthest !== null) {
    const { seed, offS } = furthest;
    const way = offS < 0 ? 'early' : 'late';
    words.push(`The furthest off was seed ${seed}: ${Math.round(Math.abs(offS))} s ${way}.`);
  }
  return words;
}
