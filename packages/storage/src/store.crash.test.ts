import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { MonoUs, seededStream } from '@artisan-ts/domain';
import { expect, it } from 'vitest';
import { findStation, lockDataFolder } from '#folder/lock.ts';
import { openStore, type Store } from '#store.ts';
import {
  crashBoot,
  crashLeverEvent,
  crashMachine,
  crashReading,
  crashSource,
} from '#testing/crash-data.ts';
import { makeTempFolder } from '#testing/temp-folder.ts';

/** Kills in one data folder, one after the other; more through the environment. */
const kills = Number(process.env['ARTISAN_KILLS'] ?? 5);
const seed = Number(process.env['ARTISAN_SEED'] ?? 20_260_101);
/** Batches acknowledged before a kill, at most: enough for the log to be written back several times. */
const batchesMax = 120;
/** The kill comes this long after the last counted batch, at most: several commits later. */
const delayMsMax = 20;

interface Stored {
  readonly readings: number;
  readonly events: number;
}

/** Lets a process store until it has acknowledged some batches, then kills it while it goes on; gives what it said. */
async function killWhileStoring(
  folder: string,
  boot: number,
  after: { readonly batches: number; readonly delayMs: number },
): Promise<Stored> {
  const script = new URL('./testing/append-until-killed.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, folder, String(boot), String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let acknowledged: Stored = { readings: 0, events: 0 };
  let lines = 0;
  // What is still in the pipe when the process is dead counts too: it was acknowledged.
  for await (const line of createInterface({ input: child.stdout })) {
    const [readings = Number.NaN, events = Number.NaN] = line.split(' ').map(Number);
    acknowledged = { readings, events };
    lines++;
    if (lines === after.batches) setTimeout(() => child.kill('SIGKILL'), after.delayMs);
  }
  await ended;
  expect(child.signalCode, 'the process ends by the kill and not by itself').toBe('SIGKILL');
  return acknowledged;
}

/**
 * Counts what is stored of a boot, having checked that it is 0, 1, 2, ... without a hole, each once and right. Its
 * readings stand together, right behind `afterCursor`.
 */
async function checkStored(
  store: Store,
  boot: number,
  afterCursor: number,
): Promise<Stored & { readonly cursor: number }> {
  let readings = 0;
  let cursor = afterCursor;
  for (let isMore = true; isMore; ) {
    const query = { sourceIds: [crashSource], afterCursor: cursor, limit: 5_000 };
    const page = await store.readings.range(query);
    const ours = page.filter((reading) => reading.boot === crashBoot(boot));
    for (const { cursor: place, ...reading } of ours) {
      const isRight = place > cursor && isDeepStrictEqual(reading, crashReading(boot, readings));
      if (!isRight) {
        const what = `reading ${readings} of boot ${boot}: ${JSON.stringify(reading)}`;
        expect.fail(`${what} at ${place}, after ${cursor}`);
      }
      cursor = place;
      readings++;
    }
    isMore = ours.length > 0 && ours.length === page.length;
  }
  const latest = MonoUs(Number.MAX_SAFE_INTEGER);
  const events = await store.roasts.leverEvents(crashMachine(boot), MonoUs(0), latest);
  expect(events).toEqual(events.map((_, number) => crashLeverEvent(boot, number)));
  return { readings, events: events.length, cursor };
}

it(`holds everything acknowledged after each of ${kills} kills (seed ${seed})`, async () => {
  const temp = makeTempFolder();
  const folder = temp.path('data');
  const chance = seededStream(seed, 'kills');
  const found: Stored[] = [];
  let cursor = 0;
  try {
    for (let boot = 0; boot < kills; boot++) {
      const batches = 1 + Math.floor(chance.next() * batchesMax);
      const after = { batches, delayMs: chance.next() * delayMsMax };
      const acknowledged = await killWhileStoring(folder, boot, after);
      expect(acknowledged.events).toBeGreaterThanOrEqual(batches);
      expect(findStation(folder), 'the lock dies with the process').toBeNull();
      const lock = lockDataFolder(folder);
      const store = await openStore({ folder });
      const stored = await checkStored(store, boot, cursor);
      expect(stored.readings).toBeGreaterThanOrEqual(acknowledged.readings);
      expect(stored.events).toBeGreaterThanOrEqual(acknowledged.events);
      expect(stored.cursor, 'nothing else is stored').toBe(await store.readings.durableCursor());
      found.push({ readings: stored.readings, events: stored.events });
      cursor = stored.cursor;
      await store.close();
      lock.release();
    }
    const store = await openStore({ folder });
    cursor = 0;
    for (const [boot, expected] of found.entries()) {
      const stored = await checkStored(store, boot, cursor);
      expect(stored, `boot ${boot} after all kills`).toMatchObject(expected);
      cursor = stored.cursor;
    }
    await store.close();
    const bound = ((3 / kills) * 100).toFixed(1);
    process.stdout.write(
      `seed ${seed}: ${kills} kills while storing, ${cursor} readings, nothing acknowledged is missing; at most ${bound} % with 95 % confidence\n`,
    );
  } finally {
    temp.remove();
  }
});
