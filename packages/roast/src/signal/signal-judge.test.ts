import { MonoUs, type ReadingDefect } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signalMemoryS } from '#signal/horizon.ts';
import { SignalJudge } from '#signal/signal-judge.ts';
import { twoProbes } from '../../test/faulty-roast.ts';

type Row = readonly [timeS: number, btC: number | null, etC: number | null];

/** The flags on BT and ET, row by row. */
function judged(rows: readonly Row[], stream = twoProbes(1)): (ReadingDefect | null)[][] {
  const judge = new SignalJudge(stream);
  return rows.map(([timeS, ...values]) => [...judge.at(timeS, values).defects]);
}

/** A minute and more of a roast at 10 C/min, with ET above. */
function rising(seconds: number, fromS = 0): Row[] {
  return Array.from({ length: seconds }, (_, second) => {
    const timeS = fromS + second;
    return [timeS, 100 + timeS / 6, 180 + timeS / 8] as const;
  });
}

/** Rows with everything that goes wrong: steps, holds, exchanges, losses, bad stamps. */
const troubledRows = fc
  .array(
    fc.record({
      what: fc.constantFrom(
        ...(['rise', 'hold', 'hold bt', 'swap', 'spike', 'none', 'away', 'back', 'leap'] as const),
      ),
      seconds: fc.integer({ min: 1, max: 240 }),
      rate: fc.integer({ min: -30, max: 60 }),
    }),
    { minLength: 20, maxLength: 50 },
  )
  .map((acts) => {
    const rows: Row[] = [];
    let [timeS, btC, etC] = [0, 150, 200];
    for (const { what, seconds, rate } of acts) {
      if (what === 'swap') [btC, etC] = [etC, btC];
      if (what === 'leap') btC += rate * 5;
      if (what === 'back') timeS -= Math.min(seconds, 3);
      if (what === 'away') timeS += 3 * seconds;
      const length = what === 'spike' ? Math.min(seconds, 3) : seconds;
      for (let second = 0; second < length; second++) {
        timeS += 1;
        if (what !== 'hold' && what !== 'hold bt') btC += rate / 60;
        if (what !== 'hold') etC += rate / 50;
        if (what === 'none') rows.push([timeS, null, etC]);
        else rows.push([timeS, what === 'spike' ? btC + 100 : btC, etC]);
      }
    }
    return rows;
  });

