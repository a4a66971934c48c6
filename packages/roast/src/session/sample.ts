import { type MonoUs, secondsAfter, secondsBetween, usPerSecond } from '@artisan-ts/domain';
import type { Break } from '#detection/break.ts';
import { chargeRule } from '#detection/break-rules.ts';
import { findBreak } from '#detection/find-break.ts';
import { addReading, type BreakWindow } from '#detection/window.ts';
import { afterHole, afterTrend } from '#session/beans.ts';
import { suggestHiddenCharge, watchedHole } from '#session/hidden.ts';
import { suggestLeft } from '#session/left.ts';
import { closeRoast, openRoast } from '#session/lifecycle.ts';
import { isPause, isTooLate, lowestSince, lowReading, withoutHung } from '#session/lowest.ts';
import { suggestMilestones } from '#session/milestone.ts';
import { doubtOf, isNews, isNextCharge, isTooLong } from '#session/news.ts';
import type {
  BtReading,
  SampleInput,
  SessionRoast,
  SessionState,
  SessionStep,
} from '#session/state.ts';
import { suggest } from '#session/suggest.ts';
import { sessionPhase, sessionTable, watchedRule } from '#session/table.ts';

/** A fall and the top of BT that are so close are one. */
const theirFallUs = 15 * usPerSecond;
/** No fan and no dip of BT is taken for the drop longer than this before it, s; nobody empties, heats and charges a drum sooner. */
const betterDropWithinS = 120;
/** BT has to rise so far above its lowest, for so long, before that is called the turning point. */
const turnRiseC = 1;
const turnRiseS = 5;

/** What the session knows after a sample, without any conclusion from it. */
export function observe(before: SessionState, sample: SampleInput): SessionState {
  if (before.newestUs !== null && sample.monoUs <= before.newestUs) return before;
  const state = withoutHung(before, sample);
  const newestBt = newestAfter(state.newestBt, sample);
  const window = addReading(state.window, sample.monoUs / usPerSecond, sample.btC);
  return {
    ...state,
    open: state.open === null ? null : roastAfter(state.open, state, sample, window),
    firstUs: isAfterHole(state, sample) ? sample.monoUs : (state.firstUs ?? sample.monoUs),
    newestUs: sample.monoUs,
    newestBt,
    hold: newestBt?.btC === state.hold?.btC ? state.hold : newestBt,
    newestEtC: sample.etC ?? state.newestEtC,
    window,
    hole: watchedHole(state, sample, window),
  };
}

function newestAfter(past: BtReading | null, { monoUs, btC }: SampleInput): BtReading | null {
  if (btC === null) return past;
  return { atUs: monoUs, btC, isBesidePause: past !== null && isPause(past.atUs, monoUs) };
}

function roastAfter(
  open: SessionRoast,
  state: SessionState,
  { monoUs, btC }: SampleInput,
  window: BreakWindow,
): SessionRoast {
  if (btC === null) return open;
  const held = afterHole(open, state.window, monoUs);
  const past = state.newestBt;
  const low =
    past === null ? held : afterLow(held, past, { atUs: monoUs, btC, isBesidePause: false });
  return afterTrend(cooled(low, monoUs, btC, state.rules.pressLeadS.drop), window);
}

/** While no roast goes on: whether a whole one may have happened since the last sample. No lead-in reaches back over that. */
function isAfterHole({ open, newestUs, rules }: SessionState, { monoUs }: SampleInput): boolean {
  return open === null && newestUs !== null && secondsBetween(newestUs, monoUs) > rules.roastMinS;
}

/** Takes a sample: time-outs, the turning point, a break that looks like charge or drop. */
export function decideSample(before: SessionState, sample: SampleInput): SessionStep {
  if (before.newestUs !== null && sample.monoUs <= before.newestUs) {
    return { state: before, effects: [] };
  }
  const timedOut = timeOut(before, sample.monoUs);
  const turned = suggestTurningPoint(observe(timedOut.state, sample));
  const broken = suggestBreak(turned.state);
  const left = suggestLeft(broken.state);
  const revealed = suggestHiddenCharge(left.state);
  const warmed = suggestMilestones(revealed.state);
  const steps = [timedOut, turned, broken, left, revealed, warmed];
  return { state: warmed.state, effects: steps.flatMap(({ effects }) => effects) };
}

