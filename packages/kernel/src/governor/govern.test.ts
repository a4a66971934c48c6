import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  configurationFaults,
  type GovernorConfiguration,
  governorDefaults,
  lastGood,
} from '#governor/configuration.ts';
import { type GovernorQuestion, govern, governorSteps } from '#governor/govern.ts';
import type { RoastSignals } from '#governor/signals.ts';

const healthy: RoastSignals = {
  points: 600,
  durationS: 640,
  temperatureShare: 1,
  missingShare: 0,
  isUnattendedClose: false,
  isTimelineSound: true,
  verifiedShare: 0,
};
const question: GovernorQuestion = {
  goal: 'roast-report',
  effect: 'WRITE_IDEMPOTENT',
  needsRoastData: true,
  isPayloadValid: true,
  isPermitted: true,
  isStopped: false,
  breakerUntilMs: null,
  signals: healthy,
  running: 0,
  costToday: 0,
  costExpected: 0,
  goalBucket: null,
  orgBucket: null,
  levelInForce: 2,
  isDataWaived: false,
};
const ask = (
  over: Partial<GovernorQuestion>,
  config: GovernorConfiguration | null = governorDefaults,
) => govern({ ...question, ...over }, config, 1_000_000).verdict;

describe('the governor', () => {
  it('lets a report on a healthy roast run, and takes one token of each bucket', () => {
    const { verdict, buckets } = govern(question, governorDefaults, 0);
    expect(verdict).toEqual({
      decision: 'ALLOW',
      reasons: [],
      availableAtMs: null,
      configVersion: 2,
    });
    expect(buckets).toEqual({ goal: { tokens: 29, atMs: 0 }, org: { tokens: 99, atMs: 0 } });
  });

  it.each([
    [{ isStopped: true }, 'BLOCK', 'KILL_SWITCH'],
    [{ goal: 'make-coffee' }, 'BLOCK', 'GOAL_NOT_ALLOWED'],
    [{ isPayloadValid: false }, 'BLOCK', 'BAD_INPUT'],
    [{ isPermitted: false }, 'BLOCK', 'FORBIDDEN'],
    [{ breakerUntilMs: 1_300_000 }, 'RETRY_LATER', 'BREAKER_OPEN'],
    [{ signals: null }, 'QUARANTINE', 'MISSING_SIGNALS'],
    [{ signals: { ...healthy, points: 59 } }, 'QUARANTINE', 'LOW_POINTS'],
    [{ signals: { ...healthy, durationS: 89 } }, 'QUARANTINE', 'SHORT_SESSION'],
    [{ signals: { ...healthy, durationS: 3_601 } }, 'QUARANTINE', 'LONG_SESSION'],
    [{ signals: { ...healthy, temperatureShare: 0.89 } }, 'QUARANTINE', 'NO_CHANNELS'],
    [{ signals: { ...healthy, missingShare: 0.21 } }, 'QUARANTINE', 'GAP_TOO_LARGE'],
    [
      { signals: { ...healthy, isUnattendedClose: true, points: 119 } },
      'QUARANTINE',
      'SILENCE_CLOSE',
    ],
    [{ signals: { ...healthy, isTimelineSound: false } }, 'QUARANTINE', 'BAD_TIMELINE'],
    [{ signals: { ...healthy, points: Number.NaN } }, 'QUARANTINE', 'LOW_POINTS'],
    [{ running: 8 }, 'RETRY_LATER', 'RATE_LIMITED'],
    [{ costExpected: 1 }, 'RETRY_LATER', 'BUDGET'],
    [{ effect: 'PROPOSE', levelInForce: 1 }, 'BLOCK', 'AUTONOMY_CAP'],
  ] as const)('answers %j with %s because of %s', (over, decision, reason) => {
    expect(ask(over)).toMatchObject({ decision, reasons: [reason] });
  });

  it.each([
    { signals: { ...healthy, points: 60, durationS: 90 } },
    { signals: { ...healthy, durationS: 3_600, temperatureShare: 0.9, missingShare: 0.2 } },
    { signals: { ...healthy, isUnattendedClose: true, points: 120, durationS: 180 } },
    { running: 7 },
    { needsRoastData: false, signals: null },
    { isDataWaived: true, signals: null },
    { effect: 'WRITE_FENCED', levelInForce: 2 },
  ] as const)('lets %j run: it lies on the right side of its limit', (over) => {
    expect(ask(over).decision).toBe('ALLOW');
  });

  it('decides by the first objection and keeps the reasons of all', () => {
    const verdict = ask({ breakerUntilMs: 2_000_000, signals: null, running: 99 });
    expect(verdict).toMatchObject({
      decision: 'RETRY_LATER',
      reasons: ['BREAKER_OPEN', 'MISSING_SIGNALS', 'RATE_LIMITED'],
      availableAtMs: 2_000_000,
    });
  });

  it('quarantines unproven data only where results must be proven', () => {
    const strict = { ...governorDefaults, requiresTrust: true };
    expect(ask({}, strict)).toMatchObject({ decision: 'QUARANTINE', reasons: ['TRUST_TOO_LOW'] });
    expect(ask({ signals: { ...healthy, verifiedShare: 0.95 } }, strict).decision).toBe('ALLOW');
  });

  it('says when there is room again', () => {
    const empty = { tokens: 0, atMs: 1_000_000 };
    expect(ask({ goalBucket: empty })).toMatchObject({
      decision: 'RETRY_LATER',
      reasons: ['RATE_LIMITED'],
      availableAtMs: 1_000_000 + 120_000,
    });
    expect(ask({ orgBucket: empty }).availableAtMs).toBe(1_000_000 + 18_000);
    expect(ask({ running: 8 }).availableAtMs).toBe(1_010_000);
    expect(ask({ costExpected: 1 }).availableAtMs).toBe(86_400_000);
  });

  it('takes no token for what does not run', () => {
    expect(govern({ ...question, isStopped: true }, governorDefaults, 0).buckets).toBeNull();
    const oneEmpty = { ...question, orgBucket: { tokens: 0, atMs: 0 } };
    expect(govern(oneEmpty, governorDefaults, 0).buckets).toBeNull();
  });

  it('blocks everything when no rules can be read', () => {
    expect(ask({}, null)).toMatchObject({
      decision: 'BLOCK',
      reasons: ['CONFIGURATION_UNREADABLE'],
      configVersion: 0,
    });
  });

  it.each(governorSteps.map((step) => [step.name, step.onError] as const))(
    'does not let anything run when the check of %s cannot be made: %s',
    (name, onError) => {
      const steps = governorSteps.map((step) =>
        step.name === name
          ? {
              ...step,
              check: () => {
                throw new Error('cannot be checked');
              },
            }
          : step,
      );
      const { verdict, buckets } = govern(question, governorDefaults, 0, steps);
      expect(verdict).toMatchObject({ decision: onError, reasons: ['CHECK_FAILED'] });
      expect(verdict.availableAtMs).toBe(onError === 'RETRY_LATER' ? 10_000 : null);
      expect(buckets).toBeNull();
    },
  );
});

