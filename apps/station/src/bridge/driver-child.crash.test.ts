import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seededStream } from '@artisan-ts/domain';
import { openStoreReadOnly } from '@artisan-ts/storage';
import { expect, onTestFinished, test } from 'vitest';
import { Outbox } from '#bridge/outbox.ts';
import { until } from '../../test/until.ts';

const kills = Number(process.env['ARTISAN_KILLS'] ?? 10);
const seed = Number(process.env['ARTISAN_SEED'] ?? 1);
const program = fileURLToPath(new URL('../../test/kept-station.ts', import.meta.url));
/** Two seconds of the twin at twenty times the speed: what is forgotten is forgotten once a second. */
const keptMax = 60;
/** From the moment at which a driver reads. */
const lifeMsMax = 1500;

/** A station whose driver is in a process of its own, on one folder through all its lives. */
class Lives {
  readonly folder = mkdtempSync(join(tmpdir(), 'artisan-driver-crash-'));
  #station: ChildProcess | null = null;
  /** The present process of the driver. */
  childPid = 0;

  constructor() {
    mkdirSync(join(this.folder, 'sources'));
  }

  start(): void {
    this.#station = spawn(process.execPath, [program, this.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#station.stdout?.on('data', (text: Buffer) => {
      this.childPid = Number(text.toString().trim().split('\n').at(-1));
    });
  }

  async killStation(): Promise<void> {
    const station = this.#station;
    if (station === null) return;
    this.#station = null;
    const exited = once(station, 'exit');
    station.kill('SIGKILL');
    await exited;
    // Its driver notices and ends; what it has on disk is looked at then.
    await until('the driver ended', () => !isAlive(this.childPid));
  }

  killChild(): void {
    if (isAlive(this.childPid)) process.kill(this.childPid, 'SIGKILL');
  }

  /** What the driver's process has on its own disk, by boot and number. */
  kept(): string[] {
    return readdirSync(join(this.folder, 'sources'))
      .filter((name) => name.endsWith('.db'))
      .flatMap((name) => {
        const outbox = new Outbox(join(this.folder, 'sources', name));
        try {
          const rows = outbox.after(0, 100_000);
          return rows.map(({ boot, json }) => `${boot} ${JSON.parse(json).seq}`);
        } finally {
          outbox.close();
        }
      });
  }

  /** How many readings the station has on its disk. */
  storedCount(): number {
    const path = join(this.folder, 'readings.db');
    if (!existsSync(path)) return 0;
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    try {
      const isMade = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'reading'").get();
      if (isMade === undefined) return 0;
      return Number(db.prepare('SELECT count(*) AS count FROM reading').get()?.['count']);
    } finally {
      db.close();
    }
  }

  async stored(): Promise<string[]> {
    if (!existsSync(join(this.folder, 'main.db'))) return [];
    const store = await openStoreReadOnly({ folder: this.folder });
    try {
      const [machine] = await store.roasts.machines();
      const sourceIds = machine?.configuration.sources.map(({ id }) => id) ?? [];
      const rows = await store.readings.range({ sourceIds, limit: 1_000_000 });
      return rows.map(({ boot, seq }) => `${boot} ${seq}`);
    } finally {
      await store.close();
    }
  }

  async dispose(): Promise<void> {
    await this.killStation();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const bootOf = (place: string): string => place.split(' ')[0] ?? '';
const seqOf = (place: string): number => Number(place.split(' ')[1]);

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    // There is no such process.
    return false;
  }
}

test(`a station and the process of its driver, killed ${kills} times, lose nothing that was read`, async () => {
  const chance = seededStream(seed, 'lives of a driver');
  const lives = new Lives();
  onTestFinished(() => lives.dispose());
  const read = new Set<string>();
  const counts = { station: 0, driver: 0 };
  lives.start();
  for (let kill = 0; kill < kills; kill++) {
    const before = lives.storedCount();
    await until('it reads', () => lives.storedCount() > before);
    await sleep(chance.next() * lifeMsMax);
    if (chance.next() < 0.5) {
      counts.station += 1;
      await lives.killStation();
      for (const place of lives.kept()) read.add(place);
      lives.start();
    } else {
      counts.driver += 1;
      lives.killChild();
      for (const place of lives.kept()) read.add(place);
    }
  }
  const missing = async (): Promise<string[]> => {
    const stored = new Set(await lives.stored());
    return [...read].filter((place) => !stored.has(place));
  };
  await until('all of it', async () => (await missing()).length === 0);
  await until('the driver forgot what was acknowledged', () => lives.kept().length < keptMax);
  await lives.killStation();
  const stored = await lives.stored();
  expect(read.size, `seed ${seed}`).toBeGreaterThan(0);
  expect(new Set(stored).size, `seed ${seed}`).toBe(stored.length);
  for (const boot of new Set(stored.map(bootOf))) {
    const seqs = stored.filter((place) => bootOf(place) === boot).map(seqOf);
    const whole = Array.from({ length: seqs.length }, (_, seq) => seq);
    expect(
      seqs.sort((a, b) => a - b),
      `seed ${seed}, ${boot} without a hole`,
    ).toEqual(whole);
  }
  process.stdout.write(
    `seed ${seed}: station killed ${counts.station} times, driver ${counts.driver} times; ${stored.length} readings stored once, ${read.size} of them seen on the driver's disk after a kill\n`,
  );
});
