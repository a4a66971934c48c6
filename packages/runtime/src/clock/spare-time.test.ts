import { describe, expect, it } from 'vitest';
import { SpareTime } from '#clock/spare-time.ts';

async function settle(): Promise<void> {
  for (let k = 0; k < 20; k++) await Promise.resolve();
}

/** Turns that end when the test says so. */
function turns() {
  const waiting: (() => void)[] = [];
  return {
    breathe: () => new Promise<void>((go) => void waiting.push(go)),
    next: async (): Promise<void> => {
      await settle();
      waiting.shift()?.();
      await settle();
    },
  };
}

describe('work in spare time', () => {
  it('does one piece in a turn, however many ask at once', async () => {
    const { breathe, next } = turns();
    const spare = new SpareTime(breathe);
    const done: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      void spare.run(async (pause) => {
        done.push(`${name}1`);
        await pause();
        done.push(`${name}2`);
      });
    }
    await next();
    expect(done).toEqual(['a1']);
    await next();
    expect(done).toEqual(['a1', 'a2']);
    for (let k = 0; k < 4; k++) await next();
    expect(done).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2']);
  });

  it('gives a fault to whom it belongs and goes on', async () => {
    const spare = new SpareTime(() => Promise.resolve());
    const broken = spare.run(() => Promise.reject(new Error('no such roast')));
    const next = spare.run(() => Promise.resolve('answer'));
    await expect(broken).rejects.toThrow('no such roast');
    expect(await next).toBe('answer');
  });
});
