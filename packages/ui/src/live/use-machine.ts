import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import { useLiveState } from '#live/live-store.ts';
import { usePreferences } from '#preferences/preferences.ts';

/** The machine this screen looks at: the chosen one, else one that is roasting, else the first. */
export function useMachine(): {
  readonly machine: MachineDto | null;
  readonly roast: RoastDto | null;
} {
  const chosen = usePreferences((preferences) => preferences.machineId);
  const machine = useLiveState(({ machines }) => chooseMachine(machines ?? [], chosen));
  const roast = useLiveState(({ roasts }) => (machine ? (roasts[machine.id] ?? null) : null));
  return { machine, roast };
}

/** Picks a machine from what there is; null when there is none. */
export function chooseMachine(
  machines: readonly MachineDto[],
  chosen: string | null,
): MachineDto | null {
  return (
    machines.find((machine) => machine.id === chosen) ??
    machines.find((machine) => machine.roastId !== null) ??
    machines[0] ??
    null
  );
}
