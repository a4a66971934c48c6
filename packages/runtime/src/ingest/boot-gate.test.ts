import { makeId } from '@artisan-ts/domain';
import { expect, it } from 'vitest';
import type { Clock } from '#ports/clock.ts';
import { BootGate } from './boot-gate.ts';

it('believes a birth that comes in the moment in which it is no longer waited for', async () => {
  let wake = (): void => undefined;
  const slept = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const clock = { sleep: () => slept } as unknown as Clock;
  const gate = new BootGate({
    clock,
    readings: {
      bootCount: async () => null,
      recordBirth: async () => ({ isTaken: true, highestCount: 7, gapsChanged: false }),
    },
  });
  const sourceId = makeId('source', '1'.repeat(32));
  const boot = makeId('boot', '2'.repeat(32));
  const waiting = gate.wait(sourceId, boot);
  await new Promise(setImmediate);
  const birth = { sourceId, boot, bootCount: 7, streams: [], wallMs: 1 as never };
  void gate.announce(birth);
  wake();
  expect(await waiting).toBe(7);
  expect(gate.countOf(sourceId, boot)).toBe(7);
});

it('lets nobody pass who comes after the birth before those for whom the disk is still asked', async () => {
  let answer = (_: null): void => undefined;
  const asked = new Promise<null>((resolve) => {
    answer = resolve;
  });
  const gate = new BootGate({
    clock: { sleep: () => new Promise(() => undefined) } as unknown as Clock,
    readings: {
      bootCount: () => asked,
      recordBirth: async () => ({ isTaken: true, highestCount: 7, gapsChanged: false }),
    },
  });
  const sourceId = makeId('source', '1'.repeat(32));
  const boot = makeId('boot', '2'.repeat(32));
  const passed: string[] = [];
  const come = async (name: string): Promise<void> => {
    const count = gate.countOf(sourceId, boot) ?? (await gate.wait(sourceId, boot));
    passed.push(`${name} ${count}`);
  };
  const all = [come('first'), come('second')];
  await gate.announce({ sourceId, boot, bootCount: 7, streams: [], wallMs: 1 as never });
  all.push(come('third'));
  await new Promise(setImmediate);
  answer(null);
  await Promise.all(all);
  expect(passed).toEqual(['first 7', 'second 7', 'third 7']);
});

it('lets nobody pass who comes in the moment of the birth before those who wait for it', async () => {
  let wake = (): void => undefined;
  const slept = new Promise<void>((_resolve, reject) => {
    wake = () => reject(new Error('woken'));
  });
  const clock = { sleep: () => slept } as unknown as Clock;
  const gate = new BootGate({
    clock,
    readings: {
      bootCount: async () => null,
      recordBirth: async () => ({ isTaken: true, highestCount: 7, gapsChanged: false }),
    },
  });
  const sourceId = makeId('source', '1'.repeat(32));
  const boot = makeId('boot', '2'.repeat(32));
  const passed: string[] = [];
  const come = async (name: string): Promise<void> => {
    const count = gate.countOf(sourceId, boot) ?? (await gate.wait(sourceId, boot));
    passed.push(`${name} ${count}`);
  };
  const all = [come('first'), come('second')];
  await new Promise(setImmediate);
  await gate.announce({ sourceId, boot, bootCount: 7, streams: [], wallMs: 1 as never });
  all.push(come('third'));
  await new Promise(setImmediate);
  wake();
  all.push(come('fourth'));
  await Promise.all(all);
  expect(passed).toEqual(['first 7', 'second 7', 'third 7', 'fourth 7']);
  expect(gate.countOf(sourceId, boot)).toBe(7);
});
