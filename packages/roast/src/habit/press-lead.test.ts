import { btChannel, type MarkSet } from '@artisan-ts/domain';
import { buildCurve, buildMarks, buildRoastRecord } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { learntLead, roastLeads } from '#habit/press-lead.ts';
import { defaultSessionRules } from '#session/rules.ts';
import { machine } from '../../test/session-book.ts';
import { syntheticRoast } from '../../test/synthetic-roast.ts';

const usual = defaultSessionRules.pressLeadS;
const stream = syntheticRoast({
  ...machine,
  jitter: 0,
  missing: 0,
  seed: 1,
  intervalS: 1,
  leadInS: 90,
  roastS: 600,
  coolS: 120,
});

function record(marks: MarkSet) {
  return buildRoastRecord(1, { curves: [buildCurve(btChannel, stream.btC)], marks });
}

const presses = (earlyS: number): MarkSet =>
  buildMarks({ charge: stream.chargeS - earlyS, drop: stream.dropS - earlyS });

describe('how long before the bend people press', () => {
  it('follows from what a person pressed and where BT bends', () => {
    const prompt = roastLeads(record(presses(0)));
    const early = roastLeads(record(presses(12)));
    expect(Math.abs(prompt.charge ?? 99)).toBeLessThan(3);
    expect((early.charge ?? 0) - (prompt.charge ?? 0)).toBeCloseTo(12, 6);
    expect((early.drop ?? 0) - (prompt.drop ?? 0)).toBeCloseTo(12, 6);
  });

  it('does not follow from what the program suggested, confirmed or not, or where nothing bends', () => {
    const { charge, drop } = presses(5);
    if (charge === undefined || drop === undefined) throw new Error('no marks');
    const none = { charge: null, drop: null };
    const confirmed = { charge: { ...charge, source: 'detected' as const } };
    const suggested = { drop: { ...drop, state: 'suggested' as const } };
    expect(roastLeads(record({ ...confirmed, ...suggested }))).toEqual(none);
    expect(roastLeads(record(buildMarks({ drop: stream.dropS - 200 })))).toEqual(none);
  });

  it('is the middle of what was seen, of the newest roasts alone, and what is usual before that', () => {
    const leads = (...drops: (number | null)[]) => drops.map((drop) => ({ charge: null, drop }));
    expect(learntLead([], usual)).toEqual(usual);
    expect(learntLead(leads(10, null, 12, 45), usual)).toEqual({ charge: usual.charge, drop: 12 });
    const changed = leads(...Array<number>(30).fill(3), ...Array<number>(20).fill(9));
    expect(learntLead(changed, usual).drop).toBe(9);
    expect(learntLead(leads(55, 55), usual).drop).toBe(20);
  });
});