/** Beans that are out: how far BT fell. */
function cooled(roast: SessionRoast, atUs: MonoUs, btC: number, dropLeadS: number): SessionRoast {
  if (sessionPhase(roast) !== 'dropped') return roast;
  const { fall } = roast;
  const bendUs = secondsAfter(roast.marks.drop?.atUs ?? atUs, dropLeadS);
  // Only when readings are shown once more after a restart: the fall is still to come.
  if (fall !== null && atUs <= bendUs) return { ...roast, fall: { fromC: btC, lowestC: btC } };
  if (fall === null || btC >= fall.lowestC) return roast;
  return { ...roast, fall: { ...fall, lowestC: btC } };
}

/**
 * The reading before this one, now that it is known how it went on: whether it is the lowest since charge. Where BT is lower than that
 * once no roast turns any more, it did not turn, or turned unseen.
 */
function afterLow(roast: SessionRoast, past: BtReading, now: BtReading): SessionRoast {
  const { charge, fcStart } = roast.marks;
  const isSearched =
    sessionPhase(roast) === 'roasting' &&
    (fcStart === undefined || past.atUs < fcStart.atUs) &&
    charge !== undefined &&
    past.atUs >= charge.atUs;
  if (!isSearched || (roast.lowest !== null && past.btC > roast.lowest.btC)) return roast;
  const lowest = lowReading(past, now);
  if (lowest === null) return roast;
  return { ...roast, lowest: isTooLate(past.atUs, charge.atUs) ? null : lowest };
}

/** The roast ends where its readings ended, not at the sample that came after the time-out. */
function timeOut(state: SessionState, nowUs: MonoUs): SessionStep {
  const { open } = state;
  if (open === null) return { state, effects: [] };
  const row = sessionTable[sessionPhase(open)];
  const sinceUs = Math.max(row.since(open), open.touchedUs) as MonoUs;
  if (secondsBetween(sinceUs, nowUs) <= row.timeOutS(state.rules)) return { state, effects: [] };
  return closeRoast(state, row.closes, state.newestUs ?? sinceUs);
}

function suggestTurningPoint(state: SessionState): SessionStep {
  const { open, newestUs } = state;
  const lowest = open?.lowest ?? null;
  const btC = state.window.readings.at(-1)?.valueC;
  if (open === null || lowest === null || newestUs === null || btC === undefined) {
    return { state, effects: [] };
  }
  if (lowest.isBesidePause) return { state, effects: [] };
  const hasTurned =
    btC - lowest.btC >= turnRiseC && secondsBetween(lowest.atUs, newestUs) >= turnRiseS;
  const isKnown = open.marks.turningPoint?.atUs === lowest.atUs;
  if (!hasTurned || isKnown || sessionPhase(open) !== 'roasting') return { state, effects: [] };
  const { atUs } = lowest;
  return suggest(state, open, {
    kind: 'turningPoint',
    atUs,
    source: 'detected',
    confidence: 1,
    reason: `lowest BT since charge, ${lowest.btC.toFixed(1)} C`,
  });
}

function suggestBreak(state: SessionState): SessionStep {
  const found = foundBreak(state);
  if (found === null) return { state, effects: [] };
  const bendUs = Math.round(found.timeS * usPerSecond) as MonoUs;
  const atUs = pressUs(state, found, bendUs);
  if (!isNews(state, found.kind, bendUs)) return { state, effects: [] };
  const opened =
    found.kind === 'charge' && isNextCharge(state)
      ? openRoast(state, atUs)
      : { state, effects: [] };
  const roast = opened.state.open;
  if (roast === null) return opened;
  const reason = found.isSlow
    ? `${found.reason}, so slowly that the beans may have left later`
    : withLead(found.reason, secondsBetween(atUs, bendUs));
  const { kind, confidence } = found;
  const mark = { kind, atUs, confidence, reason, source: 'detected' } as const;
  const suggested = suggest(opened.state, withBreak(roast, state, found, atUs), mark);
  return { state: suggested.state, effects: [...opened.effects, ...suggested.effects] };
}

