import type { LeverValues, TwinMachine } from '#machines/twin-machine.ts';
import { airShare, burnerShare, exchangeOf } from '#physics/exchange.ts';
import { Lag, mix } from '#physics/lag.ts';

/** A drum without beans: its heat, and what its probes show. Temperatures in Celsius. */
export interface EmptyDrumState {
  /** What burner and fan really give, fractions of full. */
  readonly burner: number;
  readonly air: number;
  readonly drumC: number;
  readonly btC: number;
  readonly etC: number;
}

/** Metal hotter than this cuts the heat of any machine off, until it has cooled by some kelvin. */
const cutOutC = 300;

/** A machine that stood all night, switched off. */
export function coldDrum({ conditions }: TwinMachine): EmptyDrumState {
  const { ambientC } = conditions;
  return { burner: 0, air: 0, drumC: ambientC, btC: ambientC, etC: ambientC };
}

/**
 * Takes a drum without beans a step further, by the midpoint rule: the heat balance of a batch (roast-science 2.3) with nothing
 * in the drum. Metal is one mass, so that a machine is hot in minutes; real ones go on soaking for half an hour.
 *
 * Between metal and gas each probe is scaled so that a machine held at its charge temperature shows its charge conditions:
 * where a probe of an empty drum looks was never measured.
 */
export class EmptyDrumStepper {
  readonly machine: TwinMachine;
  readonly #stepS: number;
  readonly #lags: Readonly<Record<'burner' | 'air' | 'bt' | 'et', Lag>>;
  readonly #btScale: number;
  readonly #etScale: number;

  constructor(machine: TwinMachine, stepS: number) {
    const { physics, conditions } = machine;
    this.machine = machine;
    this.#stepS = stepS;
    this.#lags = {
      burner: new Lag(physics.burnerLagS, stepS),
      air: new Lag(physics.airLagS, stepS),
      bt: new Lag(physics.btLagS, stepS),
      et: new Lag(physics.etLagS, stepS),
    };
    const { btC, etC, ambientC } = conditions;
    const seen = this.#seenC(conditions.drumC, heldAt(machine).gasC);
    this.#btScale = (btC - ambientC) / (seen.btC - ambientC);
    this.#etScale = (etC - ambientC) / (seen.etC - ambientC);
  }

  step(state: EmptyDrumState, levers: LeverValues): EmptyDrumState {
    const { physics, conditions } = this.machine;
    const isCutOut = state.drumC > cutOutC;
    const burnerTo = isCutOut ? 0 : burnerShare(physics, levers.burner);
    const air = this.#lags.air.follows(state.air, airShare(physics, levers.air));
    const burner = this.#lags.burner.follows(state.burner, burnerTo);
    const halfS = this.#stepS / 2;
    const rate = (drumC: number) => this.#flows((state.burner + burner) / 2, air, drumC, levers);
    const halfwayC = state.drumC + halfS * rate(state.drumC).drumCPerS;
    const { gasC, drumCPerS } = rate(halfwayC);
    const seen = this.#seenC(halfwayC, gasC);
    const shown = (seenC: number, scale: number) =>
      conditions.ambientC + scale * (seenC - conditions.ambientC);
    return {
      burner,
      air,
      drumC: state.drumC + this.#stepS * drumCPerS,
      btC: this.#lags.bt.follows(state.btC, shown(seen.btC, this.#btScale)),
      etC: this.#lags.et.follows(state.etC, shown(seen.etC, this.#etScale)),
    };
  }

  #seenC(drumC: number, gasC: number): { readonly btC: number; readonly etC: number } {
    const { btGasShare, etDrumShare } = this.machine.physics;
    return { btC: mix(drumC, gasC, btGasShare), etC: mix(gasC, drumC, etDrumShare) };
  }

  #flows(
    burner: number,
    air: number,
    drumC: number,
    levers: LeverValues,
  ): { readonly gasC: number; readonly drumCPerS: number } {
    const { physics, conditions } = this.machine;
    const { flowWPerK, gasDrumWPerK } = exchangeOf(physics, 0, air, levers);
    const burnerW = physics.powerMaxW * burner * physics.gasPressureFactor;
    const gasC =
      (burnerW * (1 - physics.drumHeatShare) +
        flowWPerK * conditions.ambientC +
        gasDrumWPerK * drumC) /
      (flowWPerK + gasDrumWPerK);
    const intoDrumW =
      physics.drumHeatShare * burnerW +
      gasDrumWPerK * (gasC - drumC) -
      physics.lossWPerK * (drumC - conditions.ambientC);
    return { gasC, drumCPerS: intoDrumW / physics.drumHeatCapacityJPerK };
  }
}

/** What holds an empty machine at its charge temperature, with the fan as at the start: share of full heat, and the gas then. */
export function heldAt(machine: TwinMachine): { readonly burner: number; readonly gasC: number } {
  const { physics, conditions, startLevers } = machine;
  const { ambientC } = conditions;
  const air = airShare(physics, startLevers.air);
  const { flowWPerK, gasDrumWPerK } = exchangeOf(physics, 0, air, startLevers);
  const { drumHeatShare, lossWPerK, powerMaxW, gasPressureFactor } = physics;
  // What the metal gets it loses, and what the burner gives leaves through the walls and with the gas.
  const drumAboveC = conditions.drumC - ambientC;
  const gasAboveC =
    (drumAboveC * ((1 - drumHeatShare) * lossWPerK + gasDrumWPerK)) /
    (drumHeatShare * flowWPerK + gasDrumWPerK);
  const burnerW = lossWPerK * drumAboveC + flowWPerK * gasAboveC;
  return { burner: burnerW / (powerMaxW * gasPressureFactor), gasC: ambientC + gasAboveC };
}
