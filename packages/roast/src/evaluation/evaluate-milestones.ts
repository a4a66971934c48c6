import { MonoUs, usPerSecond } from '@artisan-ts/domain';
import { valueAt } from '#curve/nearest.ts';
import {
  type ExpectedKind,
  expectationOf,
  expectedKinds,
  type MilestonePlace,
} from '#milestones/expectation.ts';
import { decideSession } from '#session/decide.ts';
import { defaultSessionRules } from '#session/rules.ts';
import { initialSession, type SessionInput } from '#session/state.ts';

/** A recorded roast with the moments that its person marked. Seconds on any one axis. */
export interface MarkedRoast {
  readonly file: string;
  readonly machine: string;
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  readonly chargeS: number;
  readonly dropS: number | null;
  readonly markedS: Readonly<Record<ExpectedKind, number | null>>;
}

/** How suggestions of one kind did, on roasts that have two earlier ones of the machine. */
export interface MilestoneScore {
  /** Roasts in which a person marked it and something was expected. */
  readonly marked: number;
  /** Of them, those with a suggestion. */
  readonly suggested: number;
  /** Suggested within 15 s of the mark. */
  readonly within15s: number;
  /** The same by the median BT of the last five marks alone. */
  readonly temperatureWithin15s: number;
  /** Middle of the distances, s; null without suggestions. */
  readonly medianS: number | null;
  readonly temperatureMedianS: number | null;
  /** Mean of the confidences that were stated: should be the share within 15 s. */
  readonly meanConfidence: number | null;
}

export interface MilestoneEvaluation {
  readonly machines: readonly ({ readonly machine: string } & Readonly<
    Record<ExpectedKind, MilestoneScore>
  >)[];
  readonly all: Readonly<Record<ExpectedKind, MilestoneScore>>;
}

/** What came of one roast. */
interface Outcome {
  readonly machine: string;
  readonly kind: ExpectedKind;
  readonly markedS: number;
  readonly suggestedS: number | null;
  readonly confidence: number;
  readonly temperatureS: number | null;
}

const rightWithinS = 15;
const earlierMax = 5;

/** Plays every roast through the session rules, which know the earlier roasts of its machine and nothing else. Roasts of a machine come oldest first. */
export function evaluateMilestones(roasts: readonly MarkedRoast[]): MilestoneEvaluation {
  const outcomes: Outcome[] = [];
  const names = [...new Set(roasts.map(({ machine }) => machine))];
  for (const machine of names) {
    const earlier: Record<ExpectedKind, MilestonePlace[]> = { dryEnd: [], fcStart: [] };
    for (const roast of roasts) {
      if (roast.machine !== machine) continue;
      outcomes.push(...outcomesOf(roast, earlier));
      for (const kind of expectedKinds) {
        const place = placeOf(roast, kind);
        if (place !== null) earlier[kind].push(place);
      }
    }
  }
  const scores = (own: readonly Outcome[]) => ({
    dryEnd: scoreOf(own.filter(({ kind }) => kind === 'dryEnd')),
    fcStart: scoreOf(own.filter(({ kind }) => kind === 'fcStart')),
  });
  return {
    machines: names.flatMap((machine) => {
      const own = outcomes.filter((outcome) => outcome.machine === machine);
      return own.length === 0 ? [] : [{ machine, ...scores(own) }];
    }),
    all: scores(outcomes),
  };
}

function outcomesOf(
  roast: MarkedRoast,
  earlier: Readonly<Record<ExpectedKind, readonly MilestonePlace[]>>,
): readonly Outcome[] {
  const expects = {
    dryEnd: expectationOf('dryEnd', earlier.dryEnd),
    fcStart: expectationOf('fcStart', earlier.fcStart),
  };
  const suggested = suggestionsOf(roast, expects);
  return expectedKinds.flatMap((kind) => {
    const markedS = roast.markedS[kind];
    if (markedS === null || expects[kind] === null) return [];
    const own = suggested.find((one) => one.kind === kind);
    return [
      {
        machine: roast.machine,
        kind,
        markedS,
        suggestedS: own?.timeS ?? null,
        confidence: own?.confidence ?? 0,
        temperatureS: crossingS(roast, earlier[kind]),
      },
    ];
  });
}