/** Why the mark does not stand at the bend. */
function withLead(reason: string, leadS: number): string {
  if (Math.abs(leadS) < 0.5) return reason;
  const way = leadS > 0 ? 'before' : 'after';
  return `${reason}; people press ${Math.abs(leadS).toFixed(0)} s ${way} that`;
}

/**
 * Where a person would have pressed who saw that break: earlier, but not before what is known to have been before it. A slow fall
 * tells nothing of a hand at the door.
 */
function pressUs(state: SessionState, { kind, isSlow }: Break, bendUs: MonoUs): MonoUs {
  const { open, closedEndUs, firstUs, rules } = state;
  const leadS = isSlow ? 0 : rules.pressLeadS[kind];
  const earliestUs = [firstUs ?? bendUs, closedEndUs ?? Number.NEGATIVE_INFINITY];
  if (open !== null) {
    earliestUs.push(open.startUs);
    const isOver = kind === 'drop' || isNextCharge(state);
    for (const [other, { atUs }] of Object.entries(open.marks)) {
      if (isOver && other !== kind) earliestUs.push(atUs);
    }
  }
  return Math.max(...earliestUs, secondsAfter(bendUs, -leadS)) as MonoUs;
}

/**
 * The break that is looked for. When the beans may have left unseen, a fall counts as drop only where BT rose into it; from a
 * standing BT it is the next charge, if it is fast enough for one. When they are out, nothing but a charge can come.
 */
function foundBreak(state: SessionState): Break | null {
  if (isTooLong(state)) return findBreak(state.window, chargeRule);
  const found = findBreak(state.window, watchedRule(state.open));
  if (found !== null && isAfterEmptied(state.open, found))
    return findBreak(state.window, chargeRule);
  const doubt = doubtOf(state.open);
  if (doubt === null) return found;
  const bendUs = (found?.timeS ?? 0) * usPerSecond;
  // The very fall by which BT sank: it empties the drum, and finds beans in it.
  const isTheirs = doubt.left !== null && Math.abs(bendUs - doubt.left.atUs) < theirFallUs;
  const isEmpty = doubt.isEmpty && !isTheirs;
  if (found !== null && (bendUs < doubt.sinceUs || (found.isRising && !isEmpty))) return found;
  const charge = findBreak(state.window, chargeRule);
  return charge?.isRising === true && !isEmpty ? null : charge;
}

/**
 * Whether a fall comes too long after a suggested drop to be the better one, on whatever probe hardly noticed the first: only beans
 * that stayed in are hotter by then and still get hotter.
 */
function isAfterEmptied(open: SessionRoast | null, found: Break): boolean {
  const drop = open?.marks.drop;
  if (drop === undefined || found.kind !== 'drop') return false;
  const isLater = found.timeS * usPerSecond > secondsAfter(drop.atUs, betterDropWithinS);
  const isHotter = found.isRising && found.btC > (open?.fall?.fromC ?? 0);
  return isLater && !isHotter;
}

/** What the window already tells about the roast since the break, which was noticed some seconds after. */
function withBreak(
  roast: SessionRoast,
  state: SessionState,
  found: Break,
  atUs: MonoUs,
): SessionRoast {
  const lowest = lowestSince(state, atUs);
  if (found.kind === 'charge') return { ...roast, lowest };
  const top = state.window.readings.findLast(({ timeS }) => timeS <= found.timeS);
  const fromC = top?.valueC ?? found.btC;
  return { ...roast, fall: { fromC, lowestC: Math.min(fromC, lowest?.btC ?? fromC) } };
}