describe('the rules of the governor', () => {
  it('are sound as we ship them', () => {
    expect(configurationFaults(governorDefaults)).toEqual([]);
  });

  it.each([
    [{ pointsMin: 0 }, 'pointsMin is 0'],
    [{ missingShareMax: 1.5 }, 'missingShareMax is 1.5'],
    [{ runningMax: Number.NaN }, 'runningMax is NaN'],
    [{ durationMinS: 4_000 }, 'durationMinS must be below'],
    [{ goalBucket: { capacity: 0, refillPerHour: 1 } }, 'goalBucket'],
    [{ orgBucket: { capacity: 1, refillPerHour: -1 } }, 'orgBucket'],
    [{ orgBucket: { capacity: Number.POSITIVE_INFINITY, refillPerHour: 1 } }, 'orgBucket'],
    [{ version: 0.5 }, 'version'],
    [{ version: 0 }, 'version'],
  ])('are refused with %j, naming what is wrong', (over, words) => {
    const faults = configurationFaults({ ...governorDefaults, ...over });
    expect(faults.join()).toContain(words);
    expect(faults).toHaveLength(1);
  });

  it('are the last good ones when the newest cannot be read or are unsound', () => {
    const unreadable = () => {
      throw new Error('half written');
    };
    const unsound = () => ({ ...governorDefaults, version: 3, pointsMin: -1 });
    const good = () => ({ ...governorDefaults, version: 2 });
    expect(lastGood([unreadable, unsound, good])?.version).toBe(2);
    expect(lastGood([unreadable, unsound])).toBeNull();
    expect(lastGood([])).toBeNull();
  });

  it('never let a roast pass that has less of anything than another that does not', () => {
    const signals = fc.record({
      points: fc.nat(1_000),
      durationS: fc.nat(5_000),
      temperatureShare: fc.double({ min: 0, max: 1, noNaN: true }),
      missingShare: fc.double({ min: 0, max: 1, noNaN: true }),
      isUnattendedClose: fc.boolean(),
      isTimelineSound: fc.boolean(),
      verifiedShare: fc.constant(0),
    });
    fc.assert(
      fc.property(signals, fc.nat(500), (good, less) => {
        const worse = {
          ...good,
          points: good.points - less,
          missingShare: Math.min(1, good.missingShare + less / 500),
        };
        const passes = ask({ signals: worse }).decision === 'ALLOW';
        expect(passes && ask({ signals: good }).decision !== 'ALLOW').toBe(false);
      }),
    );
  });
});