/** Charge is pressed, and nothing else. */
function suggestionsOf(
  { timeS, btC, chargeS, dropS }: MarkedRoast,
  expects: typeof defaultSessionRules.expects,
) {
  const originS = timeS[0] ?? 0;
  const us = (atS: number): MonoUs => MonoUs(Math.round((atS - originS) * usPerSecond));
  const found: { kind: ExpectedKind; timeS: number; confidence: number }[] = [];
  let state = initialSession({ ...defaultSessionRules, expects });
  const take = (input: SessionInput): void => {
    const step = decideSession(state, input);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.type !== 'mark' || effect.action !== 'suggest' || effect.atUs === null) continue;
      const kind = expectedKinds.find((each) => each === effect.kind);
      if (kind === undefined) continue;
      const { confidence } = effect;
      found.push({ kind, timeS: originS + effect.atUs / usPerSecond, confidence });
    }
  };
  let isCharged = false;
  for (const [index, atS] of timeS.entries()) {
    if (dropS !== null && atS > dropS) break;
    take({ type: 'sample', monoUs: us(atS), btC: btC[index] ?? null, etC: null });
    if (isCharged || atS < chargeS) continue;
    isCharged = true;
    const source = 'operator';
    take({ type: 'mark', kind: 'charge', action: 'set', atUs: us(chargeS), source, isExact: true });
  }
  return found;
}

/** When BT first got to the median of the earlier marks, a minute and more after its lowest; null when it did not. */
function crossingS(
  { timeS, btC, chargeS, dropS }: MarkedRoast,
  earlier: readonly MilestonePlace[],
): number | null {
  const targetC = median(earlier.slice(-earlierMax).map((place) => place.btC));
  let lowestC = Number.POSITIVE_INFINITY;
  let lowestS = chargeS;
  for (const [index, atS] of timeS.entries()) {
    const valueC = btC[index] ?? null;
    if (atS < chargeS || valueC === null) continue;
    if (dropS !== null && atS > dropS) break;
    if (valueC < lowestC) {
      lowestC = valueC;
      lowestS = atS;
    } else if (atS > lowestS + 60 && targetC !== null && valueC >= targetC) return atS;
  }
  return null;
}

function placeOf(roast: MarkedRoast, kind: ExpectedKind): MilestonePlace | null {
  const atS = roast.markedS[kind];
  const btC = atS === null ? null : valueAt({ timeS: roast.timeS, values: roast.btC }, atS);
  return atS === null || btC === null ? null : { btC, timeS: atS - roast.chargeS };
}

function scoreOf(outcomes: readonly Outcome[]): MilestoneScore {
  const away = (atS: number | null, { markedS }: Outcome): number[] =>
    atS === null ? [] : [Math.abs(atS - markedS)];
  const ours = outcomes.flatMap((outcome) => away(outcome.suggestedS, outcome));
  const theirs = outcomes.flatMap((outcome) => away(outcome.temperatureS, outcome));
  const stated = outcomes.filter(({ suggestedS }) => suggestedS !== null);
  const confidences = stated.reduce((sum, { confidence }) => sum + confidence, 0);
  return {
    marked: outcomes.length,
    suggested: ours.length,
    within15s: ours.filter((distanceS) => distanceS <= rightWithinS).length,
    temperatureWithin15s: theirs.filter((distanceS) => distanceS <= rightWithinS).length,
    medianS: median(ours),
    temperatureMedianS: median(theirs),
    meanConfidence: stated.length === 0 ? null : confidences / stated.length,
  };
}

/** The middle one; of two, the mean. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
