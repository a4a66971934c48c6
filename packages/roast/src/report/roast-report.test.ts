import { btChannel, etChannel, Grams, type RoastRecord, WallMs } from '@artisan-ts/domain';
import { buildCurve, buildMarks, buildRoastRecord } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { analyseRoast } from '#analysis/analyse-roast.ts';
import { roastFacts } from '#facts/roast-facts.ts';
import { rateOfRise } from '#rate-of-rise/stream.ts';
import type { Report, ReportTable } from '#report/document.ts';
import { roastReport } from '#report/roast-report.ts';
import { noNames, type RoastReportInput, unsigned } from '#report/roast-report-input.ts';

/** A minute of lead-in, then a fall and a rise of ten minutes. */
const btC = Array.from({ length: 661 }, (_, second) =>
  second < 60
    ? 200
    : 90 + 110 * Math.exp(-(second - 60) / 25) + 125 * (1 - Math.exp(-(second - 60) / 380)),
);

function record(parts: Partial<RoastRecord> = {}): RoastRecord {
  return buildRoastRecord(1, {
    closeReason: 'coolEnd',
    origin: 'simulated',
    marks: buildMarks({ charge: 60, dryEnd: 330, fcStart: 540, drop: 640 }),
    curves: [
      buildCurve(btChannel, btC),
      buildCurve(
        etChannel,
        btC.map((value) => value + 20),
      ),
    ],
    ...parts,
  });
}

function report(roast: RoastRecord, parts: Partial<RoastReportInput> = {}): Report {
  const facts = roastFacts(roast);
  const [bt, et] = roast.curves;
  const timeS = (bt?.timeS ?? []).map((atS) => atS - facts.zeroS);
  const btValues = [...(bt?.values ?? [])];
  return roastReport({
    roast,
    facts,
    analysis: analyseRoast(roast),
    curve: {
      timeS,
      channels: { btC: btValues, etC: [...(et?.values ?? [])] },
      ror: { btCPerMin: rateOfRise(timeS, btValues, 'ls30'), etCPerMin: timeS.map(() => null) },
      gaps: roast.gaps,
    },
    reference: null,
    names: noNames,
    cuppings: [],
    trust: unsigned,
    unit: 'C',
    printing: { wallMs: WallMs(1_795_774_320_000), utcOffsetS: 3600, version: '1.2.3' },
    ...parts,
  });
}

const words = ({ blocks, stamps }: Report): string =>
  [
    ...stamps.map(({ word }) => word),
    ...blocks.map((block) => ('text' in block ? block.text : '')),
  ].join('\n');
const tables = ({ blocks }: Report): readonly ReportTable[] =>
  blocks.filter((block) => block.kind === 'table');
const rowOf = (table: ReportTable | undefined, name: string) =>
  table?.rows.find(([first]) => first === name);

