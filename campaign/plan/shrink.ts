import type { Scenario } from '../world/scenario.ts';
import type { Outcome } from './run-scenario.ts';

/** The faults of a scenario without which all would be well: each is left out in turn, the last first. */
export async function shrink(
  scenario: Scenario,
  outcome: Outcome,
  play: (scenario: Scenario) => Promise<Outcome>,
): Promise<readonly number[]> {
  let kept = scenario.faults.flatMap((fault, index) =>
    outcome.faults.includes(fault) ? [index] : [],
  );
  for (const index of [...kept].reverse()) {
    const fewer = kept.filter((other) => other !== index);
    const { broken } = await play(withFaults(scenario, fewer));
    if (broken.length > 0) kept = fewer;
  }
  return kept;
}

/** The same day with some of its faults. */
export function withFaults(scenario: Scenario, kept: readonly number[]): Scenario {
  return { ...scenario, faults: scenario.faults.filter((_, index) => kept.includes(index)) };
}
