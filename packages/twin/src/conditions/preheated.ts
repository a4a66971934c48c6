import type { Condition } from '#conditions/condition.ts';
import type { ChargeConditions } from '#machines/twin-machine.ts';

/** Between batches: a thermostat holds the charge conditions, whatever the levers say. */
export class Preheated implements Condition {
  readonly phase = 'preheated';
  readonly btC: number;
  readonly etC: number;

  constructor({ btC, etC }: ChargeConditions) {
    this.btC = btC;
    this.etC = etC;
  }

  step(): void {}
}
