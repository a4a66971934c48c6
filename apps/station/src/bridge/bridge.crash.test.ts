import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BrokerConfig, MachineDto } from '@artisan-ts/contracts';
import { invariant, type MachineId, type RandomStream, seededStream } from '@artisan-ts/domain';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { freePort, Mosquitto, requireTool } from '@artisan-ts/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { Outbox } from '#bridge/outbox.ts';
import { StationClient } from '#client/station-client.ts';
import { Cable } from '../../test/cable.ts';
import { StationProcess } from '../../test/station-process.ts';
import { until } from '../../test/until.ts';

/** Half of them with the broker in the station, half with a broker beside it. */
const interruptionsEach = Math.ceil(Number(process.env['ARTISAN_KILLS'] ?? 10) / 2);
const seed = Number(process.env['ARTISAN_SEED'] ?? 1);

/** Three of four interruptions come so long, at most, after a reading that is newer than the one before; ... */
const readingMsMax = 1500;
/** ... the others so long after that one, wherever bridge and station are then. */
const startingMsMax = 1500;

const mosquittoProgram = requireTool('mosquitto');
const main = fileURLToPath(new URL('../main.ts', import.meta.url));
/** A cable stays cut, or a broker away, so long at most. */
const awayMsMax = 1500;

/** A bridge in a process and a folder of its own, which reads a twin for one machine. */
class BridgeProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'artisan-bridge-crash-'));
  readonly #machine: string;
  readonly #port: number;
  readonly #outbox: string;
  #child: ChildProcess | null = null;

  constructor(machine: string, port: number) {
    this.#machine = machine;
    this.#port = port;
    this.#outbox = join(this.#folder, `bridge-${machine}`, 'outbox.db');
  }

  start(): void {
    const broker = `mqtt://127.0.0.1:${this.#port}`;
    const words = ['bridge', '--broker', broker, '--machine', this.#machine, '--driver', 'twin'];
    this.#child = spawn(process.execPath, [main, ...words], {
      env: { ...process.env, ARTISAN_DATA: this.#folder },
      stdio: 'ignore',
    });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** How many points it ever had on disk. */
  everHeld(): number {
    if (!existsSync(this.#outbox)) return 0;
    const db = new DatabaseSync(this.#outbox, { readOnly: true, timeout: 5_000 });
    try {
      const isMade = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").get();
      if (isMade === undefined) return 0;
      const last = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'point'").get();
      return Number(last?.['seq'] ?? 0);
    } finally {
      db.close();
    }
  }

  /** What it has on disk, by boot and number, as the station would store it. To be asked of a dead one. */
  held(): readonly string[] {
    // One that was killed while it was being loaded had nothing yet.
    if (!existsSync(this.#outbox)) return [];
    const outbox = new Outbox(this.#outbox);
    try {
      return outbox.after(0, 100_000).map(({ boot, json }) => `${boot} ${JSON.parse(json).seq}`);
    } finally {
      outbox.close();
    }
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function storedOf(station: StationProcess, machine: string): Promise<readonly string[]> {
  const store = await openStoreReadOnly({ folder: station.dataFolder });
  try {
    const found = (await store.roasts.machines()).find(({ id }) => id === (machine as MachineId));
    const sourceIds = (found?.configuration.sources ?? []).map(({ id }) => id);
    const rows = await store.readings.range({ sourceIds, limit: 100_000 });
    return rows.map(({ boot, seq }) => `${boot} ${seq}`);
  } finally {
    await store.close();
  }
}

/** One thing that goes wrong, and right again. */
type Interruption = () => Promise<void>;

interface Scene {
  readonly station: StationProcess;
  readonly bridge: BridgeProcess;
  readonly cable: Cable;
  /** Null when the broker lives in the station. */
  readonly mosquitto: Mosquitto | null;
  readonly everHeld: Set<string>;
  readonly chance: RandomStream;
}

/** What can happen to a bridge, its station, the broker between them and the cable to it. */
function interruptionsOf(scene: Scene): Readonly<Record<string, Interruption>> {
  const { station, bridge, cable, mosquitto, everHeld, chance } = scene;
  const away = () => sleep(chance.next() * awayMsMax);
  return {
    'bridge killed': async () => {
      await bridge.kill();
      for (const place of bridge.held()) everHeld.add(place);
      bridge.start();
    },
    'station killed': async () => {
      await station.kill();
      station.spawn();
    },
    'cable cut': async () => {
      cable.cut();
      await away();
      cable.mend();
    },
    'cable half open': async () => {
      cable.freeze();
      await away();
      cable.mend();
    },
    ...(mosquitto !== null && {
      'broker killed': async () => {
        await mosquitto.stop('SIGKILL');
        await away();
        await mosquitto.start();
      },
    }),
  };
}

async function machineBehind(station: StationProcess, broker: BrokerConfig): Promise<string> {
  writeFileSync(join(station.dataFolder, 'config.json'), JSON.stringify({ broker }));
  await station.start();
  const client = new StationClient({ url: undefined, dataFolder: station.dataFolder });
  const json = { name: 'Far', driver: 'mqtt', settings: {}, closeAfterDropS: 900 };
  return (await client.post<MachineDto>('/machines', { json })).id;
}

/** Interrupts so many times, lets everything be delivered, and compares. */
async function playLives(
  scene: Omit<Scene, 'everHeld' | 'chance'>,
  machine: string,
  name: string,
): Promise<void> {
  const { station, bridge, cable } = scene;
  const chance = seededStream(seed, `lives of a bridge, ${name}`);
  const everHeld = new Set<string>();
  const interruptions = Object.entries(interruptionsOf({ ...scene, everHeld, chance }));
  const counts = new Map<string, number>();
  const nextReading = async (): Promise<void> => {
    const before = bridge.everHeld();
    await until('the bridge reads', () => bridge.everHeld() > before);
  };
  bridge.start();
  for (let done = 0; done < interruptionsEach; done++) {
    const isReading = chance.next() < 0.75;
    if (isReading) await nextReading();
    await sleep(chance.next() * (isReading ? readingMsMax : startingMsMax));
    const [what, interrupt] = interruptions[Math.floor(chance.next() * interruptions.length)] ?? [];
    invariant(what !== undefined && interrupt !== undefined, 'something can go wrong');
    counts.set(what, (counts.get(what) ?? 0) + 1);
    await interrupt();
  }
  // So that the last one dies with something nobody else has.
  cable.cut();
  await nextReading();
  await bridge.kill();
  for (const place of bridge.held()) everHeld.add(place);
  cable.mend();
  bridge.start();
  const missing = async () => {
    const stored = new Set(await storedOf(station, machine));
    return [...everHeld].filter((place) => !stored.has(place));
  };
  await until('all of it', async () => (await missing()).length === 0).catch(() => undefined);
  const told = `seed ${seed}: ${station.said}`;
  expect(everHeld.size, told).toBeGreaterThan(0);
  expect(await missing(), told).toEqual([]);
  const stored = await storedOf(station, machine);
  expect(new Set(stored).size, told).toBe(stored.length);
  for (const [boot, seqs] of byBoot(stored)) {
    const whole = Array.from({ length: seqs.length }, (_, seq) => seq);
    expect(seqs, `${told} ${boot} without a hole`).toEqual(whole);
  }
  const summary = [...counts].map(([what, times]) => `${what} ${times} times`).join(', ');
  process.stdout.write(
    `seed ${seed}, ${name}: ${summary}; ${stored.length} readings of ${byBoot(stored).size} boots stored once, ${everHeld.size} of them seen in the outbox of a killed bridge\n`,
  );
}

const promise = 'lose nothing that one of them had on disk, and store nothing twice';

test(`a bridge and a station with its own broker, interrupted ${interruptionsEach} times, ${promise}`, async () => {
  const station = new StationProcess();
  const port = await freePort();
  const cable = new Cable(() => port);
  const machine = await machineBehind(station, {
    kind: 'embedded',
    port,
    listen: '127.0.0.1',
  });
  const bridge = new BridgeProcess(machine, await cable.open());
  onTestFinished(() => disposeAll(bridge, cable, station));
  await playLives({ station, bridge, cable, mosquitto: null }, machine, 'embedded broker');
});

test.runIf(mosquittoProgram !== null)(
  `a bridge, a station and Mosquitto between them, interrupted ${interruptionsEach} times, ${promise}`,
  async () => {
    invariant(mosquittoProgram !== null, 'the test runs only with Mosquitto');
    const station = new StationProcess();
    const mosquitto = new Mosquitto(mosquittoProgram, await freePort());
    await mosquitto.start();
    const cable = new Cable(() => mosquitto.port);
    const url = `mqtt://127.0.0.1:${mosquitto.port}`;
    const machine = await machineBehind(station, { kind: 'external', url });
    const bridge = new BridgeProcess(machine, await cable.open());
    onTestFinished(() => disposeAll(bridge, cable, station, mosquitto));
    await playLives({ station, bridge, cable, mosquitto }, machine, 'Mosquitto');
  },
);

async function disposeAll(
  bridge: BridgeProcess,
  cable: Cable,
  ...others: readonly { dispose(): Promise<void> }[]
): Promise<void> {
  await bridge.dispose();
  await cable.close();
  for (const other of others) await other.dispose();
}

function byBoot(places: readonly string[]): Map<string, number[]> {
  const boots = new Map<string, number[]>();
  for (const place of places) {
    const [boot = '', seq] = place.split(' ');
    boots.set(boot, [...(boots.get(boot) ?? []), Number(seq)]);
  }
  for (const seqs of boots.values()) seqs.sort((a, b) => a - b);
  return boots;
}
