import { type RandomStream, seededStream } from '@artisan-ts/domain';
import { pick } from './chance.ts';
import type { Machine } from './machine.ts';
import type { Act, BatchPlan } from './scenario.ts';
import type { World } from './world.ts';

/** A press is as late as this at most: a hand that was at the lever of the drum first. */
export const lateS = 5;

/** Puts a day's worth of presses on the agenda. */
export function employ(world: World, machine: Machine): void {
  const chance = seededStream(machine.plan.seed, 'person');
  for (const batch of machine.plan.batches) {
    for (const act of actsOf(machine, batch, chance)) {
      world.agenda.add(act.atS, () => press(world, machine, act));
    }
  }
}

function actsOf(
  { plan }: Machine,
  { chargeS, dropS }: BatchPlan,
  chance: RandomStream,
): readonly Act[] {
  if (plan.person === 'touches nothing') return [];
  const late = (): number => chance.next() * lateS;
  const within = (share: number): number => chargeS + (dropS - chargeS) * share + late();
  const plain: Act[] = [
    { atS: chargeS + late(), kind: 'charge', action: 'set' },
    { atS: within(0.45), kind: 'dryEnd', action: 'set' },
    { atS: within(0.8), kind: 'fcStart', action: 'set' },
    { atS: dropS + late(), kind: 'drop', action: 'set' },
  ];
  return plan.person === 'presses' ? plain : [...plain, ...slips(chargeS, dropS, chance)];
}

/** What goes wrong under a person's hands: a button too early, one twice, and what is taken back. */
function slips(chargeS: number, dropS: number, chance: RandomStream): readonly Act[] {
  const at = (share: number): number => chargeS + (dropS - chargeS) * share;
  const tooEarly = at(0.55 + 0.1 * chance.next());
  const slip = pick(chance, ['drop too early', 'crack moved', 'twice', 'dry end undone'] as const);
  switch (slip) {
    case 'drop too early':
      return [
        { atS: tooEarly, kind: 'drop', action: 'set' },
        { atS: tooEarly + 4 + 4 * chance.next(), kind: 'drop', action: 'undo' },
      ];
    case 'crack moved':
      return [{ atS: at(0.88), kind: 'fcStart', action: 'move' }];
    case 'twice':
      return [{ atS: chargeS + lateS + 1, kind: 'charge', action: 'set' }];
    case 'dry end undone':
      return [{ atS: at(0.6), kind: 'dryEnd', action: 'undo' }];
  }
}

/** Presses, and remembers what was answered. Nobody presses at a station that does not run. */
function press(world: World, machine: Machine, act: Act): void {
  const { identity } = machine;
  const { station, life, truth } = world;
  if (station === null || identity === null || world.nowS > act.atS + lateS) return;
  const hand = truth.marks.pressed(machine, act);
  station.machines.mark(identity.id, { kind: act.kind, action: act.action }).then((answer) => {
    if (!life.isOver) hand.answered(answer);
  });
}
