import { twinMachines } from '#machines/machines.ts';
import { learnMachine, type TwinLesson, type TwinPupil } from '#what-if/lesson.ts';
import { rehearse } from '#what-if/rehearse.ts';

/** Learns a real machine from its roasts, a simulated one from its own; nothing of one that does not exist. */
export function learn(pupil: TwinPupil): TwinLesson {
  if ('roasts' in pupil) return learnMachine(pupil.roasts, () => undefined);
  const machine = Object.values(twinMachines).find(({ id }) => id === pupil.simulated);
  return machine === undefined ? [] : rehearse(machine);
}
