import type { AddMachineBody } from '@artisan-ts/contracts';
import {
  type LeverSpec,
  type MachineConfiguration,
  ok,
  type Result,
  refuse,
} from '@artisan-ts/domain';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import type { IdSource } from '#ports/ids.ts';
import type { LeverEvent } from '#ports/roast-store.ts';

type LoggedLevers = NonNullable<AddMachineBody['levers']>;

/** The levers of the devices, and those that people log by hand. @returns a refusal `input.invalid` that names the lever */
export function withLoggedLevers(
  own: readonly LeverSpec[],
  asked: LoggedLevers,
): Result<readonly LeverSpec[]> {
  const levers = [...own, ...asked.map((lever) => ({ ...lever, mode: 'logged' as const }))];
  const double = levers.find((lever, index) =>
    levers.some((other, at) => at < index && other.id === lever.id),
  );
  if (double !== undefined) {
    return refuse('input.invalid', `the machine would have two levers called "${double.id}"`);
  }
  const empty = levers.find((lever) => !(lever.min < lever.max));
  if (empty !== undefined) {
    const { label, min, max } = empty;
    return refuse('input.invalid', `${label} has no range: it goes from ${min} to ${max}`);
  }
  return ok(levers);
}

/**
 * The configuration with other levers to log by hand. It is one of its own when a lever gets another unit or range, for the
 * values that were logged before mean something else; one that is only added or taken away changes no number.
 */
export function withOtherLevers(
  attached: Pick<AttachedMachine, 'levers'>,
  configuration: MachineConfiguration,
  asked: LoggedLevers,
  { ids, nowMs }: { readonly ids: IdSource; readonly nowMs: MachineConfiguration['sinceWallMs'] },
): Result<MachineConfiguration> {
  const own = configuration.levers.filter(({ mode }) => mode !== 'logged');
  const levers = withLoggedLevers(own, asked);
  if (!levers.ok) return levers;
  const before = new Map(configuration.levers.map((lever) => [lever.id, lever]));
  const meansAnother = levers.value.some((lever) => {
    const known = before.get(lever.id);
    return !(known && isSameDial(known, lever)) && attached.levers.value(lever.id) !== null;
  });
  const changed = { ...configuration, levers: levers.value };
  return ok(
    meansAnother ? { ...changed, id: ids.next('configuration'), sinceWallMs: nowMs } : changed,
  );
}

function isSameDial(one: LeverSpec, other: LeverSpec): boolean {
  return one.unit === other.unit && one.min === other.min && one.max === other.max;
}

/** What was logged by hand before the configuration may have meant another unit, and says nothing of now. */
export function leversSince(
  events: readonly LeverEvent[],
  { sinceWallMs }: MachineConfiguration,
): readonly LeverEvent[] {
  return events.filter(({ state, wallMs }) => state !== 'logged' || wallMs >= sinceWallMs);
}
