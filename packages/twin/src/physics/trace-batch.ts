import type { BatchCharge, MachinePhysics, TwinMachine } from '#machines/twin-machine.ts';
import { BatchStepper } from '#physics/batch-stepper.ts';
import { beanHeatCapacity, evaporationHeatJPerKg } from '#physics/bean.ts';
import { dryMassKg } from '#physics/exchange.ts';
import {
  type BatchState,
  chargedState,
  exchangeNow,
  type HeatFlows,
  heatFlows,
} from '#physics/heat.ts';

/** A machine that differs in some parameters: for tests of what follows from them. */
export function variant(
  machine: TwinMachine,
  change: {
    readonly physics?: Partial<MachinePhysics>;
    readonly charge?: Partial<BatchCharge>;
    readonly conditions?: Partial<TwinMachine['conditions']>;
    readonly schedule?: TwinMachine['schedule'];
  },
): TwinMachine {
  return {
    ...machine,
    schedule: change.schedule ?? machine.schedule,
    physics: { ...machine.physics, ...change.physics },
    charge: { ...machine.charge, ...change.charge },
    conditions: { ...machine.conditions, ...change.conditions },
  };
}

/** One step of a traced batch: the state before it and after it at `timeS`, and the heat that flowed at either. */
export interface TracedStep {
  readonly timeS: number;
  readonly before: BatchState;
  readonly after: BatchState;
  readonly flowsBefore: HeatFlows;
  readonly flowsAfter: HeatFlows;
}

/** Where the heat of a roast came from and where it is at its end, joules. */
export interface HeatAccount {
  readonly inJ: number;
  readonly inBeansAndDrumJ: number;
  readonly goneJ: number;
}

/** Roasts the reference schedule of a machine step by step, without noise: what tests of the physics look at. */
export function traceBatch(machine: TwinMachine, endS: number, stepS = 0.25): TracedStep[] {
  let levers = machine.startLevers;
  let state = chargedState(machine, machine.conditions, levers);
  const stepper = new BatchStepper(machine, stepS);
  const trace: TracedStep[] = [];
  for (let step = 0; step * stepS < endS; step += 1) {
    for (const { atS, lever, value } of machine.schedule) {
      if (atS <= step * stepS) levers = { ...levers, [lever]: value };
    }
    const after = stepper.step(state, levers);
    trace.push({
      timeS: (step + 1) * stepS,
      before: state,
      after,
      flowsBefore: heatFlows(machine, state, exchangeNow(machine, state, levers)),
      flowsAfter: heatFlows(machine, after, exchangeNow(machine, after, levers)),
    });
    state = after;
  }
  return trace;
}

/** Adds up what flowed, by the trapezoidal rule over the states: nothing of the integrator under test is used. */
export function heatAccount(machine: TwinMachine, trace: readonly TracedStep[]): HeatAccount {
  const massKg = dryMassKg(machine.charge);
  const { firstCrack, secondCrack, heatCapacityFactor } = machine.charge;
  const sum = { inJ: 0, inBeansAndDrumJ: 0, goneJ: 0 };
  let lastS = 0;
  for (const { timeS, before, after, flowsBefore, flowsAfter } of trace) {
    const stepS = timeS - lastS;
    const over = (flow: (flows: HeatFlows) => number): number =>
      (stepS * (flow(flowsBefore) + flow(flowsAfter))) / 2;
    sum.inJ += over((flows) => flows.burnerW);
    sum.inJ += massKg * (after.reactionJPerKg - before.reactionJPerKg);
    sum.inJ += massKg * firstCrack.heatJPerKg * (after.firstCracked - before.firstCracked);
    sum.inJ += massKg * secondCrack.heatJPerKg * (after.secondCracked - before.secondCracked);
    const capacity =
      (beanHeatCapacity(before.beanC, before.moisture) +
        beanHeatCapacity(after.beanC, after.moisture)) /
      2;
    sum.inBeansAndDrumJ += massKg * heatCapacityFactor * capacity * (after.beanC - before.beanC);
    sum.inBeansAndDrumJ += machine.physics.drumHeatCapacityJPerK * (after.drumC - before.drumC);
    sum.goneJ += massKg * evaporationHeatJPerKg * (before.moisture - after.moisture);
    sum.goneJ += over((flows) => flows.exhaustW + flows.drumToRoomW);
    lastS = timeS;
  }
  return sum;
}

/** The second at which BT rises through a temperature, between two steps by a straight line; null when it never does. */
export function risesThroughS(trace: readonly TracedStep[], btC: number): number | null {
  const step = trace.find(({ before, after }) => before.btC < btC && after.btC >= btC);
  if (step === undefined) return null;
  const last = trace.indexOf(step) === 0 ? 0 : (trace[trace.indexOf(step) - 1]?.timeS ?? 0);
  const share = (btC - step.before.btC) / (step.after.btC - step.before.btC);
  return last + share * (step.timeS - last);
}
