import { describe, expect, it } from 'vitest';
import { appendRow, emptyColumns, isGap, missingStretches } from '#scene/gaps.ts';

const row = (timeS: number, btC: number | null = 150, etC: number | null = 200) => ({
  timeS,
  btC,
  etC,
  btCPerMin: 8,
  etCPerMin: 2,
});

describe('appendRow', () => {
  it('breaks the line where nothing arrived', () => {
    const columns = emptyColumns();
    for (const timeS of [0, 1, 2, 32, 33]) appendRow(columns, row(timeS), 1);
    expect(columns.timeS).toEqual([0, 1, 2, 17, 32, 33]);
    expect(columns.btC).toEqual([150, 150, 150, null, 150, 150]);
  });

  it('does not call one lost reply a gap', () => {
    const columns = emptyColumns();
    for (const timeS of [0, 1, 3, 4]) appendRow(columns, row(timeS), 1);
    expect(columns.timeS).toEqual([0, 1, 3, 4]);
  });

  it('leaves out a row that goes back in time', () => {
    const columns = emptyColumns();
    for (const timeS of [5, 4, 6]) appendRow(columns, row(timeS), 1);
    expect(columns.timeS).toEqual([5, 6]);
  });
});

describe('isGap', () => {
  it('goes by the interval of a slow source', () => {
    expect(isGap(0, 8, 3)).toBe(false);
    expect(isGap(0, 9.1, 3)).toBe(true);
  });
});

describe('missingStretches', () => {
  it('finds silence and missing probes alike, but not one probe that is missing', () => {
    const columns = emptyColumns();
    for (let timeS = 0; timeS < 10; timeS++) appendRow(columns, row(timeS), 1);
    for (let timeS = 10; timeS < 20; timeS++) appendRow(columns, row(timeS, null, null), 1);
    for (let timeS = 20; timeS < 30; timeS++) appendRow(columns, row(timeS, null, 200), 1);
    appendRow(columns, row(60), 1);
    expect(missingStretches(columns, 1)).toEqual([
      { fromS: 9, toS: 20 },
      { fromS: 29, toS: 60 },
    ]);
  });
});
