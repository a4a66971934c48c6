import { Grams, type MachineId } from '@artisan-ts/domain';
import { type BatchBeans, createStation, type DriverKind, type Station } from '@artisan-ts/runtime';
import {
  CountingIds,
  MemoryReadingStore,
  MemoryRoastStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
} from '@artisan-ts/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { RoastingMachine } from './roasting-machine.ts';
import { scriptedDriver } from './scripted-driver.ts';

let clock: SimulatedClock;
let station: Station;
let charged: (BatchBeans | undefined)[];

/** A machine whose beans are moved by software, and that writes down which. */
function movesBeans(kind: DriverKind): DriverKind {
  const batch = {
    charge: (beans?: BatchBeans) => void charged.push(beans),
    drop: () => undefined,
    undo: () => undefined,
  };
  return { ...kind, create: (...parts) => ({ ...kind.create(...parts), batch }) };
}

async function within<Value>(doing: Promise<Value>): Promise<Value> {
  await clock.advance(100);
  return doing;
}

async function value<Value>(
  doing: Promise<{ ok: true; value: Value } | { ok: false; message: string }>,
) {
  const result = await within(doing);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

beforeEach(async () => {
  charged = [];
  clock = new SimulatedClock();
  const disk = new SimulatedDisk(clock);
  const machines = new Map([['drum', new RoastingMachine()]]);
  station = createStation({
    clock,
    ids: new CountingIds(),
    logger: recordingLogger(),
    readings: new MemoryReadingStore(disk),
    roasts: new MemoryRoastStore(disk),
    drivers: [movesBeans(scriptedDriver(machines, new Map()))],
    systemBoot: 'boot',
  });
  await within(station.start());
});

describe('the beans that software lets into a drum', () => {
  it('are those that were set up, as their lot was measured', async () => {
    const { id } = await value(
      station.machines.add({
        name: 'drum',
        driver: 'scripted',
        settings: { machine: 'drum' },
        closeAfterDropS: 300,
      }),
    );
    const machineId = id as MachineId;
    await clock.advance(5000);
    const coffee = await value(station.coffees.add({ name: 'Nyeri' }));
    const lot = await value(
      station.coffees.addLot({
        coffeeId: coffee.id,
        name: '24-117',
        moisturePct: 11.4,
        densityGPerL: 742,
        screenSize: '16/17',
      }),
    );
    await value(station.machines.setUp(machineId, { lotId: lot.id, greenG: Grams(900) }));
    await value(station.machines.mark(machineId, { kind: 'charge', action: 'set' }));
    expect(charged).toEqual([
      { greenG: 900, moisturePct: 11.4, densityGPerL: 742, screenSize: '16/17' },
    ]);
  });
});
