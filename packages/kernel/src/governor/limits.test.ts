import { describe, expect, it } from 'vitest';
import {
  type Breaker,
  beginTrial,
  breakerPhase,
  closedBreaker,
  goalBreakerRule,
  pausedUntilMs,
  recordOutcome,
} from '#governor/breaker.ts';
import { configurationFaults, governorDefaults, settingMeanings } from '#governor/configuration.ts';
import { dataFaults } from '#governor/data-gate.ts';
import { type GovernorQuestion, govern, governorSteps } from '#governor/govern.ts';

const minuteMs = 60_000;
const failing = (times: readonly (readonly [string, number])[], from = closedBreaker): Breaker =>
  times.reduce((now, [code, atMs]) => recordOutcome(now, goalBreakerRule, code, atMs), from);
const alike = (count: number, fromMs = 0, code = 'x') =>
  Array.from({ length: count }, (_, at) => [code, fromMs + at] as const);

describe('the checks of the governor', () => {
  it('have their order, and each its way to be safe when it cannot be made', () => {
    expect(governorSteps.map(({ name, onError }) => [name, onError])).toEqual([
      ['stop', 'BLOCK'],
      ['goal', 'BLOCK'],
      ['actor', 'BLOCK'],
      ['breaker', 'RETRY_LATER'],
      ['data', 'QUARANTINE'],
      ['trust', 'QUARANTINE'],
      ['room', 'RETRY_LATER'],
      ['cost', 'RETRY_LATER'],
      ['level', 'BLOCK'],
    ]);
  });

  it('let work that costs nothing run on any budget, and other work up to it', () => {
    const question: GovernorQuestion = {
      goal: 'roast-report',
      effect: 'PURE',
      needsRoastData: false,
      isPayloadValid: true,
      isPermitted: true,
      isStopped: false,
      breakerUntilMs: null,
      signals: null,
      running: 0,
      costToday: 0,
      costExpected: 0,
      goalBucket: null,
      orgBucket: null,
      levelInForce: 1,
      isDataWaived: false,
    };
    const decided = (costToday: number, costExpected: number) =>
      govern(
        { ...question, costToday, costExpected },
        { ...governorDefaults, costPerDayMax: 10 },
        0,
      ).verdict.decision;
    expect(decided(99, 0)).toBe('ALLOW');
    expect(decided(4, 6)).toBe('ALLOW');
    expect(decided(5, 6)).toBe('RETRY_LATER');
  });
});

describe('rules', () => {
  it('may be exactly at their bounds', () => {
    const bucket = { capacity: 1, refillPerHour: 0 };
    const edge = { missingShareMax: 1, temperatureShareMin: 1, goalBucket: bucket };
    expect(configurationFaults({ ...governorDefaults, ...edge })).toEqual([]);
  });

  it('say of both numbers of a bucket that they must be numbers', () => {
    for (const over of [{ capacity: Number.NaN }, { refillPerHour: Number.NaN }]) {
      const orgBucket = { capacity: 1, refillPerHour: 1, ...over };
      expect(configurationFaults({ ...governorDefaults, orgBucket })).toHaveLength(1);
    }
    const endless = { capacity: Number.POSITIVE_INFINITY, refillPerHour: Number.POSITIVE_INFINITY };
    expect(configurationFaults({ ...governorDefaults, orgBucket: endless })).toHaveLength(1);
  });

  it('need a longest roast that is longer than the shortest', () => {
    const same = { durationMinS: 600, durationMaxS: 600 };
    expect(configurationFaults({ ...governorDefaults, ...same })).toEqual([
      'durationMinS must be below durationMaxS',
    ]);
  });

  it('know every goal there is, and have words for each setting', () => {
    expect(governorDefaults.goals).toEqual([
      'roast-report',
      'sim-roast',
      'data-quality',
      'drift-watch',
    ]);
    expect(Object.entries(settingMeanings)).toHaveLength(9);
    for (const [name, words] of Object.entries(settingMeanings)) {
      expect(words, name).toMatch(/^[A-Z].{20,}\.$/);
    }
  });
});

describe('a roast that nobody ended', () => {
  const signals = {
    points: 120,
    durationS: 180,
    temperatureShare: 1,
    missingShare: 0,
    isUnattendedClose: true,
    isTimelineSound: true,
    verifiedShare: 0,
  };
  it('is believed from twice the least in readings and in time on', () => {
    expect(dataFaults(signals, governorDefaults)).toEqual([]);
    expect(dataFaults({ ...signals, points: 119 }, governorDefaults)).toEqual(['SILENCE_CLOSE']);
    expect(dataFaults({ ...signals, durationS: 179 }, governorDefaults)).toEqual(['SILENCE_CLOSE']);
  });
});

describe('a breaker', () => {
  it('remembers nothing at first, and no more than it counts', () => {
    expect(closedBreaker.failedAtMs).toEqual([]);
    expect(failing(alike(2)).failedAtMs).toEqual([0, 1]);
    expect(failing([...alike(2), ['y', 9]]).failedAtMs).toEqual([9]);
    expect(failing([...alike(4), ['x', 30 * minuteMs]]).failedAtMs).toEqual([30 * minuteMs]);
  });

  it('opens at the fifth alike, closes for one trial, and opens again or heals', () => {
    const open = failing(alike(5));
    expect(breakerPhase(open, 5)).toBe('OPEN');
    expect(pausedUntilMs(open, 5)).toBe(4 + 5 * minuteMs);
    const laterMs = 6 * minuteMs;
    expect([breakerPhase(open, laterMs), pausedUntilMs(open, laterMs)]).toEqual([
      'HALF_OPEN',
      null,
    ]);
    const trial = beginTrial(open, 1_000, laterMs);
    expect(pausedUntilMs(trial, laterMs)).toBe(laterMs + 1_000);
    expect(pausedUntilMs(trial, laterMs + 1_000)).toBeNull();
    expect(beginTrial(closedBreaker, 1_000, laterMs)).toBe(closedBreaker);
    const again = recordOutcome(trial, goalBreakerRule, 'y', laterMs);
    expect(again).toMatchObject({
      openUntilMs: laterMs + 5 * minuteMs,
      trialUntilMs: null,
      code: 'y',
    });
    expect(recordOutcome(trial, goalBreakerRule, null, laterMs)).toEqual(closedBreaker);
    expect([breakerPhase(closedBreaker, 0), pausedUntilMs(closedBreaker, 0)]).toEqual([
      'CLOSED',
      null,
    ]);
  });
});
