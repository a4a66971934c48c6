import type { RandomStream } from '@artisan-ts/domain';
import { seededStream } from '@artisan-ts/domain';
import { faults } from '../faults/catalogue.ts';
import { below, pick } from '../world/chance.ts';
import type {
  BatchPlan,
  BridgePlan,
  DevicePlan,
  MachinePlan,
  PlannedFault,
  Scenario,
} from '../world/scenario.ts';

const machinesMax = 3;
const batchesMax = 3;
/** The reference roast of the twin reaches 210 C after ten minutes; after a drop at less its BT does not fall, and shows nothing. */
const roastS = { min: 620, span: 80 };
/** A roast that is given up early: its drop shows nothing, and where nobody presses it the next fall that is seen is a charge. */
const earlyS = { min: 420, span: 200 };
const earlyShare = 0.15;
/** From drop to the next charge: a charge is recognised where BT was settled for two minutes. */
const pauseS = { min: 150, span: 400 };
/** Who presses needs nothing to be recognised, and charges as soon as the drum is hot again. */
const shortPauseS = { min: 45, span: 60 };
const shortPauseShare = 0.3;
const firstChargeS = { min: 60, span: 400 };
/** After the last drop: its roast closes, and rests. */
const runOutS = 700;
const faultsMin = 8;
const faultsSpan = 9;
/** A fault on the heels of another is how most losses happen. */
const pairShare = 0.2;
const pairWithinS = 20;
/** 08:00 UTC in the morning, and so late that the batches lie on both sides of midnight where the roastery stands. */
const beginsMs = { morning: 1_767_254_400_000, lateEvening: 1_767_308_400_000 } as const;
const unsavedMaxUsual = 100_000;
/** A few minutes of a full disk fill it. */
const unsavedMaxSmall = 400;
/** Outboxes: as built, one that fills within an hour, and either with a day of readings, one every ten seconds, of an earlier start. */
const roomy = { outboxMax: 700_000, backlog: 0 };
const small = { outboxMax: 1500, backlog: 0 };
const full = { outboxMax: 700_000, backlog: 8640 };
const overfull = { outboxMax: 1500, backlog: 8640 };
const bridgePpmMax = 200;
/** Clocks of computers that ask a time server, and one that nobody ever set. */
const bridgeOffMs = { good: 1500, wrong: 3_600_000 } as const;

/** The day of a seed and a number: always the same. */
export function planScenario(seed: number, number: number, only: readonly string[] = []): Scenario {
  const chance = seededStream(seed, `scenario ${number}`);
  const machines = Array.from({ length: 1 + below(chance, machinesMax) }, (_, index) =>
    planMachine(chance, `drum-${index + 1}`),
  );
  const lastS = Math.max(...machines.flatMap(({ batches }) => batches.map(({ dropS }) => dropS)));
  return {
    seed,
    number,
    wallMs: pick(chance, [beginsMs.morning, beginsMs.morning, beginsMs.lateEvening]),
    broker: pick(chance, ['embedded', 'external']),
    unsavedMax: pick(chance, [unsavedMaxUsual, unsavedMaxUsual, unsavedMaxUsual, unsavedMaxSmall]),
    machines,
    faults: planFaults(chance, machines, lastS, only),
    endS: lastS + runOutS,
  };
}

function planMachine(chance: RandomStream, name: string): MachinePlan {
  const speed = pick(chance, [1, 1, 1, 4]);
  const person = pick(chance, ['presses', 'presses', 'is clumsy', 'touches nothing'] as const);
  const batches: BatchPlan[] = [];
  let atS = firstChargeS.min + chance.next() * firstChargeS.span;
  for (let left = 1 + below(chance, batchesMax); left > 0; left--) {
    const length = chance.next() < earlyShare ? earlyS : roastS;
    const lengthS = (length.min + chance.next() * length.span) / speed;
    batches.push({ chargeS: atS, dropS: atS + lengthS });
    const isShort = person === 'presses' && chance.next() < shortPauseShare;
    const pause = isShort ? shortPauseS : pauseS;
    atS += lengthS + pause.min + chance.next() * pause.span;
  }
  const seed = below(chance, 2 ** 31);
  return { name, speed, batches, seed, person, devices: planDevices(chance, name, speed) };
}

/** Most machines are read over one cable; some by a second board, some over the network. Only the twin's time runs faster. */
function planDevices(chance: RandomStream, name: string, speed: number): MachinePlan['devices'] {
  const lead = planDevice(chance, name);
  const second = planDevice(chance, `${name}-b`);
  const dice = chance.next();
  const bridge = planBridge(chance);
  if (dice < 0.45) return [lead];
  if (dice < 0.6 || speed !== 1) return [lead, second];
  if (dice < 0.8) return [lead, { ...second, bridge }];
  const { ppm, outboxMax, backlog } = bridge;
  const offMs = Math.round((2 * chance.next() - 1) * bridgeOffMs.good);
  return [{ ...lead, bridge: { ppm, outboxMax, backlog, offMs } }];
}

function planDevice(chance: RandomStream, name: string): DevicePlan {
  return {
    name,
    unit: pick(chance, ['C', 'C', 'F']),
    intervalS: pick(chance, [0.5, 1, 1, 2, 3]),
  };
}

function planBridge(chance: RandomStream): BridgePlan {
  const off = pick(chance, ['good', 'good', 'wrong'] as const);
  return {
    ppm: Math.round((2 * chance.next() - 1) * bridgePpmMax),
    offMs: Math.round((2 * chance.next() - 1) * bridgeOffMs[off]),
    ...pick(chance, [roomy, roomy, roomy, small, full, overfull]),
  };
}

function planFaults(
  chance: RandomStream,
  machines: readonly MachinePlan[],
  lastS: number,
  only: readonly string[],
): readonly PlannedFault[] {
  const devices = machines.flatMap((machine) => machine.devices);
  const facts = {
    hasBridge: devices.some(({ bridge }) => bridge !== undefined),
    isLedFromAfar: machines.some(({ devices: [lead] }) => lead.bridge !== undefined),
  };
  const known = faults.filter(
    ({ name, isPossible }) =>
      (only.length === 0 || only.includes(name)) && (isPossible?.(facts) ?? true),
  );
  const weighted = known.flatMap((fault) => Array<typeof fault>(fault.weight).fill(fault));
  const planned: PlannedFault[] = [];
  if (weighted.length === 0) return planned;
  let atS = 0;
  for (let left = faultsMin + below(chance, faultsSpan); left > 0; left--) {
    const fault = pick(chance, weighted);
    const isPair = planned.length > 0 && chance.next() < pairShare;
    const moment = momentFor(chance, machines, lastS);
    if (fault.isForEvening) atS = lastS + 30 + chance.next() * 300;
    else atS = isPair ? atS + chance.next() * pairWithinS : moment;
    planned.push({ name: fault.name, atS, seed: below(chance, 2 ** 31) });
  }
  return planned.sort((a, b) => a.atS - b.atS);
}

/** Anywhere in the day, and more often near what matters: charge, drop, and the minutes around them. */
function momentFor(chance: RandomStream, machines: readonly MachinePlan[], lastS: number): number {
  const batch = pick(chance, pick(chance, machines).batches);
  const dice = chance.next();
  if (dice < 0.2) return Math.max(5, batch.chargeS - 20 + chance.next() * 60);
  if (dice < 0.35) return batch.dropS - 20 + chance.next() * 60;
  return 5 + chance.next() * (lastS + 60);
}
