import type { Channel, SignalLimits } from '@artisan-ts/domain';

/**
 * What a temperature channel is held to unless its machine says otherwise.
 *
 * Range: type K thermocouples in roasters, from a cold room to hot air at the burner. Step: real probes were seen to
 * move by 15 C/s at most (ET, door opened). Frozen: real probes of air held a value for up to a minute.
 */
const usual: SignalLimits = { minC: -30, maxC: 600, stepMaxCPerS: 16, frozenAfterS: 75 };

/** Real bean probes held a value for up to 28 s while beans moved around them. */
const beanFrozenAfterS = 40;

/** The limits of a channel, or null when it is no temperature and is not judged. */
export function limitsOf({ id, quantity, limits }: Channel): SignalLimits | null {
  if (quantity !== 'temperature') return null;
  return {
    minC: limits?.minC ?? usual.minC,
    maxC: limits?.maxC ?? usual.maxC,
    stepMaxCPerS: limits?.stepMaxCPerS ?? usual.stepMaxCPerS,
    frozenAfterS: limits?.frozenAfterS ?? (id === 'bt' ? beanFrozenAfterS : usual.frozenAfterS),
  };
}
