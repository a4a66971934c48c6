/**
 * How well charge and drop are recognised on real roasts, against Artisan's own rule on the same files.
 *
 * The thresholds were chosen while looking at failures of all these files, so no part of them is held-out evidence.
 */
import { type DetectionScore, scoreDetection } from '@artisan-ts/roast';
import { artisanBreak } from '../packages/roast/test/artisan-break.ts';
import { type RealRoast, realRoasts } from '../packages/roast/test/real-roasts.ts';
import type { BenchTable } from '../scripts/bench.ts';

type Kind = 'charge' | 'drop';
const kinds = ['charge', 'drop'] as const;
const withinS = 6;

interface Row {
  readonly roast: RealRoast;
  readonly part: 'first third' | 'rest';
  readonly pressedS: Readonly<Record<Kind, number | null>>;
  readonly score: DetectionScore;
}

function byMachine<Item>(items: readonly Item[], machineOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(machineOf(item));
    if (group === undefined) groups.set(machineOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function rowsOf(roasts: readonly RealRoast[]): Row[] {
  return byMachine(roasts, (roast) => roast.machine).flatMap((ofMachine) =>
    ofMachine.map((roast, index) => {
      const at = (slot: number | null): number | null =>
        slot === null ? null : (roast.timeS[slot] ?? null);
      const pressedS = { charge: at(roast.index.charge), drop: at(roast.index.drop) };
      const score = scoreDetection({
        timeS: roast.timeS,
        btC: roast.btC,
        chargeS: pressedS.charge,
        dropS: pressedS.drop,
      });
      return {
        roast,
        part: index < ofMachine.length / 3 ? 'first third' : 'rest',
        pressedS,
        score,
      };
    }),
  );
}

/** Seconds from the press to the mark; null when it was missed. */
function offset(row: Row, kind: Kind, by: 'ours' | 'artisan'): number | null {
  const pressedS = row.pressedS[kind];
  const markS = by === 'ours' ? row.score[kind]?.timeS : artisanBreak(row.roast, kind);
  return pressedS === null || markS === null || markS === undefined ? null : markS - pressedS;
}

function within(offsets: readonly (number | null)[]): number {
  return offsets.filter((value) => value !== null && Math.abs(value) <= withinS).length;
}

/** Each offset after the median of the machine's earlier ones: a person's habit, known only from the past. */
function habitRemoved(rows: readonly Row[], kind: Kind, by: 'ours' | 'artisan'): (number | null)[] {
  return byMachine(rows, (row) => row.roast.machine).flatMap((ofMachine) => {
    const earlier: number[] = [];
    return ofMachine.map((row) => {
      const value = offset(row, kind, by);
      const habit = [...earlier].sort((a, b) => a - b)[earlier.length >> 1] ?? 0;
      if (value !== null && Math.abs(value) <= 60) earlier.push(value);
      return value === null ? null : value - habit;
    });
  });
}

function rowsFor(title: string, rows: readonly Row[]): { what: string; value: string }[] {
  return kinds.map((kind) => {
    const counts = (['ours', 'artisan'] as const).map(
      (by) =>
        `${by} ${within(rows.map((row) => offset(row, kind, by)))}, after habit ${within(habitRemoved(rows, kind, by))}`,
    );
    return { what: `${title} (${rows.length}), ${kind}`, value: counts.join('; ') };
  });
}

/** Nobody can see a bend at the very end of a record, or between readings more than 5 s apart. */
function isFair(row: Row): boolean {
  const { timeS } = row.roast;
  const leadInS = (row.pressedS.charge ?? 0) - (timeS[0] ?? 0);
  const runOutS = (timeS.at(-1) ?? 0) - (row.pressedS.drop ?? 0);
  return leadInS >= 10 && runOutS >= 10 && row.roast.intervalS <= 5;
}

/** Counts, not times: the same on every machine. */
export async function bench(): Promise<BenchTable> {
  const rows = rowsOf(realRoasts());
  return {
    title: 'recognising charge and drop on real roasts',
    method: `marks within ${withinS} s of the press; peer: Artisan's own rule on the same readings; "after habit" takes off the machine's median offset from earlier roasts`,
    rows: [
      ...rowsFor('all', rows),
      ...rowsFor('10 s of lead-in and run-out, 5 s interval at most', rows.filter(isFair)),
      {
        what: 'false marks',
        value: String(rows.reduce((sum, row) => sum + row.score.falseMarks.length, 0)),
      },
    ],
  };
}
