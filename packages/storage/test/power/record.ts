/**
 * A station that records a meter, roast after roast, on a real data folder, and writes what it promises to a file: the
 * process whose writes are traced. It stops once in the middle, starts again and ends as a power cut would end it.
 *
 * Arguments: folder to make the data in, file to tell promises to, seconds, planted mistake or nothing.
 */
import { openSync, writeSync } from 'node:fs';
import { type MarkKind, parseId, type RoastId } from '@artisan-ts/domain';
import {
  createStation,
  type ReadingStore,
  type RoastStore,
  type Station,
} from '@artisan-ts/runtime';
import { CountingIds, silentLogger } from '@artisan-ts/testkit';
import { makeWritableFolder } from '#folder/writable-folder.ts';
import { openParts } from '#open-parts.ts';
import { openStore } from '#store.ts';
import { meter } from './meter.ts';
import { acknowledgedEarly, type Plant, plantInSettings } from './plants.ts';
import type { Promised } from './promises.ts';
import { realClock } from './real-clock.ts';

const [folder = '', tellPath = '', secondsText = '', plantText = ''] = process.argv.slice(2);
const plant = plantText === '' ? null : (plantText as Plant);
const lifeMs = (Number(secondsText) * 1000) / 2;
const marks = [
  'charge',
  'dryEnd',
  'fcStart',
  'fcEnd',
  'drop',
] as const satisfies readonly MarkKind[];
const ids = new CountingIds();
const tellHandle = openSync(tellPath, 'a');
let levers = 0;

interface OpenPorts {
  readonly readings: ReadingStore;
  readonly roasts: RoastStore;
  close(): Promise<void>;
}

function tell(promised: Promised): void {
  writeSync(tellHandle, `${JSON.stringify(promised)}\n`);
}

/** The store as everybody opens it; with a mistake in it, in this thread, which the mistake can reach. */
async function open(): Promise<OpenPorts> {
  if (plant === null) return openStore({ folder });
  makeWritableFolder(folder);
  plantInSettings(plant);
  const parts = openParts({ folder, mode: 'write' });
  const readings = asPort<ReadingStore>(parts.readings);
  return {
    readings: plant === 'acknowledged-early' ? acknowledgedEarly(readings) : readings,
    roasts: asPort<RoastStore>(parts.roasts),
    close: async () => parts.close(),
  };
}

function asPort<Port>(part: object): Port {
  const get = (_: object, name: string): unknown => {
    const operation = (part as Record<string, (...given: unknown[]) => unknown>)[name];
    return async (...args: unknown[]) => operation?.apply(part, args);
  };
  return new Proxy({}, { get: (target, name) => get(target, String(name)) }) as Port;
}

async function live(isFirst: boolean): Promise<OpenPorts> {
  const store = await open();
  const { readings, roasts } = store;
  const station = createStation({
    clock: realClock,
    ids,
    logger: silentLogger,
    readings,
    roasts,
    drivers: [meter],
    systemBoot: 'traced',
  });
  await station.start();
  station.live.subscribe((event) => {
    if (event.name !== 'durable') return;
    for (const { sourceId, boot, seq } of event.data.newest) {
      tell({
        kind: 'readings',
        sourceId: parseId('source', sourceId),
        boot: parseId('boot', boot),
        seq,
      });
    }
  }, {});
  if (isFirst) await addMachine(station);
  const until = performance.now() + lifeMs;
  while (performance.now() < until) await roastOnce(station);
  await station.stop();
  return store;
}

async function addMachine(station: Station): Promise<void> {
  const body = { name: 'Meter', driver: 'meter', settings: {}, closeAfterDropS: 900 };
  const added = await station.machines.add(body);
  if (!added.ok) throw new Error(added.message);
  tell({ kind: 'machine', machineId: parseId('machine', added.value.id) });
}

/** Presses every mark and a lever beside each, and tells of each when it is confirmed. */
async function roastOnce(station: Station): Promise<void> {
  const [machine] = station.machines.list();
  if (machine === undefined) throw new Error('the machine is there');
  const machineId = parseId('machine', machine.id);
  let roastId: RoastId | null = null;
  for (const mark of marks) {
    const marked = await station.machines.mark(machineId, { kind: mark, action: 'set' });
    if (marked.ok) {
      roastId = parseId('roast', marked.value.id);
      tell({ kind: 'mark', roastId, mark });
    } else if (marked.code !== 'mark.no-data') {
      throw new Error(`${mark}: ${marked.message}`);
    }
    const lever = { lever: 'burner', value: levers % 100 };
    const set = await station.machines.setLever(machineId, lever);
    if (!set.ok) throw new Error(set.message);
    levers += 1;
    tell({ kind: 'levers', count: levers });
  }
  const closed = await station.machines.closeRoast(machineId);
  if (closed.ok && roastId !== null) tell({ kind: 'closed', roastId });
}

const first = await live(true);
await first.close();
await live(false);
process.kill(process.pid, 'SIGKILL');
