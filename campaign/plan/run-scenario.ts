import { seededStream } from '@artisan-ts/domain';
import { faults } from '../faults/catalogue.ts';
import { checkDay, checkSafety } from '../oracle/check.ts';
import { storedRows } from '../oracle/stored-rows.ts';
import { watchWords } from '../oracle/well.ts';
import { employ } from '../world/person.ts';
import type { PlannedFault, Scenario } from '../world/scenario.ts';
import { recoveryS, World } from '../world/world.ts';

/** How a day went. */
export interface Outcome {
  /** Faults that happened, up to the one after which something was wrong. */
  readonly faults: readonly PlannedFault[];
  /** What was wrong, in words; empty when all was well. */
  readonly broken: readonly string[];
  readonly readings: number;
}

/** Between two looks at what the station says about itself. */
const lookEveryS = 5;
/** At the end of the day, long enough for a computer that is starting and for what still has to be closed. */
const restS = 200;

/** Plays a scenario to its end, or until something is wrong. */
export async function runScenario(scenario: Scenario, root: string): Promise<Outcome> {
  const world = new World(scenario, root);
  const happened: PlannedFault[] = [];
  try {
    world.start();
    await world.runUntil(1);
    await world.addMachines();
    for (const machine of world.machines) employ(world, machine);
    let broken: readonly string[] = [];
    const check = (): void => {
      if (broken.length === 0) broken = checkSafety(world);
    };
    for (const planned of scenario.faults)
      world.agenda.add(planned.atS, () => {
        if (broken.length > 0) return;
        happened.push(planned);
        begin(world, planned, check);
      });
    for (let atS = lookEveryS; atS <= scenario.endS && broken.length === 0; atS += lookEveryS) {
      await world.runUntil(atS);
      watchWords(world);
    }
    // The evening begins when the last fault has ended, however long it lasts.
    while (broken.length === 0 && world.active.size > 0)
      await world.runUntil(world.nowS + lookEveryS);
    if (broken.length === 0) await world.runUntil(Math.max(scenario.endS, world.nowS) + restS);
    check();
    if (broken.length === 0) broken = await checkDay(world);
    return { faults: happened, broken, readings: storedRows(world.disk.folder).length };
  } finally {
    world.disk.remove();
  }
}

function begin(world: World, planned: PlannedFault, check: () => void): void {
  const fault = faults.find(({ name }) => name === planned.name);
  if (fault === undefined) throw new RangeError(`there is no fault ${planned.name}`);
  const { lastsS, heal } = fault.begin(world, seededStream(planned.seed, fault.name));
  const run = {};
  world.active.add(run);
  world.troubledS = world.nowS;
  world.agenda.add(world.nowS + lastsS, () => {
    heal();
    world.active.delete(run);
    world.troubledS = world.nowS;
    world.agenda.add(world.nowS + recoveryS, check);
  });
}
