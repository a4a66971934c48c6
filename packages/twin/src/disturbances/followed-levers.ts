import type { Actuator } from '#disturbances/roast-day.ts';
import type { LeverValues } from '#machines/twin-machine.ts';

/** Where the levers of a machine really stand, which does not always follow at once what it is told. */
export class FollowedLevers {
  readonly #actuator: Actuator;
  readonly #burnerFull: number;
  /** What was commanded and when it takes effect, oldest first. */
  #commands: readonly { readonly atS: number; readonly levers: LeverValues }[] = [];
  #commanded: LeverValues;
  #inForce: LeverValues;

  /** `levers`: where they stand at charge. */
  constructor(actuator: Actuator, burnerFull: number, levers: LeverValues) {
    this.#actuator = actuator;
    this.#burnerFull = burnerFull;
    this.#commanded = levers;
    this.#inForce = levers;
  }

  /** Commands the levers a second after charge. @returns whether that is news */
  command(second: number, levers: LeverValues): boolean {
    const { burner, air, drumSpeed } = this.#commanded;
    if (levers.burner === burner && levers.air === air && levers.drumSpeed === drumSpeed) {
      return false;
    }
    const { deadTimeS, ignored } = this.#actuator;
    this.#commanded = levers;
    const isIgnored = ignored !== null && second >= ignored.fromS && second < ignored.toS;
    const atS = isIgnored ? ignored.toS : second + deadTimeS;
    const notched = { ...levers, burner: this.#notched(levers.burner) };
    this.#commands = [
      ...this.#commands.filter((each) => each.atS <= atS),
      { atS, levers: notched },
    ];
    return true;
  }

  /** Where they stand a second after charge; asked with seconds that never fall. */
  at(second: number): LeverValues {
    if (this.#commands.length === 0) return this.#inForce;
    const due = this.#commands.filter(({ atS }) => atS <= second);
    if (due.length > 0) {
      this.#inForce = due.at(-1)?.levers ?? this.#inForce;
      this.#commands = this.#commands.slice(due.length);
    }
    return this.#inForce;
  }

  #notched(burner: number): number {
    const { burnerSteps } = this.#actuator;
    if (burnerSteps === null) return burner;
    const notch = this.#burnerFull / burnerSteps;
    return Math.round(burner / notch) * notch;
  }
}