describe('the report of a roast', () => {
  it('says where the data came from, and that nobody can prove it', () => {
    const text = words(report(record()));
    expect(text).toContain('Simulated');
    expect(text).toContain('Unsigned: we recorded it; nobody can prove where it came from.');
    expect(text).not.toContain('Incomplete');
  });

  it('says plainly what an incomplete roast lacks', () => {
    const text = words(report(record({ marks: buildMarks({ charge: 60 }), closeReason: null })));
    expect(text).toContain('Incomplete');
    expect(text).toContain('still going on');
    expect(text).toContain('Drop is not marked');
    expect(text).toContain('First crack is not marked');
    expect(text).toContain('No phases: first crack and drop are not marked.');
  });

  it('tells a mark that nobody confirmed from one that was pressed', () => {
    const marks = buildMarks({ charge: 60, fcStart: 540, drop: 640 });
    const found = { ...marks, drop: { ...marks.drop, state: 'suggested', source: 'detected' } };
    const [, milestones] = tables(report(record({ marks: found as RoastRecord['marks'] })));
    expect(rowOf(milestones, 'Charge')?.at(-1)).toBe('pressed');
    expect(rowOf(milestones, 'Drop')?.at(-1)).toBe('found by the program, not confirmed');
  });

  it('converts temperatures with the offset of Fahrenheit and rises without it', () => {
    const shown = (unit: 'C' | 'F') => rowOf(tables(report(record(), { unit }))[0], 'Development');
    const [, , , fromC = '', toC = '', riseC = ''] = (shown('C') ?? []).map(String);
    const [, , , fromF = '', toF = '', riseF = ''] = (shown('F') ?? []).map(String);
    expect(Number(fromF)).toBeCloseTo(Number(fromC) * 1.8 + 32, 0);
    expect(Number(toF)).toBeCloseTo(Number(toC) * 1.8 + 32, 0);
    expect(Number(riseF)).toBeCloseTo(Number(riseC) * 1.8, 0);
  });

  it('names the coffee by the first line of what was written about its beans', () => {
    const beans = `Kochere\nwashed, ${'grown far away '.repeat(500)}`;
    const [facts] = report(record({ beans })).blocks.filter((block) => block.kind === 'facts');
    expect(facts?.facts).toContainEqual({ label: 'Coffee', value: 'Kochere' });
  });

  it('draws nothing outside of the chart: a hole before the lead-in, a drop after the last reading', () => {
    const early = Array.from({ length: 900 }, (_, second) => (second < 200 ? 200 : null));
    const values = [...early, ...btC.slice(0, 400)];
    const marks = buildMarks({ charge: 960, fcStart: 1250, drop: 2000 });
    const curves = [buildCurve(btChannel, values), buildCurve(etChannel, values)];
    const [drawn] = report(record({ marks, curves })).blocks.filter(
      (block) => block.kind === 'drawing',
    );
    const { items = [], widthPt = 0 } = drawn?.drawing ?? {};
    const xs = items.flatMap((item) =>
      item.shape === 'text'
        ? [item.x]
        : [...item.d.matchAll(/[ML](-?[\d.]+) /g)].map(([, x]) => Number(x)),
    );
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThanOrEqual(widthPt);
  });

  it('lists gaps with their length, and draws the line as missing', () => {
    const values = btC.map((value, second) => (second > 300 && second < 340 ? null : value));
    const roast = record({
      curves: [buildCurve(btChannel, values), buildCurve(etChannel, values)],
      gaps: [{ fromS: 240, toS: 280 }],
    });
    expect(words(report(roast))).toContain('From 4:00 to 4:40 nothing arrived (40 s)');
  });

  it('draws where readings came late as the screen does, and counts what never came', () => {
    const lateStretches = [{ fromS: 100, toS: 160, readings: 61 }];
    const made = report(record(), { arrivals: { lateStretches, missing: 1, lost: 12 } });
    expect(words(made)).toContain('61 readings came late from 1:40 to 2:40');
    expect(words(made)).toContain('Readings that have not come yet: 1.');
    expect(words(made)).toContain('does not have any more: 12.');
    expect(words(made)).not.toContain('No gaps');
    const drawn = made.blocks.flatMap((block) => (block.kind === 'drawing' ? [block.drawing] : []));
    const said = drawn.flatMap(({ items }) =>
      items.flatMap((item) => (item.shape === 'text' ? [item.text] : [])),
    );
    expect(said).toContain('came late');
  });

  it('tells corrections of the room in the unit of the reader, and who roasted by name', () => {
    const by = { who: 'Ada', why: '', wallMs: WallMs(0) };
    const corrections = [
      { field: 'ambientC', before: 20, after: 25, ...by },
      { field: 'person', before: 'Ben', after: 'Cleo', ...by },
      { field: 'profile', before: '', after: 'Dark', ...by },
    ] as const;
    const values = { ambientC: 25, person: 'Cleo', profile: 'Dark' } as const;
    const roast = record({ quality: { values, corrections, photos: [] } });
    const text = words(report(roast, { unit: 'F' }));
    expect(text).toContain('corrected from 68.0 \u00b0F to 77.0 \u00b0F by Ada');
    expect(text).toContain('Roasted by corrected from Ben to Cleo by Ada');
    expect(text).not.toContain('Profile corrected');
  });

  it('holds the marks against those of a reference', () => {
    const other = record({
      marks: buildMarks({ charge: 60, dryEnd: 330, fcStart: 528, drop: 640 }),
    });
    const reference = {
      title: 'Best of March',
      facts: roastFacts(other),
      curve: { timeS: [], channels: {}, ror: { btCPerMin: [], etCPerMin: [] } },
      intervalS: 1,
    };
    const analysis = analyseRoast(record(), { reference: { record: other, alignAt: 'charge' } });
    const made = report(record(), { reference, analysis });
    expect(words(made)).toContain('Beside the reference Best of March');
    const row = tables(made).flatMap((table) => rowOf(table, 'FC start') ?? []);
    expect(row).toContain('+0:12');
    expect(tables(made).some((table) => rowOf(table, 'Turning point to drop')?.[2] === '0.0')).toBe(
      true,
    );
  });

  it('holds what was measured, cupped and corrected, and leaves out what was not', () => {
    const corrections = [
      {
        field: 'groundColour',
        before: 60,
        after: 64,
        who: 'Ada',
        why: 'cup was dusty',
        wallMs: WallMs(0),
      },
    ] as const;
    const values = { groundColour: 64, colourSystem: 'Agtron', moistureGreenPct: 11.2 } as const;
    const roast = record({ greenG: Grams(1000), quality: { values, corrections, photos: [] } });
    const cupping = { title: 'Tuesday', form: 'SCA 2004', wallMs: 0, score: 86.25, tasters: 3 };
    const made = report(roast, { cuppings: [{ ...cupping, words: ['jasmine'], notes: [] }] });
    const facts = made.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
    expect(facts).toContainEqual({ label: 'Colour, ground', value: '64 Agtron' });
    expect(facts).toContainEqual({ label: 'Moisture, green', value: '11.2 %' });
    expect(facts).toContainEqual({ label: 'Tuesday, SCA 2004', value: '86.25 (3 tasters)' });
    expect(facts.map(({ label }) => label)).not.toContain('Quakers');
    expect(words(made)).toContain(
      'Ground corrected from 60 to 64 by Ada, 1 Jan 1970, 00:00: cup was dusty.',
    );
    expect(words(made)).toContain('Tuesday: jasmine.');
    expect(words(report(record()))).toContain('Nothing was weighed, measured or cupped.');
  });

  it('names when it was printed, in local time, by which version and of which revision', () => {
    const { printed } = report(record());
    expect(printed.text).toBe('Printed 27 Nov 2026, 11:12 by Artisan.ts 1.2.3');
    expect(printed.subject).toMatch(/^roast_[0-9a-f]{32}, revision 1$/);
  });

  it('tells a silence that the chart draws, also after drop', () => {
    const values = btC.map((value, second) => (second > 645 && second < 658 ? null : value));
    const roast = record({
      curves: [buildCurve(btChannel, values), buildCurve(etChannel, values)],
    });
    expect(words(report(roast))).toContain('BT and ET are missing from 9:45 to 9:58 (13 s).');
  });

  it('knows the total time of a roast without phases', () => {
    const made = report(record({ marks: buildMarks({ charge: 60, drop: 640 }) }));
    const facts = made.blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
    expect(facts).toContainEqual({ label: 'Total time', value: '9:40' });
    expect(words(made)).toContain('No phases: first crack is not marked.');
  });

  it('is the same for the same roast', () => {
    expect(report(record())).toEqual(report(record()));
  });

  it('is made of a roast without any curve', () => {
    const text = words(report(record({ curves: [], marks: {} })));
    expect(text).toContain('There is no bean temperature');
  });
});
