import type { MachineDto } from '@artisan-ts/contracts';
import { describe, expect, it } from 'vitest';
import { MachineFeed } from '#live/machine-feed.ts';
import { expectationOf } from '#roasting/expectation.ts';
import { readoutsOf } from '#roasting/readouts.ts';
import { markDto, roastDto } from '#testing/roast-dto.ts';

const machine = {
  intervalS: 1,
  clockRate: 1,
  channels: [] as MachineDto['channels'],
} as MachineDto;

function feedAt(second: number, missing: { btC?: 'open-circuit' } = {}): MachineFeed {
  const feed = new MachineFeed();
  feed.push(
    {
      machineId: 'm',
      sourceId: 's',
      boot: 'b',
      stream: 'main',
      seq: 0,
      monoUs: second * 1e6,
      wallMs: 0,
      channels: { btC: missing.btC ? null : 194.4, etC: 223.8 },
      missing,
      ror: { btCPerMin: 8.6, etCPerMin: 2.4 },
    },
    1000,
  );
  return feed;
}

const charge = markDto('charge', { monoUs: 100e6, timeS: 0 });
const dryEnd = markDto('dryEnd', { monoUs: 398e6, timeS: 298 });
const fcStart = markDto('fcStart', { monoUs: 631e6, timeS: 531 });
const drop = markDto('drop', { monoUs: 742e6, timeS: 642 });

describe('readoutsOf', () => {
  it('shows the time since charge and the share of the phase', () => {
    const roast = roastDto({ marks: [charge, dryEnd] });
    const readouts = readoutsOf(machine, roast, feedAt(621), 1000);
    expect(readouts).toMatchObject({
      stage: 'roasting',
      timeS: 521,
      phase: 'Maillard',
      phaseS: 223,
    });
    expect(readouts.phasePct).toBeCloseTo(42.8, 1);
  });

  it('lets the clock go on between samples, and stands still when the machine is silent', () => {
    const roast = roastDto({ marks: [charge] });
    expect(readoutsOf(machine, roast, feedAt(200), 1500).timeS).toBe(100.5);
    expect(readoutsOf(machine, roast, feedAt(200), 60_000).timeS).toBe(101);
  });

  it('calls a value stale after three intervals', () => {
    expect(readoutsOf(machine, null, feedAt(5), 3900).stale).toBe(false);
    expect(readoutsOf(machine, null, feedAt(5), 4100)).toMatchObject({ stale: true, ageS: 3.1 });
  });

  it('says what is wrong with a signal, channel by channel', () => {
    const message = 'BT has not moved for 49 s; check the probe.';
    const trouble = { defect: 'frozen' as const, message, forS: 49 };
    const bt = { id: 'bt', field: 'btC', label: 'BT', quantity: 'temperature' as const, trouble };
    const readouts = readoutsOf({ ...machine, channels: [bt] }, null, feedAt(5), 1000);
    expect([readouts.bt.trouble, readouts.et.trouble]).toEqual([message, null]);
  });

  it('says why a value is missing', () => {
    const { bt } = readoutsOf(machine, null, feedAt(5, { btC: 'open-circuit' }), 1000);
    expect(bt).toMatchObject({ valueC: null, missing: 'open-circuit' });
  });

  it('keeps the whole time and the development ratio after drop', () => {
    const roast = roastDto({ marks: [charge, fcStart, drop], dtrPct: 17.3 });
    expect(readoutsOf(machine, roast, feedAt(760), 1000)).toMatchObject({
      stage: 'dropped',
      timeS: 642,
      phase: 'Cooling',
      phaseS: 18,
      phasePct: 17.3,
    });
  });

  it('counts the time between two batches from the drop, and not over night', () => {
    const roast = roastDto({
      marks: [charge, fcStart, drop],
      closeReason: 'coolEnd',
      dtrPct: 17.3,
    });
    const between = readoutsOf(machine, roast, feedAt(922), 1000);
    expect(between).toMatchObject({ timeS: 642, phase: 'Since drop', phaseS: 180 });
    expect(readoutsOf(machine, roast, feedAt(40_000), 1000)).toMatchObject({
      timeS: 642,
      phase: 'Roasted',
      phaseS: null,
    });
  });

  it('does not say the time of the roast twice while the beans dry', () => {
    const drying = readoutsOf(machine, roastDto({ marks: [charge] }), feedAt(200), 1000);
    expect(drying).toMatchObject({ phase: 'Drying', timeS: 100, phaseS: null, phasePct: null });
  });

  it('calls the share of development by its name from first crack on', () => {
    const before = roastDto({ marks: [charge, dryEnd] });
    const after = roastDto({ marks: [charge, dryEnd, fcStart] });
    const isDeveloped = [before, after].map(
      (roast) => readoutsOf(machine, roast, feedAt(650), 1000).isDeveloped,
    );
    expect(isDeveloped).toEqual([false, true]);
  });

  it('hides the rate of rise while it only shows the probe cooling down', () => {
    const roast = roastDto({ marks: [charge] });
    expect(readoutsOf(machine, roast, feedAt(159), 1000).bt.isRateMeant).toBe(false);
    expect(readoutsOf(machine, roast, feedAt(160), 1000).bt.isRateMeant).toBe(true);
  });
});

describe('expectationOf', () => {
  const reference = roastDto({ marks: [charge, dryEnd, fcStart, drop] });

  it('counts down to where the reference was', () => {
    const roast = roastDto({ marks: [charge, dryEnd] });
    const expected = expectationOf(reference, roast, 'fcStart', 519);
    expect(expected).toMatchObject({ atS: 531, inS: 12 });
    expect(expected?.share).toBeCloseTo(221 / 233, 6);
  });

  it('says how late it is when that moment is past', () => {
    expect(expectationOf(reference, roastDto({ marks: [charge] }), 'dryEnd', 310)).toMatchObject({
      inS: -12,
      share: 1,
    });
  });

  it('says nothing without a reference or without its mark', () => {
    expect(expectationOf(null, roastDto(), 'drop', 100)).toBeNull();
    expect(expectationOf(reference, roastDto(), 'scStart', 100)).toBeNull();
  });
});
