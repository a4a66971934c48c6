import { seededStream } from '@artisan-ts/domain';
import { type PlayedStream, scoreDetection } from '@artisan-ts/roast';
import { TwinRoaster, twinMachines } from '@artisan-ts/twin';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const machineIds = Object.keys(twinMachines) as (keyof typeof twinMachines)[];
const leadInS = 90;
const coolingS = 120;
/** People wait no longer on a day on which beans do not get warm. */
const roastMinS = 120;
const roastMaxS = 900;

interface Sampling {
  readonly machineId: keyof typeof twinMachines;
  readonly seed: number;
  readonly intervalS: number;
  /** Share of the interval by which a reading comes early or late. */
  readonly jitter: number;
  /** Share of readings that are lost. */
  readonly missing: number;
}

/** The reference roast of a simulated machine on a hard day, read at any pace; beans move when it says. */
function twinStream({ machineId, seed, intervalS, jitter, missing }: Sampling) {
  const machine = twinMachines[machineId];
  const roaster = new TwinRoaster(machine, { seed, noise: true, days: 'A' });
  const random = seededStream(seed, 'twin-stream');
  const rows = {
    timeS: [] as number[],
    btC: [] as (number | null)[],
    etC: [] as (number | null)[],
  };
  const read = (): number => {
    const { btC, etC } = roaster.sample();
    const isLost = random.next() < missing;
    rows.timeS.push(roaster.timeS);
    rows.btC.push(isLost ? null : btC);
    rows.etC.push(isLost ? null : etC);
    roaster.advance(intervalS * (1 + jitter * (random.next() - 0.5)));
    return btC;
  };
  while (roaster.timeS < leadInS) read();
  const chargeS = roaster.timeS;
  roaster.charge();
  let steps = machine.schedule;
  const isReady = (btC: number): boolean => {
    const sinceS = roaster.timeS - chargeS;
    return sinceS >= roastMaxS || (sinceS >= roastMinS && btC >= machine.markTemperatures.dropC);
  };
  for (let btC = 0; !isReady(btC); btC = read()) {
    const due = steps.filter(({ atS }) => atS <= roaster.timeS - chargeS);
    steps = steps.slice(due.length);
    for (const { lever, value } of due) roaster.setLever(lever, value);
  }
  const dropS = roaster.timeS;
  roaster.drop();
  while (roaster.timeS < dropS + coolingS) read();
  const stream = { ...rows, chargeS, dropS, intervalS } satisfies PlayedStream;
  return { stream, isDone: dropS - chargeS < roastMaxS };
}

/** Seconds without a reading near a move of the beans, beyond the pace of the device. */
function lostAbout({ timeS, btC, intervalS }: PlayedStream, atS: number): number {
  const read = timeS.filter((_, index) => btC[index] !== null);
  const holes = read.slice(1).map((endS, index) => {
    const startS = read[index] ?? endS;
    return startS < atS + aboutS && endS > atS - aboutS ? endS - startS - intervalS : 0;
  });
  return Math.max(0, ...holes);
}

/** The first suggestion that belongs to each move of the beans, in seconds from it, and all that belong to none. */
function recognised(sampling: Sampling) {
  const { stream, isDone } = twinStream(sampling);
  const { charge, drop, falseMarks } = scoreDetection(stream);
  return {
    chargeS: charge === null ? null : charge.timeS - stream.chargeS,
    dropS: drop === null ? null : drop.timeS - stream.dropS,
    falseMarks,
    isDone,
    lostS: {
      charge: lostAbout(stream, stream.chargeS),
      drop: lostAbout(stream, stream.dropS),
    },
  };
}

const sampling = (machines: readonly Sampling['machineId'][], intervals: readonly number[]) =>
  fc.record({
    machineId: fc.constantFrom(...machines),
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    intervalS: fc.constantFrom(...intervals),
    jitter: fc.double({ min: 0, max: 0.4, noNaN: true }),
    missing: fc.double({ min: 0, max: 0.02, noNaN: true }),
  });

/** Marks stand where people press who see the bend, 2 s before it at charge and 4 s at drop; noise moves one in a hundred by 5 s. */
const chargeWithinS = 8;
/** A probe that lags goes on rising for 5 to 10 s while the beans leave; a drop that falls slowly stands where it bends then. */
const dropWithinS = 15;
/** Who loses readings near a move loses its place by as much. */
const aboutS = 25;
const intervals = [0.5, 1, 2, 3, 5] as const;

describe('beans that come and go on simulated machines', () => {
  const drums = machineIds.filter((id) => id !== 'hot-air');

  it.each(intervals)(
    'are marked on every drum within 8 s at charge and 15 s at drop or not at all, read every %s s with jitter and losses',
    (intervalS) => {
      fc.assert(
        fc.property(sampling(drums, [intervalS]), (one) => {
          const { chargeS, dropS, falseMarks, isDone, lostS } = recognised(one);
          fc.pre(isDone);
          expect(Math.abs(chargeS ?? 0)).toBeLessThanOrEqual(chargeWithinS + lostS.charge);
          expect(Math.abs(dropS ?? 0)).toBeLessThanOrEqual(dropWithinS + lostS.drop);
          expect(falseMarks).toEqual([]);
        }),
        { numRuns: 25 },
      );
    },
  );

  it.each(intervals)(
    'are missed in at most 2 of 100 roasts on drums, read every %s s',
    (intervalS) => {
      const found = Array.from({ length: 100 }, (_, seed) => {
        const machineId = drums[seed % drums.length] ?? 'g1';
        return recognised({ machineId, seed, intervalS, jitter: 0.3, missing: 0.01 });
      }).filter(({ isDone }) => isDone);
      expect(found.length).toBeGreaterThan(90);
      const missed = found.filter(({ chargeS, dropS }) => chargeS === null || dropS === null);
      expect(missed.length).toBeLessThanOrEqual(2);
    },
  );

  it('fall by 9 C only in a hot-air chamber that stands at 60 C: a charge is missed rather than marked wrong', () => {
    fc.assert(
      fc.property(sampling(['hot-air'], intervals), (one) => {
        const { chargeS, dropS, falseMarks } = recognised(one);
        expect(Math.abs(chargeS ?? 0)).toBeLessThanOrEqual(dropWithinS);
        expect(Math.abs(dropS ?? Number.NaN)).toBeLessThanOrEqual(dropWithinS);
        expect(falseMarks).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
