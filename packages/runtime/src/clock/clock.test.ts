import { DurationMs, MonoUs, WallMs } from '@artisan-ts/domain';
import { builtSourceId, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { resumeAxis } from '#clock/anchor.ts';
import { backOffMs } from '#clock/back-off.ts';
import { scaledClock } from '#clock/scaled-clock.ts';

const known = {
  sourceId: builtSourceId,
  systemBoot: 'a',
  newest: null,
  newestHere: null,
  toldMs: null,
};

describe('the clock of a source', () => {
  it('begins at zero and runs at its rate', async () => {
    const system = new SimulatedClock({ monoUs: 5_000_000 });
    const { anchor, continuity } = resumeAxis({ ...known, system, rate: 30, stored: null });
    expect(continuity).toBe('new');
    const clock = scaledClock(system, anchor);
    const wallMs = clock.wallMs();
    let woke = false;
    void clock.sleep(DurationMs(60_000)).then(() => {
      woke = true;
    });
    await system.advance(1999);
    expect(woke).toBe(false);
    await system.advance(1);
    expect(woke).toBe(true);
    expect(clock.monoUs()).toBe(60_000_000);
    expect(clock.wallMs() - wallMs).toBe(60_000);
  });

  it('goes on across a restart at the speed it had, and from there at its new one', async () => {
    const system = new SimulatedClock();
    const first = resumeAxis({ ...known, system, rate: 10, stored: null }).anchor;
    await system.advance(1000);
    const second = resumeAxis({ ...known, system, rate: 2, stored: first });
    expect(second.continuity).toBe('monotonic');
    const clock = scaledClock(system, second.anchor);
    expect(clock.monoUs()).toBe(10_000_000);
    await system.advance(1000);
    expect(clock.monoUs()).toBe(12_000_000);
  });

  it('is not pushed ahead across a restart by a sender whose clock is ahead', async () => {
    const system = new SimulatedClock();
    const stored = resumeAxis({ ...known, system, rate: 1, stored: null }).anchor;
    await system.advance(10_000);
    const newestHere = { monoUs: MonoUs(9_000_000), wallMs: system.wallMs() };
    const newest = { monoUs: MonoUs(16_000_000), wallMs: WallMs(system.wallMs() + 1_800_000) };
    const { anchor } = resumeAxis({ ...known, system, rate: 1, stored, newest, newestHere });
    expect(anchor.sourceMonoUs).toBe(10_000_000);
  });

  it('never falls behind what this computer has read itself', async () => {
    const system = new SimulatedClock();
    const stored = resumeAxis({ ...known, system, rate: 1, stored: null }).anchor;
    await system.advance(10_000);
    const newest = { monoUs: MonoUs(10_005_000), wallMs: system.wallMs() };
    const at = { ...known, system, rate: 1, stored, newest, newestHere: newest };
    expect(resumeAxis(at).anchor.sourceMonoUs).toBe(10_005_000);
  });

  it('uses wall time from the newest reading on after a reboot, and says so', async () => {
    const before = new SimulatedClock({ monoUs: 900_000_000, wallMs: 1_000_000 });
    const stored = resumeAxis({ ...known, system: before, rate: 1, stored: null }).anchor;
    const system = new SimulatedClock({ monoUs: 3_000_000, wallMs: 1_090_000 });
    const newest = { monoUs: MonoUs(59_000_000), wallMs: WallMs(1_060_000) };
    const resumed = resumeAxis({ ...known, systemBoot: 'b', system, rate: 1, stored, newest });
    expect(resumed.continuity).toBe('wall');
    expect(resumed.anchor.sourceMonoUs).toBe(59_000_000 + 30_000_000);
  });

  it('goes over a reboot by its own time, not by that of a sender whose clock is ahead', () => {
    const before = new SimulatedClock({ wallMs: 1_000_000 });
    const stored = resumeAxis({ ...known, system: before, rate: 1, stored: null }).anchor;
    const newestHere = { monoUs: MonoUs(59_000_000), wallMs: WallMs(1_059_000) };
    const newest = { monoUs: MonoUs(60_000_000), wallMs: WallMs(1_060_000 + 3_600_000) };
    const after = { ...known, systemBoot: 'b', rate: 1, stored, newest, newestHere };
    const system = new SimulatedClock({ wallMs: 9_000_000 });
    expect(resumeAxis({ ...after, system }).anchor.sourceMonoUs).toBe(8_000_000_000);
    // And still never falls behind what it was sent.
    const setBack = new SimulatedClock({ wallMs: 1_000_000 });
    expect(resumeAxis({ ...after, system: setBack }).anchor.sourceMonoUs).toBe(60_000_000);
  });

  it('goes on from its readings when no anchor ever reached the disk, and says so', () => {
    const system = new SimulatedClock({ wallMs: 5_090_000 });
    const newest = { monoUs: MonoUs(70_000_000), wallMs: WallMs(5_070_000) };
    const resumed = resumeAxis({ ...known, system, rate: 1, stored: null, newest });
    expect(resumed.continuity).toBe('wall');
    expect(resumed.anchor.sourceMonoUs).toBe(90_000_000);
  });

  it('never falls behind its newest reading, even when the wall clock was set back', () => {
    const before = new SimulatedClock({ wallMs: 5_000_000 });
    const stored = resumeAxis({ ...known, system: before, rate: 1, stored: null }).anchor;
    const system = new SimulatedClock({ wallMs: 1_000_000 });
    const newest = { monoUs: MonoUs(70_000_000), wallMs: WallMs(5_070_000) };
    const { anchor } = resumeAxis({ ...known, systemBoot: 'b', system, rate: 1, stored, newest });
    expect(anchor.sourceMonoUs).toBe(70_000_000);
  });

  it('shows no decades when a clock that had lost its time is set right while the computer is off', () => {
    const years = 1_700_000_000_000;
    // An empty battery: the computer starts at 1970, reads for a minute, and is switched off.
    const lost = new SimulatedClock({ wallMs: 5_000 });
    const stored = resumeAxis({ ...known, system: lost, rate: 2, stored: null }).anchor;
    const newest = { monoUs: MonoUs(120_000_000), wallMs: WallMs(stored.sourceWallMs + 120_000) };
    // What it told meanwhile went on from before; two hours later it is started again.
    const toldMs = WallMs(years + 60_000);
    const system = new SimulatedClock({ wallMs: years + 7_260_000 });
    const at = { ...known, systemBoot: 'b', system, rate: 2, stored, newest, toldMs };
    expect(resumeAxis(at).anchor.sourceMonoUs).toBe(120_000_000 + 2 * 7_200_000_000);
    // Set back by a day before, it was wrong by a day before: the clock is believed, as it always was.
    const dayMs = 86_400_000;
    const told = { ...at, toldMs: WallMs(stored.systemWallMs + 60_000 + dayMs) };
    const soon = new SimulatedClock({ wallMs: stored.systemWallMs + 3_660_000 });
    expect(resumeAxis({ ...told, system: soon }).anchor.sourceMonoUs).toBe(
      120_000_000 + 2 * 3_600_000_000,
    );
  });

  it('labels nothing with a time before 1970, however far the wall clock of the computer fell back', async () => {
    const system = new SimulatedClock({ wallMs: 1_700_000_000_000 });
    const { anchor } = resumeAxis({ ...known, system, rate: 4, stored: null });
    const clock = scaledClock(system, anchor);
    system.jumpWall(-1_700_000_000_000);
    await system.advance(20_000);
    expect([clock.monoUs(), clock.wallMs()]).toEqual([80_000_000, 0]);
  });
});

describe('backing off', () => {
  it('doubles up to its limit', () => {
    const waits = [1, 2, 3, 4, 50].map((failures) =>
      backOffMs({ firstMs: 100, maxMs: 500 }, failures),
    );
    expect(waits).toEqual([100, 200, 400, 500, 500]);
  });
});
