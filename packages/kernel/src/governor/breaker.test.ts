import { describe, expect, it } from 'vitest';
import {
  type Breaker,
  beginTrial,
  breakerPhase,
  closedBreaker,
  pausedUntilMs,
  recordOutcome,
  goalBreakerRule as rule,
} from '#governor/breaker.ts';

const minute = 60_000;
const outcomes = (...list: readonly [string | null, number][]): Breaker =>
  list.reduce((breaker, [code, atMs]) => recordOutcome(breaker, rule, code, atMs), closedBreaker);
const fiveFailures = outcomes(['x', 0], ['x', 1], ['x', 2], ['x', 3], ['x', 4]);

describe('the breaker of a goal', () => {
  it('pauses work that fails five times in a row with one code', () => {
    expect(breakerPhase(outcomes(['x', 0], ['x', 1], ['x', 2], ['x', 3]), 4)).toBe('CLOSED');
    expect(breakerPhase(fiveFailures, 5)).toBe('OPEN');
    expect(pausedUntilMs(fiveFailures, 5)).toBe(4 + 5 * minute);
  });

  it('counts neither other codes, nor what was followed by a success, nor what is long ago', () => {
    const other = outcomes(['x', 0], ['x', 1], ['y', 2], ['x', 3], ['x', 4], ['x', 5]);
    const success = outcomes(['x', 0], ['x', 1], ['x', 2], ['x', 3], [null, 4], ['x', 5]);
    const old = outcomes(['x', 0], ['x', 1], ['x', 2], ['x', 3], ['x', 10 * minute]);
    expect([other, success, old].map((each) => pausedUntilMs(each, 10 * minute))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('lets one trial through after the pause, and closes when it succeeds', () => {
    const at = 4 + 5 * minute;
    expect(breakerPhase(fiveFailures, at)).toBe('HALF_OPEN');
    expect(pausedUntilMs(fiveFailures, at)).toBeNull();
    const trying = beginTrial(fiveFailures, minute, at);
    expect(pausedUntilMs(trying, at + 1)).toBe(at + minute);
    expect(pausedUntilMs(trying, at + minute)).toBeNull();
    expect(recordOutcome(trying, rule, null, at + 2)).toEqual(closedBreaker);
  });

  it('pauses again when the trial fails, whatever the code', () => {
    const at = 4 + 5 * minute;
    const again = recordOutcome(beginTrial(fiveFailures, minute, at), rule, 'y', at + 2);
    expect(pausedUntilMs(again, at + 3)).toBe(at + 2 + 5 * minute);
  });

  it('learns nothing from what was still under way when the pause began', () => {
    expect(recordOutcome(fiveFailures, rule, null, 5)).toBe(fiveFailures);
    expect(recordOutcome(fiveFailures, rule, 'x', 5)).toBe(fiveFailures);
  });

  it('begins no trial while it is closed or paused', () => {
    expect(beginTrial(closedBreaker, minute, 0)).toBe(closedBreaker);
    expect(beginTrial(fiveFailures, minute, 5)).toBe(fiveFailures);
  });
});
