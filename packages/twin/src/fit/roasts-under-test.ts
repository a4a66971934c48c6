import { seededStream, standardNormal } from '@artisan-ts/domain';
import type { ObservedRoast } from '#fit/observed-roast.ts';
import type { FittedConfiguration } from '#fit/parameters.ts';
import { predictBt } from '#fit/predict-bt.ts';
import { g1 } from '#machines/g1.ts';

/** A machine whose parameters are known: for tests of what a fit makes of its roasts. */
export const knownConfiguration: FittedConfiguration = {
  ...g1.physics,
  dryingFactor: 1,
  reactionFactor: 1,
  firstCrack: g1.charge.firstCrack,
  secondCrack: g1.charge.secondCrack,
};

const dayMs = 86_400_000;
const noiseC = 0.2;
const roastS = 600;

/** Roasts of a known machine, one a day, with hands, weather and beans that differ from day to day. */
export function roastsOf(
  configuration: FittedConfiguration,
  count: number,
  seed: number,
  firstDay = 0,
): ObservedRoast[] {
  return Array.from({ length: count }, (_, day) => {
    const stream = seededStream(seed, `roast ${firstDay + day}`);
    const around = (value: number, sd: number): number => value + sd * standardNormal(stream);
    const greenKg = around(1, 0.03);
    const hands: ObservedRoast = {
      name: `day-${firstDay + day}`,
      startedWallMs: (firstDay + day) * dayMs,
      coffee: null,
      greenKg,
      startBtC: around(200, 4),
      btC: Array.from({ length: roastS + 1 }, () => 0),
      turnS: 0,
      dryEndS: 298,
      fcStartS: null,
      scStartS: null,
      burner: {
        atS: [0, 60, 270, 390, 510],
        values: [45, 67, 78, 67, 48].map((value) => Math.round(around(value, 6))),
      },
      air: { atS: [0, 270, 480], values: [30, 45, 60] },
    };
    const factors = {
      drumAboveBtC: around(0, 5),
      heatInput: around(0, 0.02),
      heatTransfer: around(0, 0.02),
    };
    const quiet = predictBt(configuration, hands, greenKg, factors);
    const btC = Array.from(quiet, (valueC) => around(valueC, noiseC));
    return { ...hands, btC, turnS: quiet.indexOf(Math.min(...quiet.slice(0, 240))) };
  });
}
