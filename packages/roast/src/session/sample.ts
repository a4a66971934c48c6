import { type MonoUs, secondsAfter, secondsBetween, usPerSecond } from '@artisan-ts/domain';
import type { Break } from '#detection/break.ts';
import { chargeRule } from '#detection/break-rules.ts';
import { findBreak } from '#detection/find-break.ts';
import { addReading, type BreakWindow } from '#detection/window.ts';
import { afterHole, afterTrend } from '#session/beans.ts';
import { closeRoast, openRoast } from '#session/lifecycle.ts';
import { isLow, lowestSince } from '#session/lowest.ts';
import { suggestMilestones } from '#session/milestone.ts';
import {
  type BeansDoubt,
  type BtReading,
  latestMarkUs,
  type SampleInput,
  type SessionRoast,
  type SessionState,
  type SessionStep,
} from '#session/state.ts';
import { suggest } from '#session/suggest.ts';
import { sessionPhase, sessionTable, watchedRule } from '#session/table.ts';

/** BT has to rise so far above its lowest, for so long, before that is called the turning point. */
const turnRiseC = 1;
const turnRiseS = 5;

/** What the session knows after a sample, without any conclusion from it. */
export function observe(state: SessionState, sample: SampleInput): SessionState {
  if (state.newestUs !== null && sample.monoUs <= state.newestUs) return state;
  const window = addReading(state.window, sample.monoUs / usPerSecond, sample.btC);
  return {
    ...state,
    open: state.open === null ? null : roastAfter(state.open, state, sample, window),
    firstUs: isAfterHole(state, sample) ? sample.monoUs : (state.firstUs ?? sample.monoUs),
    newestUs: sample.monoUs,
    newestBt: sample.btC === null ? state.newestBt : { atUs: sample.monoUs, btC: sample.btC },
    window,
  };
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
  const low = past === null ? held : afterLow(held, past, { atUs: monoUs, btC });
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
  const warmed = suggestMilestones(broken.state);
  const steps = [timedOut, turned, broken, warmed];
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

/** The reading before this one, now that it is known how it went on: whether it is the lowest since charge. */
function afterLow(roast: SessionRoast, past: BtReading, now: BtReading): SessionRoast {
  const { charge, fcStart } = roast.marks;
  const isSearched =
    sessionPhase(roast) === 'roasting' &&
    fcStart === undefined &&
    charge !== undefined &&
    past.atUs >= charge.atUs;
  if (!isSearched || (roast.lowest !== null && past.btC > roast.lowest.btC)) return roast;
  return isLow(past, now) ? { ...roast, lowest: past } : roast;
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
  const doubt = doubtOf(state.open);
  if (doubt === null) return found;
  const isOlder = found !== null && found.timeS * usPerSecond < doubt.sinceUs;
  if (isOlder || (found?.isRising === true && !doubt.isEmpty)) return found;
  const charge = findBreak(state.window, chargeRule);
  return charge?.isRising === true && !doubt.isEmpty ? null : charge;
}

/** Why nobody knows that the beans of the roast that goes on are still in the drum; null while nothing speaks against it. */
function doubtOf(open: SessionRoast | null): BeansDoubt | null {
  return open !== null && sessionPhase(open) === 'roasting' ? open.doubt : null;
}

/** Whether a roast without drop has gone on for longer than any does, as when the computer slept: its beans are out. */
function isTooLong({ open, newestUs, rules }: SessionState): boolean {
  const chargeUs = open?.marks.charge?.atUs;
  if (open === null || chargeUs === undefined || newestUs === null) return false;
  return sessionPhase(open) === 'roasting' && newestUs > secondsAfter(chargeUs, rules.roastMaxS);
}

/** Whether a charge that is seen now is the next batch's. */
function isNextCharge(state: SessionState): boolean {
  const { open } = state;
  if (open === null || open.marks.drop !== undefined) return true;
  return doubtOf(open) !== null || isTooLong(state);
}

/** Whether a break at that moment is one nobody has judged yet, and possible at all. */
function isNews(state: SessionState, kind: Break['kind'], atUs: MonoUs): boolean {
  const { open, rules } = state;
  if (state.closedEndUs !== null && atUs <= state.closedEndUs) return false;
  if (open === null) return true;
  const declinedUs = open.declinedUs[kind];
  if (declinedUs !== undefined && atUs <= secondsAfter(declinedUs, rules.sameMomentS)) return false;
  const { charge, drop } = open.marks;
  if (drop !== undefined) {
    // Until the machine is empty a later break moves the suggestion; afterwards it has to be charged first.
    const pauseS = kind === 'drop' ? rules.sameMomentS : rules.turnaroundMinS;
    return atUs > secondsAfter(drop.atUs, pauseS) && atUs > latestMarkUs(open);
  }
  // What a person marked happened with beans in the drum: after charge, before drop.
  const others = Object.values(open.marks);
  if (kind === 'charge' && isNextCharge(state)) {
    return atUs > secondsAfter(latestMarkUs(open), rules.roastMinS);
  }
  if (kind === 'charge') {
    return charge === undefined && atUs >= open.startUs && others.every((one) => one.atUs >= atUs);
  }
  return (
    charge !== undefined &&
    atUs >= secondsAfter(charge.atUs, rules.roastMinS) &&
    others.every((one) => one.atUs <= atUs)
  );
}

/** What the window already tells about the roast since the break, which was noticed some seconds after. */
function withBreak(
  roast: SessionRoast,
  state: SessionState,
  found: Break,
  atUs: MonoUs,
): SessionRoast {
  const lowest = lowestSince(state.window, atUs);
  if (found.kind === 'charge') return { ...roast, lowest };
  const top = state.window.readings.findLast(({ timeS }) => timeS <= found.timeS);
  const fromC = top?.valueC ?? found.btC;
  return { ...roast, fall: { fromC, lowestC: Math.min(fromC, lowest?.btC ?? fromC) } };
}
