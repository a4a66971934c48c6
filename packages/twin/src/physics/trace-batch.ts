import type { BatchCharge, MachinePhysics, TwinMachine } from '#machines/twin-machine.ts';
import {
  type BatchState,
  chargedState,
  type HeatFlows,
  heatFlows,
  stepBatch,
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

/** One step of a traced batch: the state before it, the heat that flowed, the state after it at `timeS`. */
export interface TracedStep {
  readonly timeS: number;
  readonly before: BatchState;
  readonly flows: HeatFlows;
  readonly after: BatchState;
}

/** Roasts the reference schedule of a machine step by step, without noise: what tests of the physics look at. */
export function traceBatch(machine: TwinMachine, endS: number, stepS = 0.25): TracedStep[] {
  let levers = machine.startLevers;
  let state = chargedState(machine.charge, machine.conditions, levers.burner);
  const trace: TracedStep[] = [];
  for (let step = 0; step * stepS < endS; step += 1) {
    for (const { atS, lever, value } of machine.schedule) {
      if (atS <= step * stepS) levers = { ...levers, [lever]: value };
    }
    const flows = heatFlows(machine, state, levers);
    const after = stepBatch(machine, state, levers, stepS);
    trace.push({ timeS: (step + 1) * stepS, before: state, flows, after });
    state = after;
  }
  return trace;
}

/** The second at which BT rises through a temperature, between two steps by a straight line; null when it never does. */
export function risesThroughS(trace: readonly TracedStep[], btC: number): number | null {
  const step = trace.find(({ before, after }) => before.btC < btC && after.btC >= btC);
  if (step === undefined) return null;
  const last = trace.indexOf(step) === 0 ? 0 : (trace[trace.indexOf(step) - 1]?.timeS ?? 0);
  const share = (btC - step.before.btC) / (step.after.btC - step.before.btC);
  return last + share * (step.timeS - last);
}
