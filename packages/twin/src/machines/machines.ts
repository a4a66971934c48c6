import { bullet, hottop } from '#machines/fitted.ts';
import { g1 } from '#machines/g1.ts';
import { hotAir, infraredDrum, productionGas, sampleDrum } from '#machines/illustrative.ts';

/** Every machine that can be simulated, by its id. */
export const twinMachines = {
  g1,
  hottop,
  bullet,
  'sample-drum': sampleDrum,
  'production-gas': productionGas,
  'infrared-drum': infraredDrum,
  'hot-air': hotAir,
} as const;
