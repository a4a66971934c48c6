import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
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
/** For what happens by itself, on a busy computer. */
const patienceMs = 60_000;
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
const whenRecording = (metered: MeteredStation, state: string) =>
  expect.poll(() => recording(metered).state, { timeout: patienceMs }).toBe(state);

describe('a database that another program holds', () => {
  /** A second of readings. */
  const more = 250;

  it.each([
    { held: 'for a second', state: null },
    { held: 'until health calls the recording behind', state: 'behind' },
    { held: 'until health calls the recording failing', state: 'failing' },
  ])('$held is written as soon as it is free', async ({ state }) => {
    const folder = temp.path('data');
    const metered = await startMeteredStation(folder);
    await metered.whenShown(more);
    const holder = spawn(process.execPath, [holdLock, temp.path('data/readings.db')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(holder, 'exit');
    await once(holder.stdout, 'data');
    if (state !== null) await whenRecording(metered, state);
    if (state === 'failing') {
      expect(recording(metered).message).toMatch(/another program holds the database/);
      expect(recording(metered).message).toMatch(/held in memory/);
    }
    await metered.whenShown(more);
    holder.stdin.end();
    await ended;
    await whenRecording(metered, 'saved');
    await metered.stop();
    await expectWhole(folder, metered);
  });
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
      await whenRecording(metered, 'failing');
      expect(recording(metered).message).toMatch(/the disk is full.*Free some disk space/);
      const { durable } = metered.newest;
      await metered.whenShown(250);
      expect(metered.newest.shown).toBeGreaterThan(durable + 100);
      expect(spawnSync('mount', ['-o', 'remount,size=50m', folder]).status).toBe(0);
      await whenRecording(metered, 'saved');
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
    const recorder = [process.execPath, recordForAWhile, temp.path('data'), '1500'];
    const child = spawn(strace, [...stall, ...inject, ...recorder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    await once(child, 'close');
    const { shown, saves, stored, p99Ms, maxMs } = JSON.parse(said);
    process.stdout.write(
      `syncs of 1 s: ${shown} readings shown with ${saves} saves, event loop delay p99 ${p99Ms.toFixed(1)} ms, max ${maxMs.toFixed(1)} ms\n`,
    );
    expect(saves).toBeGreaterThan(2);
    // Who waits for the disk shows what is read between two saves, a few readings.
    expect(shown / saves).toBeGreaterThan(20);
    expect(stored).toBeGreaterThanOrEqual(shown);
  });
});
