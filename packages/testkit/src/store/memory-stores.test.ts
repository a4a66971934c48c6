import { ArtisanError } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { buildMachine } from '#build/machine.ts';
import { buildReading } from '#build/reading.ts';
import { SimulatedDisk } from '#disk/simulated-disk.ts';
import { describeMissionStore } from '#store/conformance/mission-store.ts';
import { describeReadingStore } from '#store/conformance/reading-store.ts';
import { describeRoastStore } from '#store/conformance/roast-store.ts';
import { memoryMissionStore } from '#store/memory-mission-store.ts';
import { MemoryReadingStore } from '#store/memory-reading-store.ts';
import { MemoryRoastStore } from '#store/memory-roast-store.ts';
import { settle } from '#time/settle.ts';
import { SimulatedClock } from '#time/simulated-clock.ts';

function onDisk<Store>(Kind: new (disk: SimulatedDisk) => Store) {
  const disk = new SimulatedDisk(new SimulatedClock());
  return {
    store: new Kind(disk),
    reopen: async () => {
      disk.crash();
      return new Kind(disk);
    },
    dispose: async () => undefined,
  };
}

describeReadingStore(async () => onDisk(MemoryReadingStore));
describeRoastStore(async () => onDisk(MemoryRoastStore));
describeMissionStore(async () => {
  const disk = new SimulatedDisk(new SimulatedClock());
  const noRoasts = { outbox: [] };
  return {
    store: memoryMissionStore(disk, noRoasts),
    reopen: async () => {
      disk.crash();
      return memoryMissionStore(disk, noRoasts);
    },
    dispose: async () => undefined,
  };
});

describe('a reading store on a disk that misbehaves', () => {
  it('acknowledges only after the sync', async () => {
    const clock = new SimulatedClock();
    const disk = new SimulatedDisk(clock);
    disk.syncMs = 12;
    const store = new MemoryReadingStore(disk);
    let acknowledged = false;
    void store.append([buildReading(0)]).then(() => {
      acknowledged = true;
    });
    await clock.advance(11);
    expect([acknowledged, await store.durableCursor()]).toEqual([false, 0]);
    await clock.advance(1);
    expect([acknowledged, await store.durableCursor()]).toEqual([true, 1]);
  });

  it('says that the disk is full, stores nothing of that batch, and goes on when there is room', async () => {
    const disk = new SimulatedDisk(new SimulatedClock());
    const store = new MemoryReadingStore(disk);
    disk.fault = 'store.full';
    const failed = store.append([buildReading(0)]);
    await expect(failed).rejects.toSatisfy((error) => ArtisanError.is(error, 'store.full'));
    disk.fault = null;
    expect(await store.append([buildReading(1)])).toMatchObject({ cursor: 1, duplicates: 0 });
    expect((await store.newest(buildReading(0).sourceId))?.seq).toBe(1);
  });

  it('holds back while the disk stalls and acknowledges in order afterwards', async () => {
    const disk = new SimulatedDisk(new SimulatedClock());
    const store = new MemoryReadingStore(disk);
    const acknowledged: number[] = [];
    disk.stall();
    for (const seq of [0, 1, 2]) {
      void store.append([buildReading(seq)]).then(({ cursor }) => acknowledged.push(cursor));
    }
    await settle();
    expect(acknowledged).toEqual([]);
    disk.resume();
    await settle();
    expect(acknowledged).toEqual([1, 2, 3]);
  });

  it('never settles an append that the crash overtook', async () => {
    const disk = new SimulatedDisk(new SimulatedClock());
    const store = new MemoryReadingStore(disk);
    let settled = false;
    disk.stall();
    void store.append([buildReading(0)]).finally(() => {
      settled = true;
    });
    await settle();
    disk.crash();
    await settle();
    expect(settled).toBe(false);
  });

  it('holds what was acknowledged and at most the batch under way after a crash at any moment', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const clock = new SimulatedClock();
      const disk = new SimulatedDisk(clock, { next: () => seed / 41 });
      const store = new MemoryReadingStore(disk);
      disk.syncMs = 10;
      let acknowledged = 0;
      for (let seq = 0; seq < 10; seq += 1) {
        void store.append([buildReading(seq)]).then(() => {
          acknowledged += 1;
        });
      }
      await clock.advance(seed * 2.4);
      disk.crash();
      const found = await new MemoryReadingStore(disk).durableCursor();
      expect(found - acknowledged, `seed ${seed}`).toBeGreaterThanOrEqual(0);
      expect(found - acknowledged, `seed ${seed}`).toBeLessThanOrEqual(1);
    }
  });
});

describe('a roast store on a disk that misbehaves', () => {
  it('refuses changes on a read-only disk and still answers questions', async () => {
    const disk = new SimulatedDisk(new SimulatedClock());
    const store = new MemoryRoastStore(disk);
    await store.saveMachine(buildMachine());
    disk.fault = 'store.read-only';
    const failed = store.saveMachine(buildMachine({ name: 'Other' }));
    await expect(failed).rejects.toSatisfy((error) => ArtisanError.is(error, 'store.read-only'));
    expect(await store.machines()).toEqual([buildMachine()]);
  });
});
