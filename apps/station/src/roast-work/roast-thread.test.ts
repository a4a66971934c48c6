import { setImmediate } from 'node:timers/promises';
import { makeId } from '@artisan-ts/domain';
import { roastWork } from '@artisan-ts/runtime';
import { describe, expect, it } from 'vitest';
import { roastThread } from '#roast-work/roast-thread.ts';

const newId = makeId('roast', '7'.padStart(32, '0'));
const query = { ror: 'ls30', alignAt: 'charge' } as const;

/** A roast log of so many samples, as a device gone wild would write it. */
function logOf(samples: number): Uint8Array {
  const column = (at: (i: number) => number) =>
    `[${Array.from({ length: samples }, (_, i) => at(i).toFixed(3)).join(',')}]`;
  const timex = column((i) => i * 0.0147);
  const bt = column((i) => 90 + (120 * i) / samples);
  const et = column((i) => 210 + (i % 7));
  const timeindex = `[10,0,${samples >> 1},0,0,0,${samples - 10},0]`;
  return new TextEncoder().encode(
    `{'mode':'C','timex':${timex},'temp1':${et},'temp2':${bt},'timeindex':${timeindex}}`,
  );
}

/** What it comes to, and how many turns the event loop had meanwhile. */
async function counted<Answer>(promise: Promise<Answer>) {
  let turns = 0;
  let isDone = false;
  const done = promise.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await setImmediate();
    turns += 1;
  }
  return { answer: await done, turns };
}

/** A piece of work in the loop itself leaves it none; a station wants its turns all the time. */
const turnsMin = 100;

describe('the thread for long roasts', () => {
  it('answers as the station itself would, while the loop goes on', async () => {
    const work = roastThread();
    const bytes = logOf(20_000);
    const read = await counted(work.read(bytes, 'wild.alog', newId));
    expect(read.answer).toEqual(roastWork.read(bytes, 'wild.alog', newId));
    if (!read.answer.ok) throw new Error(read.answer.message);
    const { record } = read.answer.value;
    const curve = await counted(work.curve(record, { method: 'ls30' }, null));
    expect(curve.answer).toEqual(roastWork.curve(record, { method: 'ls30' }, null));
    const analysis = await counted(work.analysis(record, query, null));
    expect(analysis.answer).toEqual(roastWork.analysis(record, query, null));
    for (const { turns } of [read, curve, analysis]) expect(turns).toBeGreaterThan(turnsMin);
  });

  it('says why a file cannot be read, and takes the next one', async () => {
    const work = roastThread();
    const bad = work.read(new TextEncoder().encode("{'timex': [1, "), 'cut.alog', newId);
    const good = work.read(logOf(10), 'good.alog', newId);
    expect(await bad).toMatchObject({ ok: false, code: 'format.syntax' });
    expect(await good).toMatchObject({ ok: true });
  });
});
