import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@artisan-ts/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Check, judgeDay } from '#day/judge-day.ts';
import { type DayPlan, planDay } from '#day/plan.ts';
import { type PlayedDay, playDay } from '#day/play-day.ts';

const seed = Number(process.env['SEED'] ?? 3);
const batches = 6;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function play(plan: DayPlan): Promise<PlayedDay> {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-day-'));
  folders.push(folder);
  return playDay(plan, { folder, logger: silentLogger, dropped: () => undefined });
}

/** One batch in which something breaks, one that is given up, and one with the cable out: a day has less of each. */
function hardPlan(): DayPlan {
  const plan = planDay(seed, batches);
  const [first, second] = plan.machines;
  if (first === undefined || second === undefined) throw new Error('a day has two machines');
  const odd = (['givenUp', 'cableOut', 'falseStart'] as const).map((oddity, index) => {
    const batch = first.batches[index];
    if (batch === undefined) throw new Error('a machine has three batches');
    const presses = { charge: true, fcStart: true, drop: true };
    return { ...batch, oddity, presses, faults: [], cable: null };
  });
  return { ...plan, machines: [{ ...first, batches: odd }, second] };
}

const bad = (checks: readonly Check[]) =>
  checks.filter(({ wrong }) => wrong.length > 0).map(({ what }) => what);

describe(`a day of two machines (seed ${seed})`, () => {
  const plan = hardPlan();
  let day: PlayedDay;
  let again: PlayedDay;
  beforeAll(async () => {
    day = await play(plan);
    again = await play(plan);
  });

  it('has one roast and one report for every batch, though the program dies', () => {
    expect(day.truth.deaths.length).toBeGreaterThan(0);
    // Three of six want a person: that is more than one in twenty, and it is counted.
    expect(bad(judgeDay(plan, day))).toEqual(['a hand is needed for one batch in twenty at most']);
    const reports = day.truth.interventions.filter(({ goal }) => goal === 'roast-report');
    expect(reports.map(({ decision }) => decision).sort()).toEqual(['reject', 'reject', 'release']);
  });

  it('is the same day for the same seed, to the last number', () => {
    expect(again).toEqual(day);
  });

  /** What the judge says of an evening in which something was changed. */
  const judged = (change: Partial<PlayedDay['evening']>) =>
    bad(judgeDay(plan, { ...day, evening: { ...day.evening, ...change } }));

  it('is not believed when a report is missing, or there twice', () => {
    const { missions } = day.evening;
    const what = 'every closing has one report, made or rejected by a person';
    expect(judged({ missions: missions.slice(1) })).toContain(what);
    expect(judged({ missions: [...missions, ...missions.slice(0, 1)] })).toContain(what);
  });

  it('is not believed when a roast is missing, twice, or still open', () => {
    const { roasts } = day.evening;
    const what = 'every batch has one closed roast';
    const [first] = roasts;
    if (first === undefined) throw new Error('there is a roast');
    expect(judged({ roasts: roasts.slice(1) })).toContain(what);
    expect(judged({ roasts: [...roasts, first] })).toContain(what);
    expect(judged({ roasts: [{ ...first, closeReason: null }, ...roasts.slice(1)] })).toContain(
      what,
    );
  });

  it('is not believed when its report says another weight, spread or open matter', () => {
    const { report } = day.evening;
    const said = (find: RegExp, put: string) =>
      judged({ report: JSON.parse(JSON.stringify(report).replace(find, put)) });
    expect(said(/"Green charged","value":"\d/, '"Green charged","value":"9')).toContain(
      'the day report counts and weighs what was roasted',
    );
    expect(
      said(/\["Drop time","(\d+)","([\d:]+)","[\d.]+ s"/g, '["Drop time","$1","$2","99.9 s"'),
    ).toContain('the day report says how the drop times spread');
    expect(said(/"Batch \d+, (?!.*its report)/, '"Batch 0, ')).toContain(
      'the day report says what is still open',
    );
    expect(said(/its report was released/, 'nothing happened')).toContain(
      'the day report says which reports needed a person',
    );
  });
});
