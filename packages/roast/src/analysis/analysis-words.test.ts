import { btChannel, etChannel, Grams } from '@artisan-ts/domain';
import { buildMarks, buildRoastHeader } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { analyseRoast } from '#analysis/analyse-roast.ts';
import { analysisWords } from '#analysis/analysis-words.ts';

const timeS = Array.from({ length: 660 }, (_, i) => i);
const btC = timeS.map((t) => (t < 60 ? 200 - (t * 110) / 60 : 90 + (t - 60) / 5));
const record = {
  ...buildRoastHeader(1, {
    marks: buildMarks({ charge: 0, dryEnd: 360, fcStart: 540, drop: 600 }),
    greenG: Grams(1000),
    roastedG: Grams(850),
  }),
  curves: [btChannel, etChannel].map((channel) => ({
    channel,
    timeS,
    values: btC,
    missing: null,
  })),
  gaps: [],
  foreign: null,
};

describe('the words of an analysis', () => {
  const analysis = analyseRoast(record);

  it('say the roast in sentences', () => {
    expect(analysisWords(analysis, 'C')).toEqual([
      'Roasted for 10:00: Drying 6:00 (60 %), Maillard 3:00 (30 %), Development 1:00 (10 %).',
      expect.stringMatching(
        /^Turning point at 1:00 and 90\.0 °C; the fastest rise was 12\.0 °C\/min at /,
      ),
      'First crack at 9:00 and 186.0 °C, rising 12.0 °C/min; drop at 10:00 and 198.0 °C, rising 12.0 °C/min.',
      'Area under BT above 100.0 °C from the turning point on: 399 °C·min.',
      'Highest ET 197.8 °C at 9:59, as it was read.',
      'The rate of rise kept its trend: no crash, no flick, no stall.',
      'Weight loss 15.0 %.',
    ]);
  });

  it('convert temperatures, and differences without an offset', () => {
    const words = analysisWords(analysis, 'F').join(' ');
    expect(words).toContain('First crack at 9:00 and 366.8 °F, rising 21.6 °F/min');
    expect(words).not.toContain('°C/min');
  });

  it('claim no steady rate where none was known, as of a roast that was read every ten seconds', () => {
    const seldom = (values: readonly number[]) => values.filter((_, i) => i % 10 === 0);
    const curves = record.curves.map((curve) => ({
      ...curve,
      timeS: seldom(timeS),
      values: seldom(btC),
    }));
    const words = analysisWords(analyseRoast({ ...record, intervalS: 10, curves }), 'C');
    expect(words.join(' ')).not.toContain('kept its trend');
  });

  it('say why there are no phases, and what is missing', () => {
    const { fcStart: _, ...marks } = record.marks;
    const holed = btC.map((value, t) => (t > 300 && t < 400 ? null : value));
    const [bt] = record.curves;
    const words = analysisWords(
      analyseRoast({ ...record, marks, curves: bt ? [{ ...bt, values: holed }] : [] }),
      'C',
    );
    expect(words[0]).toBe('Roasted for 10:00. No phases: first crack is not marked.');
    expect(words.at(-1)).toBe('16.5 % of BT is missing, in one gap.');
  });
});
