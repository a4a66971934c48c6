import { type MonoUs, usPerSecond } from '@artisan-ts/domain';
import { type ExpectedKind, expectedKinds } from '#milestones/expectation.ts';
import { findMilestone } from '#milestones/find-milestone.ts';
import type { SessionRoast, SessionState, SessionStep } from '#session/state.ts';
import { suggest } from '#session/suggest.ts';
import { sessionPhase } from '#session/table.ts';

/** Suggests dry end and first crack when BT gets to where they are expected: once in a roast, and never against a person. */
export function suggestMilestones(state: SessionState): SessionStep {
  let step: SessionStep = { state, effects: [] };
  for (const kind of expectedKinds) {
    const { open } = step.state;
    if (open === null || !isAwaited(open, kind, step.state.newestUs)) continue;
    const expectation = state.rules.expects[kind];
    const chargeUs = open.marks.charge?.atUs;
    if (expectation === null || chargeUs === undefined) continue;
    const found = findMilestone(kind, state.window, {
      expectation,
      chargeS: chargeUs / usPerSecond,
    });
    if (found === null) continue;
    const { confidence, reason } = found;
    const atUs = Math.round(found.timeS * usPerSecond) as MonoUs;
    const next = suggest(step.state, open, { kind, atUs, confidence, reason, source: 'detected' });
    step = { state: next.state, effects: [...step.effects, ...next.effects] };
  }
  return step;
}

/** Beans are in the drum and warm up, and nobody has said yet where that moment is, or that it is not there. */
function isAwaited(roast: SessionRoast, kind: ExpectedKind, nowUs: MonoUs | null): boolean {
  const { marks, declinedUs } = roast;
  const turnedUs = marks.turningPoint?.atUs ?? null;
  if (sessionPhase(roast) !== 'roasting' || turnedUs === null || nowUs === null) return false;
  // After a restart the readings before it are seen again, with the marks already there.
  if (nowUs <= turnedUs) return false;
  if (marks[kind] !== undefined || declinedUs[kind] !== undefined) return false;
  // What comes later has come: nobody cares for what was before it.
  const isPassed = kind === 'dryEnd' && marks.fcStart !== undefined;
  return !isPassed && marks.fcEnd === undefined && marks.scStart === undefined;
}
