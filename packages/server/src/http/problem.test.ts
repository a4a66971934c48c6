import { problem } from '@artisan-ts/contracts';
import { type ErrorCode, errorCodes, makeId } from '@artisan-ts/domain';
import { expect, test } from 'vitest';
import { problemOf, statusOf } from '#http/problem.ts';

const codes = Object.keys(errorCodes) as ErrorCode[];

test.each(codes)('%s is answered as a problem with an error status', (code) => {
  const told = problemOf({ code, message: 'what happened' });
  expect(problem.parse(told)).toEqual(told);
  expect(told.status).toBeGreaterThanOrEqual(400);
  expect(told.status).toBeLessThan(600);
});

test('what stands in the way is named, where it can be looked at', () => {
  const roastId = makeId('roast', '1'.repeat(32));
  const told = problemOf({ code: 'request.conflict', message: 'stored already', roastId });
  expect(problem.parse(told)).toMatchObject({ status: 409, roastId });
});

test('what a person can change is no server error, and what passes by itself says so', () => {
  expect(statusOf('mark.no-roast')).toBe(409);
  expect(statusOf('lever.out-of-range')).toBe(422);
  expect(statusOf('request.not-found')).toBe(404);
  expect(statusOf('store.unavailable')).toBe(503);
});
