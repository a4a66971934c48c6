import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseId } from '@artisan-ts/domain';
import { requireTool } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreReadOnly } from '#store.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';
import { type MeteredStation, startMeteredStation } from './metered-station.ts';

const holdLock = fileURLToPath(new URL('./hold-lock.ts', import.meta.url));
const recordForAWhile = fileURLToPath(new URL('./record-for-a-while.ts', import.meta.url));
const everything = 1_000_000;
let temp: TempFolder;
beforeEach(() => {
  temp = makeTempFolder();
});
afterEach(() => temp.remove());

/** Numbers of the readings on disk: 0, 1, 2, ... when none is missing and none is there twice. */
async function storedSeqs(folder: string, sourceId: string): Promise<readonly number[]> {
  const store = await openStoreReadOnly({ folder });
  const query = { sourceIds: [parseId('source', sourceId)], limit: everything };
  const found = await store.readings.range(query);
  await store.close();
  return found.map(({ seq }) => seq);
}

async function expectWhole(folder: string, { newest }: MeteredStation): Promise<void> {
  const seqs = await storedSeqs(folder, newest.sourceId);
  expect(seqs).toEqual(seqs.map((_, index) => index));
  expect(seqs.length).toBeGreaterThan(newest.shown);
}

const recording = ({ station }: MeteredStation) => station.health().recording;
const whenSaved = (metered: MeteredStation) =>
  expect.poll(() => recording(metered).state, { timeout: 15_000 }).toBe('saved');

describe('a database that another program holds', () => {
  it.each([1, 5, 30])(
    'for %i s is written as soon as it is free, and health says so',
    async (seconds) => {
      const folder = temp.path('data');
      const metered = await startMeteredStation(folder);
      await sleep(500);
      const holder = spawn(
        process.execPath,
        [holdLock, temp.path('data/readings.db'), `${seconds}`],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const ended = once(holder, 'exit');
      await once(holder.stdout, 'data');
      const shownBefore = metered.newest.shown;
      const said = new Set<string>();
      while (holder.exitCode === null) {
        said.add(recording(metered).state);
        if (recording(metered).state === 'failing') {
          expect(recording(metered).message).toMatch(/another program holds the database/);
          expect(recording(metered).message).toMatch(/held in memory/);
        }
        await sleep(100);
      }
      await ended;
      expect(metered.newest.shown - shownBefore).toBeGreaterThan(seconds * 50);
      if (seconds >= 5) expect(said).toContain('behind');
      if (seconds === 30) expect(said).toContain('failing');
      await whenSaved(metered);
      await metered.stop();
      await expectWhole(folder, metered);
    },
  );
});

/** A small file system of our own. Not everybody may mount one; who may not has no disk to fill. */
function mountSmall(folder: string): boolean {
  mkdirSync(folder);
  const flags = ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', folder];
  const isMounted = spawnSync('mount', flags).status === 0;
  if (!isMounted) process.stderr.write('skipped: no right to mount a small disk here\n');
  return isMounted;
}

describe('a disk that is full', () => {
  it('is said with what to do, and takes everything when there is room again', async (context) => {
    const folder = temp.path('small');
    if (!mountSmall(folder)) return context.skip();
    try {
      const metered = await startMeteredStation(folder);
      await expect.poll(() => recording(metered).state, { timeout: 20_000 }).toBe('failing');
      expect(recording(metered).message).toMatch(/the disk is full.*Free some disk space/);
      const { durable } = metered.newest;
      await sleep(1_000);
      expect(metered.newest.shown).toBeGreaterThan(durable + 100);
      expect(spawnSync('mount', ['-o', 'remount,size=50m', folder]).status).toBe(0);
      await whenSaved(metered);
      await metered.stop();
      await expectWhole(folder, metered);
    } finally {
      spawnSync('umount', [folder]);
    }
  });
});

const strace = requireTool('strace') ?? '';

describe.runIf(strace)('a disk that takes a second for every sync', () => {
  it('delays neither the reading of the machine nor the screen', async () => {
    const stall = ['-f', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync'];
    const inject = ['-e', 'inject=fsync,fdatasync:delay_enter=1000000'];
    const recorder = [process.execPath, recordForAWhile, temp.path('data'), '10'];
    const child = spawn(strace, [...stall, ...inject, ...recorder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    await once(child, 'close');
    const { shown, stored, p99Ms, maxMs } = JSON.parse(said);
    process.stdout.write(
      `syncs of 1 s: event loop delay p99 ${p99Ms.toFixed(1)} ms, max ${maxMs.toFixed(1)} ms\n`,
    );
    expect(shown).toBeGreaterThan(1_000);
    expect(stored).toBeGreaterThanOrEqual(shown);
    expect(p99Ms).toBeLessThan(20);
  });
});
