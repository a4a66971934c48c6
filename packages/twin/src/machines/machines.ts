import { g1 } from '#machines/g1.ts';
import type { TwinMachine } from '#machines/twin-machine.ts';

/** Every machine that can be simulated, by its id. */
export const twinMachines: Readonly<Record<'g1', TwinMachine>> = { g1 };
