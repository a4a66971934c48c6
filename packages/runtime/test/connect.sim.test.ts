import type { WatchLine } from '@artisan-ts/contracts';
import { seededStream } from '@artisan-ts/domain';
import { createStation, type Station, type Surroundings } from '@artisan-ts/runtime';
import {
  CountingIds,
  MemoryReadingStore,
  MemoryRoastStore,
  SimulatedClock,
  SimulatedDisk,
  silentLogger,
} from '@artisan-ts/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { RoastingMachine } from './roasting-machine.ts';
import { scriptedDriver } from './scripted-driver.ts';

let clock: SimulatedClock;
let readings: MemoryReadingStore;
let station: Station;
let asked: string[];

const machine = new RoastingMachine();
const scripted = { driver: 'scripted', settings: { machine: 'drum' } };

const surroundings: Surroundings = {
  serialPorts: async () => ({ platform: 'linux', items: [] }),
  networks: () => [
    { network: '192.168.7.0/24', own: '192.168.7.2', hostCount: 254 },
    { network: '10.0.0.0/8', own: '10.0.0.1', hostCount: 16_777_214 },
  ],
  accepts: async ({ host, port }) => {
    asked.push(`${host}:${port}`);
    return host === '192.168.7.5';
  },
};

beforeEach(() => {
  clock = new SimulatedClock();
  asked = [];
  const disk = new SimulatedDisk(clock, seededStream(1, 'disk'));
  readings = new MemoryReadingStore(disk);
  station = createStation({
    clock,
    ids: new CountingIds(),
    logger: silentLogger,
    readings,
    roasts: new MemoryRoastStore(disk),
    drivers: [scriptedDriver(new Map([['drum', machine]]), new Map())],
    systemBoot: 'boot',
    surroundings,
  });
});

describe('a device that belongs to no machine yet', () => {
  it('is watched sample by sample, and nothing of it is recorded', async () => {
    const lines: WatchLine[] = [];
    const gone = new AbortController();
    const watching = station.connecting.watch(scripted, (line) => lines.push(line), gone.signal);
    await clock.advance(5_000);
    gone.abort();
    expect(await watching).toMatchObject({ ok: true });
    const samples = lines.filter(({ kind }) => kind === 'sample');
    expect(samples.length).toBeGreaterThanOrEqual(4);
    expect(Object.keys(samples[0]?.kind === 'sample' ? samples[0].channels : {})).toEqual([
      'btC',
      'etC',
    ]);
    expect(station.machines.list()).toEqual([]);
    expect(
      await readings.range({ sourceIds: [], fromUs: 0 as never, afterCursor: 0, limit: 10 }),
    ).toEqual([]);
  });

  it('is let go when nobody can be looking any more, and says why it ended', async () => {
    const lines: WatchLine[] = [];
    const { signal } = new AbortController();
    const watching = station.connecting.watch(scripted, (line) => lines.push(line), signal);
    await clock.advance(16 * 60_000);
    await watching;
    expect(lines.at(-1)).toMatchObject({ kind: 'ended', message: 'Nobody was looking any more.' });
    const missing = { driver: 'scripted', settings: { machine: 'gone' } };
    await station.connecting.watch(missing, (line) => lines.push(line), signal);
    expect(lines.at(-1)).toMatchObject({ kind: 'ended', code: 'driver.settings' });
  });

  it('says how it ended when its driver has a defect', async () => {
    const lines: WatchLine[] = [];
    machine.hasBug = true;
    const { signal } = new AbortController();
    const watching = station.connecting.watch(scripted, (line) => lines.push(line), signal);
    expect(await watching).toMatchObject({ ok: true });
    expect(lines.at(-1)).toMatchObject({ kind: 'ended', code: 'defect.invariant' });
  });

  it('is described without being opened; an unknown driver is refused', () => {
    expect(station.connecting.describe(scripted)).toMatchObject({
      ok: true,
      value: { intervalS: 1, channels: [{ id: 'bt', field: 'btC' }, { id: 'et' }] },
    });
    const unknown = station.connecting.describe({ driver: 'nothing', settings: {} });
    expect(unknown).toMatchObject({ ok: false, code: 'driver.unknown' });
  });

  it('is watched by a few screens at most', async () => {
    const gone = new AbortController();
    const watch = () => station.connecting.watch(scripted, () => undefined, gone.signal);
    const four = Array.from({ length: 4 }, watch);
    expect(await watch()).toMatchObject({ ok: false, code: 'request.conflict' });
    gone.abort();
    await clock.advance(1_000);
    for (const ended of await Promise.all(four)) expect(ended.ok).toBe(true);
  });
});

describe('a search through a network', () => {
  const { signal } = new AbortController();
  const part = (network: string, from: number, count: number) =>
    station.connecting.search({ network, port: 502, from, count }, signal);

  it('asks only the part and the port that it was told, and never this computer', async () => {
    expect(await part('192.168.7.0/24', 0, 6)).toEqual({ ok: true, value: ['192.168.7.5'] });
    expect(asked).toEqual([1, 3, 4, 5, 6].map((host) => `192.168.7.${host}:502`));
    expect(await part('192.168.7.0/24', 253, 32)).toMatchObject({ ok: true });
    expect(asked).toHaveLength(6);
  });

  it('goes nowhere but to networks of this computer that can be looked through', async () => {
    for (const network of ['192.168.8.0/24', '10.0.0.0/8', '8.8.8.0/24']) {
      expect(await part(network, 0, 1)).toMatchObject({ ok: false, code: 'input.invalid' });
    }
    expect(asked).toEqual([]);
    expect(station.connecting.networks().map(({ network }) => network)).toEqual(['192.168.7.0/24']);
  });
});
