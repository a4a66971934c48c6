import { type MonoUs, usPerSecond } from '@artisan-ts/domain';
import { findHiddenCharge, type Hole, holeAfter, holeSince } from '#detection/hidden-charge.ts';
import { type BreakWindow, gapS } from '#detection/window.ts';
import { openRoast } from '#session/lifecycle.ts';
import { lowestSince } from '#session/lowest.ts';
import { isNews, isNextCharge } from '#session/news.ts';
import type { SampleInput, SessionState, SessionStep } from '#session/state.ts';
import { suggest } from '#session/suggest.ts';
import { sessionPhase } from '#session/table.ts';

/** The hole that may hide a charge, after one more sample: it begins where no beans are known to be in the drum. */
export function watchedHole(
  { open, hole, window, newestEtC }: SessionState,
  { monoUs, btC }: SampleInput,
  after: BreakWindow,
): Hole | null {
  if (sessionPhase(open) === 'roasting') return null;
  if (btC === null) return hole;
  const last = window.readings.at(-1);
  const isBack = last !== undefined && monoUs / usPerSecond - last.timeS > gapS;
  const watched = isBack ? holeAfter(window, newestEtC, hole) : hole;
  return watched && holeSince(watched, after);
}

/** Begins the roast whose charge fell where nothing was read, once it shows. */
export function suggestHiddenCharge(state: SessionState): SessionStep {
  const { hole, window, newestEtC } = state;
  const found = hole && findHiddenCharge(hole, window, newestEtC);
  if (found === null) return { state, effects: [] };
  const seen = { ...state, hole: null };
  const atUs = us(found.timeS);
  if (!isNews(seen, 'charge', atUs)) return { state: seen, effects: [] };
  // It may be moved to wherever it can have been.
  const opened = isNextCharge(seen)
    ? openRoast(seen, us(found.fromS))
    : { state: seen, effects: [] };
  const roast = opened.state.open;
  if (roast === null) return opened;
  const { confidence, reason } = found;
  const mark = { kind: 'charge', atUs, confidence, reason, source: 'detected' } as const;
  const charged = { ...roast, lowest: lowestSince(state, atUs) };
  const suggested = suggest(opened.state, charged, mark);
  return { state: suggested.state, effects: [...opened.effects, ...suggested.effects] };
}

function us(timeS: number): MonoUs {
  return Math.round(timeS * usPerSecond) as MonoUs;
}
