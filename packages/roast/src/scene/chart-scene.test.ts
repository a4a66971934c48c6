import { describe, expect, it } from 'vitest';
import { type ChartSceneInput, chartScene } from '#scene/chart-scene.ts';
import { appendRow, emptyColumns } from '#scene/gaps.ts';

function input(change: Partial<ChartSceneInput> = {}): ChartSceneInput {
  const columns = emptyColumns();
  for (let timeS = -60; timeS <= 300; timeS++) {
    const row = { timeS, btC: 150, etC: 200, btCPerMin: 8, etCPerMin: 2 };
    appendRow(columns, row, 1);
  }
  return {
    unit: 'C',
    columns,
    intervalS: 1,
    charged: true,
    nowS: 300,
    changes: { dryEndS: null, fcStartS: null, dropS: null },
    marks: [],
    notes: [],
    late: [],
    levers: [],
    leverChanges: [],
    background: null,
    ...change,
  };
}

describe('chartScene', () => {
  it('shows the same places in Fahrenheit, only labelled differently', () => {
    const celsius = chartScene(input());
    const fahrenheit = chartScene(input({ unit: 'F' }));
    expect(fahrenheit.temperature.min).toBe(celsius.temperature.min);
    expect(fahrenheit.temperature.max).toBe(celsius.temperature.max);
    const tick = fahrenheit.temperature.ticks.find(({ label }) => label === '400');
    expect(tick?.at).toBeCloseTo(204.444, 2);
  });

  it('converts the ticks of the rate of rise without an offset', () => {
    const { ticks } = chartScene(input({ unit: 'F' })).rate;
    expect(ticks[0]).toEqual({ at: 0, label: '0' });
    expect(ticks.find(({ label }) => label === '40')?.at).toBeCloseTo(22.222, 2);
  });

  it('names a mark with its temperature in the unit that is read', () => {
    const marks = [{ kind: 'dryEnd', timeS: 298, btC: 150, state: 'confirmed' }] as const;
    const [mark] = chartScene(input({ unit: 'F', marks })).marks;
    expect(mark?.title).toBe('Dry end 302.0');
    expect(mark?.detail).toBe('4:58');
  });

  it('says that a suggested mark is suggested, but not of the derived turning point', () => {
    const marks = [
      { kind: 'charge', timeS: 0, btC: 200, state: 'suggested' },
      { kind: 'turningPoint', timeS: 88, btC: 87, state: 'suggested' },
    ] as const;
    const scene = chartScene(input({ marks }));
    expect(scene.marks.map(({ suggested }) => suggested)).toEqual([true, false]);
    expect(scene.marks[0]?.detail).toBe('200.0 suggested');
  });

  it('shows where readings came late, as far as it is drawn', () => {
    const late = [
      { fromS: -900, toS: -800 },
      { fromS: 40, toS: 90 },
    ];
    expect(chartScene(input({ late })).late).toEqual([{ fromS: 40, toS: 90 }]);
  });

  it('tells what was noted within the time that is drawn', () => {
    const at = (timeS: number) => ({
      timeS,
      text: 'The computer slept for 5.0 s.',
      byStation: true,
    });
    const { notes } = chartScene(input({ notes: [at(-9000), at(120)] }));
    expect(notes).toEqual([{ timeS: 120, words: 'The computer slept for 5.0 s', byStation: true }]);
  });

  it('shows the rate of rise from twenty seconds after the turning point, and never before charge', () => {
    const marks = [{ kind: 'turningPoint', timeS: 88, btC: 87, state: 'suggested' }] as const;
    expect(chartScene(input({ marks })).rateFromS).toBe(108);
    expect(chartScene(input()).rateFromS).toBe(60);
    expect(chartScene(input({ charged: false })).rateFromS).toBeNull();
  });

  it('makes room for the whole reference', () => {
    const timeS = [0, 900];
    const columns = { timeS, btC: [200, 262], etC: [210, 270] };
    const scene = chartScene(input({ background: { title: 'Reference', columns } }));
    expect(scene.time.max).toBe(960);
    expect(scene.temperature.max).toBeGreaterThanOrEqual(275);
  });

  it('shows the minutes up to now while the drum heats up, without the reference that begins with a charge', () => {
    const columns = { timeS: [0, 900], btC: [200, 262], etC: [210, 270] };
    const background = { title: 'Reference', columns };
    const scene = chartScene(input({ charged: false, isPreheat: true, background }));
    expect(scene.background).toBeNull();
    expect([scene.time.ticks[0], scene.time.ticks.at(-1)]).toEqual([
      { at: -600, label: '\u221210:00' },
      { at: 0, label: 'now' },
    ]);
  });

  it('has no phases without a charge', () => {
    expect(chartScene(input({ charged: false })).bands).toEqual([]);
  });
});

describe('a prediction', () => {
  it('makes room for itself on both axes, and is none unless there is one', () => {
    const without = chartScene(input({}));
    expect(without.prediction).toBeNull();
    const timeS = Array.from({ length: 1001 }, (_, second) => second);
    const at = (valueC: number) => timeS.map(() => valueC);
    const prediction = {
      title: 'Burner 60 % from 5:00',
      fromS: 300,
      readS: 600,
      timeS,
      btC: at(280),
      lowC: at(270),
      highC: at(290),
      asItIsC: at(250),
    };
    const scene = chartScene(input({ prediction }));
    expect(scene.prediction).toBe(prediction);
    expect(scene.time.max).toBeGreaterThanOrEqual(1000);
    expect(scene.temperature.max).toBeGreaterThanOrEqual(290);
  });
});
