import type { RoastDto } from '@artisan-ts/contracts';
import type { MachineId, MarkKind } from '@artisan-ts/domain';
import type { World } from './world.ts';

/** Presses a mark button; fails when it is refused. */
export async function press(
  world: World,
  id: MachineId,
  kind: MarkKind,
  action: 'set' | 'undo' | 'confirm' = 'set',
): Promise<RoastDto> {
  const answer = await world.ask(world.station.machines.mark(id, { kind, action }));
  if (!answer.ok) throw new Error(`${kind} ${action}: ${answer.code}: ${answer.message}`);
  return answer.value;
}

/** The kinds of the marks of a roast, in the order of time. */
export function kinds(roast: RoastDto | undefined): string[] {
  return roast?.marks.map((mark) => mark.kind) ?? [];
}
