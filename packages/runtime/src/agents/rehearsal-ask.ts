import type { StartMissionBody } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import { policyNames, suites } from '@artisan-ts/twin';
import type { RehearsalParams } from '#agents/sim-roaster.ts';
import { machineNames } from '#agents/twin-tools.ts';

/** What a rehearsal is unless somebody says otherwise. */
const usual: RehearsalParams = {
  machine: 'g1',
  days: 'B',
  hands: 'human',
  roasts: 40,
  firstSeed: 1,
  roastId: null,
  dropS: null,
  developmentPct: null,
  toleranceS: 15,
  tolerancePct: 2,
};

/** A rehearsal with what was said about it. */
export function rehearsalOf(said: Partial<RehearsalParams>): RehearsalParams {
  return { ...usual, ...said };
}

/** What a person asked for, when the twin has it. Errors: `input.invalid` */
export function rehearsalAsked({ goal: _, ...said }: StartMissionBody): Result<RehearsalParams> {
  const kinds = [
    ['machine', said.machine, machineNames],
    ['days', said.days, suites],
    ['hands', said.hands, policyNames],
  ] as const;
  for (const [field, name, names] of kinds) {
    if ((names as readonly string[]).includes(name)) continue;
    return refuse(
      'input.invalid',
      `${field}: the twin has no "${name}"; it has ${names.join(', ')}`,
    );
  }
  return ok(rehearsalOf(said));
}
