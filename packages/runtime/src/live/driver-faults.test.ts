import { ArtisanError, MonoUs, makeId, WallMs } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { DriverFaults } from '#live/driver-faults.ts';

const [g1, g2] = ['1', '2'].map((digit) => makeId('machine', digit.padStart(32, '0')));
const killed = new ArtisanError('driver.process', 'the process was ended by SIGKILL');
const at = (seconds: number) => ({ monoUs: MonoUs(seconds * 1e6), wallMs: WallMs(seconds * 1e3) });

function bench() {
  if (g1 === undefined || g2 === undefined) throw new Error('no machines');
  return { faults: new DriverFaults(), g1, g2 };
}

describe('a driver that failed', () => {
  it('is told of until ten minutes after the last time, with how often it was', () => {
    const { faults, g1, g2 } = bench();
    const first = faults.ended(g1, killed, at(0));
    expect(first?.message).toMatch(/^The process was ended by SIGKILL\. It was started again/);
    expect(faults.ended(g1, killed, at(500))).toBeNull();
    expect(faults.look(MonoUs(1_099e6))).toBe(false);
    expect(faults.of(g1)).toMatchObject({
      sinceWallMs: 0,
      message: expect.stringContaining('failed 2 times'),
    });
    expect(faults.of(g2)).toBeNull();
    expect(faults.look(MonoUs(1_100e6))).toBe(true);
    expect(faults.of(g1)).toBeNull();
    expect(faults.ended(g1, killed, at(1_200))?.sinceWallMs).toBe(1_200_000);
  });

  it('may have a defect of its own, and is no device that went away', () => {
    const { faults, g1, g2 } = bench();
    const lost = new ArtisanError('driver.lost', 'the port went away');
    expect(faults.ended(g1, lost, at(0))).toBeNull();
    expect(faults.of(g1)).toBeNull();
    faults.ended(g2, new TypeError('bt is undefined'), at(0));
    expect(faults.of(g2)).toMatchObject({
      code: 'defect.invariant',
      message: expect.stringMatching(/^The driver failed: bt is undefined\./),
    });
  });
});
