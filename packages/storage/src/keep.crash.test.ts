import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { seededStream } from '@artisan-ts/domain';
import { expect, it } from 'vitest';
import { openStore, type Store } from '#store.ts';
import { recordedRoast, roastReadings } from '#testing/keep-data.ts';
import { makeTempFolder } from '#testing/temp-folder.ts';

const kills = Number(process.env['ARTISAN_KILLS'] ?? 5);
const seed = Number(process.env['ARTISAN_SEED'] ?? 20_260_101);
/** Roasts done before a kill, at most. */
const roastsMax = 12;
/** The kill comes this long after, at most: anywhere between recording, keeping and forgetting. */
const delayMsMax = 25;

async function killWhileKeeping(
  folder: string,
  first: number,
  after: { readonly roasts: number; readonly delayMs: number },
): Promise<number> {
  const script = new URL('./testing/keep-until-killed.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let done = first - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    done = Number(line);
    if (done === first + after.roasts - 1) setTimeout(() => child.kill('SIGKILL'), after.delayMs);
  }
  await ended;
  expect(child.signalCode, 'the process ends by the kill and not by itself').toBe('SIGKILL');
  return done;
}

/** Every reading of a roast, from its record and from the readings that are left. */
async function found(store: Store, number: number): Promise<ReadonlySet<number>> {
  const { roast } = recordedRoast(number);
  const kept = (await store.roasts.keptReadings(roast.header.id))?.readings ?? [];
  const left = await store.readings.range({ ...roast.span, limit: 10_000 });
  const all = roastReadings(number);
  for (const { cursor: _, ...reading } of [...kept, ...left]) {
    if (!isDeepStrictEqual(reading, all[reading.seq])) expect(reading).toEqual(all[reading.seq]);
  }
  return new Set([...kept, ...left].map(({ seq }) => seq));
}

it(`loses no reading of a roast while it is kept, after each of ${kills} kills (seed ${seed})`, async () => {
  const temp = makeTempFolder();
  const folder = temp.path('data');
  const chance = seededStream(seed, 'keeping');
  let next = 1;
  try {
    for (let kill = 0; kill < kills; kill++) {
      const roasts = 1 + Math.floor(chance.next() * roastsMax);
      const done = await killWhileKeeping(folder, next, {
        roasts,
        delayMs: chance.next() * delayMsMax,
      });
      expect(done).toBeGreaterThanOrEqual(next + roasts - 1);
      const store = await openStore({ folder });
      for (let number = next; number <= done + 1; number++) {
        const { roast } = recordedRoast(number);
        if ((await store.roasts.roast(roast.header.id)) === null) continue;
        expect((await found(store, number)).size, `roast ${number}`).toBe(
          roastReadings(number).length,
        );
      }
      await store.close();
      next = done + 1;
    }
  } finally {
    temp.remove();
  }
});
