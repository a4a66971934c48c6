import { randomInt } from 'node:crypto';
import type { RandomStream } from '@artisan-ts/domain';

/** As much chance as one number holds evenly. */
const steps = 2 ** 32;

/** The chance of the operating system. */
export const systemEntropy: RandomStream = { next: () => randomInt(steps) / steps };
