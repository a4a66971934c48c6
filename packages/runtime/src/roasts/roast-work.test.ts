import { btChannel, makeId, refuse } from '@artisan-ts/domain';
import { buildRoastRecord } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { longElsewhere, type RoastWork } from '#roasts/roast-work.ts';

/** Somewhere else, that only says what it was asked for. */
function elsewhere() {
  const asked: string[] = [];
  const note = (name: keyof RoastWork) => async (): Promise<never> => {
    asked.push(name);
    throw new Error('nobody is there');
  };
  const work: RoastWork = {
    read: note('read'),
    curve: note('curve'),
    analysis: note('analysis'),
    report: note('report'),
    prepare: note('prepare'),
  };
  return { asked, work: longElsewhere(work) };
}

const query = { ror: 'ls30', alignAt: 'charge' } as const;
const newId = makeId('roast', '7'.padStart(32, '0'));
const usual = buildRoastRecord();

function long(samples: number) {
  const timeS = Array.from({ length: samples }, (_, i) => i / 4);
  const values = timeS.map(() => 200);
  return buildRoastRecord(2, { curves: [{ channel: btChannel, timeS, values, missing: null }] });
}

describe('work on roasts', () => {
  it('is done at once for a usual roast', async () => {
    const { asked, work } = elsewhere();
    await work.curve(usual, { method: 'ls30' }, null);
    await work.analysis(usual, query, null);
    await work.prepare({ record: usual, recorded: null });
    expect(await work.read(new TextEncoder().encode('{'), 'a.alog', newId)).toMatchObject({
      ok: false,
      code: 'format.syntax',
    });
    expect(asked).toEqual([]);
  });

  it('is done elsewhere for a long roast, a long reference and a large file', async () => {
    const { asked, work } = elsewhere();
    const record = long(30_000);
    await work.curve(record, { method: 'ls30' }, null).catch(() => undefined);
    await work.analysis(usual, query, record).catch(() => undefined);
    await work.prepare({ record, recorded: null }).catch(() => undefined);
    await work.read(new Uint8Array(2_000_000), 'a.alog', newId).catch(() => undefined);
    expect(asked).toEqual(['curve', 'analysis', 'prepare', 'read']);
  });

  it('counts what a file says beside its curves', async () => {
    const { asked, work } = elsewhere();
    const text = ' '.repeat(2_000_000);
    const record = { ...usual, foreign: { format: 'alog' as const, text } };
    await work.analysis(record, query, null).catch(() => undefined);
    expect(asked).toEqual(['analysis']);
  });

  it('is all done here where there is nowhere else', async () => {
    const answer = await longElsewhere().read(new Uint8Array(2_000_000), 'a.alog', newId);
    expect(answer).toEqual(
      refuse('format.unknown', expect.stringContaining('"a.alog"') as unknown as string),
    );
  });
});