describe('the judge of signals', () => {
  it('lets good readings stand between those that a device lost and gave as 0', () => {
    const rows = rising(120).map(([timeS, btC, etC]): Row => {
      const isLost = timeS > 60 && timeS % 7 < 4;
      return [timeS, isLost ? 0 : btC, etC];
    });
    const flags = judged(rows).map(([bt]) => bt);
    for (const [row, [, btC]] of rows.entries()) {
      expect(flags[row], `row ${row}`).toBe(btC === 0 ? 'spiking' : null);
    }
  });

  it('judges by nothing older than its memory, so that what is read back is judged as it was live', () => {
    fc.assert(
      fc.property(troubledRows, fc.double({ min: 0, max: 0.5, noNaN: true }), (rows, share) => {
        const begun = Math.floor(rows.length * share);
        const live = judged(rows);
        const later = judged(rows.slice(begun));
        const newestS = rows.slice(0, begun + 1).map(([timeS]) => timeS);
        const sureS = Math.max(...newestS) + signalMemoryS;
        const isSure = (row: number): boolean => (rows[row] as Row)[0] > sureS;
        expect(later.filter((_, row) => isSure(begun + row))).toEqual(
          live.filter((_, row) => row >= begun && isSure(row)),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('gives back every value that it does not flag, and none that it does', () => {
    fc.assert(
      fc.property(troubledRows, (rows) => {
        const judge = new SignalJudge(twoProbes(1));
        for (const [timeS, ...values] of rows) {
          const { defects, usable } = judge.at(timeS, values);
          const kept = values.map((value, channel) => (defects[channel] === null ? value : null));
          if (kept.some((value, channel) => value !== usable[channel])) {
            expect.fail(`at ${timeS} s ${usable} instead of ${kept}`);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('flags 100 C within a second, and not the readings around it', () => {
    const rows = rising(60).map(
      (row): Row => (row[0] === 30 ? [30, (row[1] as number) + 100, row[2]] : row),
    );
    const bt = judged(rows).map(([defect]) => defect);
    expect(bt.flatMap((defect, second) => (defect === null ? [] : [[second, defect]]))).toEqual([
      [30, 'spiking'],
    ]);
  });

  it('takes a new level for true once most of the last seconds agree', () => {
    const rows = [...rising(30), ...rising(10, 30).map((row): Row => [row[0], 20, row[2]])];
    const bt = judged(rows).map(([defect]) => defect);
    expect(bt.slice(28, 36)).toEqual([null, null, 'spiking', 'spiking', null, null, null, null]);
  });

  it('finds a probe stuck that stopped in mid-roast, and says so until it moves', () => {
    const rows = rising(300).map((row): Row => (row[0] >= 120 ? [row[0], 120, row[2]] : row));
    const flags = judged([...rows, [300, 121, 217], [301, 122, 218]]).map(([bt]) => bt);
    expect(flags.indexOf('frozen')).toBe(160);
    expect(new Set(flags.slice(160, 300))).toEqual(new Set(['frozen']));
    expect(flags.slice(300)).toEqual([null, null]);
  });

  it('does not call still what has no reason to move', () => {
    const room = Array.from({ length: 20_000 }, (_, second): Row => [second, 22, 23]);
    expect(judged(room).flat().some(Boolean)).toBe(false);
    const cooling = Array.from({ length: 20_000 }, (_, second): Row => {
      const left = Math.exp(-second / 1500);
      return [second, Math.round(22 + 180 * left), Math.round(22 + 150 * left)];
    });
    expect(judged(cooling).flat().some(Boolean)).toBe(false);
  });

  it('flags both when their plugs are exchanged, until they are put back', () => {
    const rows = rising(120).map(
      ([timeS, bt, et]): Row => (timeS >= 40 && timeS < 80 ? [timeS, et, bt] : [timeS, bt, et]),
    );
    for (const channel of [0, 1]) {
      const swapped = judged(rows).flatMap((row, second) =>
        row[channel] === 'swapped' ? [second] : [],
      );
      expect(swapped).toEqual(Array.from({ length: 40 }, (_, index) => 40 + index));
    }
  });

  it('flags both when their plugs are exchanged while BT falls by 6 C from one reading to the next', () => {
    const rows = Array.from({ length: 60 }, (_, index): Row => {
      const [timeS, bt, et] = [3 * index, 250 - 6 * index, 260 - 3 * index];
      return index >= 15 ? [timeS, et, bt] : [timeS, bt, et];
    });
    const flagged = judged(rows, twoProbes(3)).map(([bt]) => bt);
    expect(flagged).toEqual(rows.map((_, index) => (index >= 15 ? 'swapped' : null)));
  });

  it('flags one reading alone when the plugs are exchanged for one reading', () => {
    const rows = rising(120).map(
      ([timeS, bt, et]): Row => (timeS === 60 ? [timeS, et, bt] : [timeS, bt, et]),
    );
    const swapped = judged(rows).flatMap(([bt], second) => (bt === null ? [] : [second]));
    expect(swapped).toEqual([60]);
  });

  it.each(['bt', 'et'] as const)(
    'flags both when the plug of %s was out for a while before it went into the other place',
    (pulled) => {
      const rows = rising(120).map(([timeS, bt, et]): Row => {
        const values = timeS >= 54 ? ([et, bt] as const) : ([bt, et] as const);
        if (timeS < 40 || timeS >= 54) return [timeS, ...values];
        return pulled === 'bt' ? [timeS, null, et] : [timeS, bt, null];
      });
      const flagged = judged(rows).flatMap((row, second) =>
        row.every((flag) => flag === 'swapped') ? [second] : [],
      );
      expect(flagged).toEqual(Array.from({ length: 66 }, (_, index) => 54 + index));
    },
  );

  it('notices that they are put back when they have come within 10 C of each other meanwhile', () => {
    const rows = Array.from({ length: 200 }, (_, second): Row => {
      const [bt, et] = [180 + 0.2 * second, 230 - 0.3 * second];
      return second >= 40 && second < 80 ? [second, et, bt] : [second, bt, et];
    });
    const swapped = judged(rows).flatMap(([bt], second) => (bt === 'swapped' ? [second] : []));
    expect(swapped).toEqual(Array.from({ length: 40 }, (_, index) => 40 + index));
  });

  it('trusts both again when their plugs were put back while nothing was read', () => {
    const rows = rising(200).flatMap(([timeS, bt, et]): Row[] => {
      if (timeS >= 80 && timeS < 110) return [];
      return [timeS >= 40 && timeS < 80 ? [timeS, et, bt] : [timeS, bt, et]];
    });
    const flagged = judged(rows).flatMap(([bt], index) =>
      bt === 'swapped' ? [(rows[index] as Row)[0]] : [],
    );
    expect(flagged).toEqual(Array.from({ length: 40 }, (_, index) => 40 + index));
  });

  it('goes on saying that they are exchanged when they still are after a pause', () => {
    const rows = rising(200).flatMap(([timeS, bt, et]): Row[] => {
      if (timeS >= 80 && timeS < 110) return [];
      return [timeS >= 40 && timeS < 150 ? [timeS, et, bt] : [timeS, bt, et]];
    });
    const flagged = judged(rows).filter(([bt]) => bt === 'swapped');
    expect(flagged).toHaveLength(80);
  });

  it('flags what the limits of the machine exclude', () => {
    const stream = twoProbes(1, { limits: { maxC: 140 } });
    expect(judged([[0, 139, 200]], stream)).toEqual([[null, null]]);
    expect(judged([[0, 141, 200]], stream)).toEqual([['out-of-range', null]]);
  });

  it('flags readings whose time goes back or stands still', () => {
    const rows: Row[] = [...rising(10), [9, 101, 180], [5, 101, 180], [10, 102, 181]];
    expect(judged(rows).slice(10)).toEqual([
      ['clock', 'clock'],
      ['clock', 'clock'],
      [null, null],
    ]);
  });

  it('judges no channel that is not a temperature', () => {
    const stream = {
      stream: 'gas',
      channels: [{ id: 'gas', label: 'Gas', quantity: 'pressure' as const, resolution: null }],
      intervalS: 1,
    };
    const { defects } = new SignalJudge(stream).push({ monoUs: MonoUs(0), values: [99_999] });
    expect(defects).toEqual([null]);
  });
});
