import type { TwinMachine } from '#machines/twin-machine.ts';
import { dryingRate, dryMatterLossRate } from '#physics/bean.ts';
import { type BatchState, lossPct } from '#physics/heat.ts';

/** What became of the beans of a batch once they are cool. Estimates: nothing of it was weighed or measured. */
export interface RoastedBeans {
  /** Percent of the green weight. */
  readonly lossPct: { readonly water: number; readonly total: number };
  /** Whole-bean colour on the Agtron scale: about 95 very light, 25 very dark; and how far it may be off. */
  readonly agtron: number;
  readonly agtronPlusMinus: number;
  /** From drop until they are cool enough to touch, s. */
  readonly cooledS: number;
}

/** A tray of moving air takes beans of 210 C to the touch in three minutes: chosen, as machines promise three to four. */
const trayLagS = 75;
const touchC = 40;
const trayStepS = 1;

/**
 * Colour falls with the dry matter that is lost: 97 where first crack begins and 60 at the end of the reference roast of G1, chosen;
 * a kelvin of drop temperature is then worth 2.5 points, as in the labels of a production roastery (roast-science 13), about which
 * their batches scatter by 7 to 9.
 */
const unroastedAgtron = 128;
const lostPerE = 0.09;
const agtronPlusMinus = 8;

/** Lets beans that were dropped go on for the moment that a cooling tray takes. */
export function coolInTray(
  { charge, conditions }: Pick<TwinMachine, 'charge' | 'conditions'>,
  dropped: Pick<BatchState, 'beanC' | 'moisture' | 'dryMatterLost'>,
): RoastedBeans {
  let { beanC, moisture, dryMatterLost } = dropped;
  let cooledS = 0;
  const airC = Math.min(conditions.ambientC, touchC - 5);
  const kept = Math.exp(-trayStepS / trayLagS);
  while (beanC > touchC) {
    moisture += trayStepS * dryingRate(beanC, moisture, charge);
    dryMatterLost += trayStepS * dryMatterLossRate(beanC) * (1 - dryMatterLost);
    beanC = airC + (beanC - airC) * kept;
    cooledS += trayStepS;
  }
  return {
    lossPct: lossPct(charge, { moisture, dryMatterLost }),
    agtron: unroastedAgtron * Math.exp(-dryMatterLost / lostPerE),
    agtronPlusMinus,
    cooledS,
  };
}
