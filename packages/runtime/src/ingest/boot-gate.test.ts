import { makeId } from '@artisan-ts/domain';
import { expect, it } from 'vitest';
import type { Clock } from '#ports/clock.ts';
import { BootGate } from './boot-gate.ts';

const sourceId = makeId('source', '1'.repeat(32));
const boot = makeId('boot', '2'.repeat(32));
const birth = { sourceId, boot, bootCount: 7, streams: [], wallMs: 1 as never };

/** A gate whose disk takes every birth, and who passed through it, in that order. */
function watched(parts: { bootCount?: () => Promise<null>; sleep: () => Promise<void> }) {
  const { bootCount = async () => null, sleep } = parts;
  const gate = new BootGate({
    clock: { sleep } as unknown as Clock,
    readings: {
      bootCount,
      recordBirth: async () => ({ isTaken: true, highestCount: 7, gapsChanged: false }),
    },
  });
  const passed: string[] = [];
  const come = async (name: string): Promise<void> => {
    const count = gate.countOf(sourceId, boot) ?? (await gate.wait(sourceId, boot));
    passed.push(`${name} ${count}`);
  };
  return { gate, passed, come };
}

/** A promise that the test settles. */
function later<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<Value>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

const breath = (): Promise<unknown> => new Promise(setImmediate);

it('believes a birth that comes in the moment in which it is no longer waited for', async () => {
  const slept = later<void>();
  const { gate, come, passed } = watched({ sleep: () => slept.promise });
  const waiting = come('first');
  await breath();
  void gate.announce(birth);
  slept.resolve();
  await waiting;
  expect(passed).toEqual(['first 7']);
  expect(gate.countOf(sourceId, boot)).toBe(7);
});

it('lets nobody pass who comes after the birth before those for whom the disk is still asked', async () => {
  const asked = later<null>();
  const { gate, come, passed } = watched({
    bootCount: () => asked.promise,
    sleep: () => new Promise(() => undefined),
  });
  const all = [come('first'), come('second')];
  await gate.announce(birth);
  all.push(come('third'));
  await breath();
  asked.resolve(null);
  await Promise.all(all);
  expect(passed).toEqual(['first 7', 'second 7', 'third 7']);
});

it('lets nobody pass who comes in the moment of the birth before those who wait for it', async () => {
  const slept = later<void>();
  const { gate, come, passed } = watched({ sleep: () => slept.promise });
  const all = [come('first'), come('second')];
  await breath();
  await gate.announce(birth);
  all.push(come('third'));
  await breath();
  slept.reject(new Error('woken'));
  all.push(come('fourth'));
  await Promise.all(all);
  expect(passed).toEqual(['first 7', 'second 7', 'third 7', 'fourth 7']);
  expect(gate.countOf(sourceId, boot)).toBe(7);
});
