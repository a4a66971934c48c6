import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SimulatedDisk } from '#disk/simulated-disk.ts';
import { settle } from '#time/settle.ts';
import { SimulatedClock } from '#time/simulated-clock.ts';

describe('a simulated disk', () => {
  it('shows what was written at once and keeps it over a crash only after a sync', async () => {
    const disk = new SimulatedDisk(new SimulatedClock(), { next: () => 0 });
    disk.append('a', 'kept');
    await disk.sync('a');
    disk.append('a', ' lost');
    expect(disk.read('a')).toBe('kept lost');
    disk.crash();
    expect(disk.read('a')).toBe('kept');
  });

  it('may leave any beginning of an unsynced write, and never less than was synced', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 0.999, noNaN: true }), async (chance) => {
        const disk = new SimulatedDisk(new SimulatedClock(), { next: () => chance });
        disk.append('a', 'synced');
        await disk.sync('a');
        disk.append('a', '0123456789');
        disk.crash();
        expect('synced0123456789'.startsWith(disk.read('a'))).toBe(true);
        expect(disk.read('a').startsWith('synced')).toBe(true);
        const left = disk.read('a');
        disk.crash();
        expect(disk.read('a')).toBe(left);
      }),
    );
  });

  it('does not promise what was written while a sync was under way', async () => {
    const clock = new SimulatedClock();
    const disk = new SimulatedDisk(clock, { next: () => 0 });
    disk.syncMs = 10;
    disk.append('a', 'first');
    const synced = disk.sync('a');
    disk.append('a', ' second');
    await clock.advance(10);
    await synced;
    disk.crash();
    expect(disk.read('a')).toBe('first');
    expect(disk.syncs).toBe(1);
  });

  it('fails writes with the code of its fault and leaves the file alone', () => {
    const disk = new SimulatedDisk(new SimulatedClock());
    disk.append('a', 'before');
    disk.fault = 'store.full';
    expect(() => disk.append('a', 'after')).toThrow(
      expect.objectContaining({ code: 'store.full' }),
    );
    expect(disk.read('a')).toBe('before');
  });

  it('stalls until it is told to resume', async () => {
    const disk = new SimulatedDisk(new SimulatedClock());
    let synced = false;
    disk.stall();
    void disk.sync('a').then(() => {
      synced = true;
    });
    await settle();
    expect(synced).toBe(false);
    disk.resume();
    await settle();
    expect(synced).toBe(true);
  });
});
