import { ArtisanError } from '@artisan-ts/domain';
import { buildReading } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';
import { StoreClient } from '#thread/client.ts';

const withCode = (code: string) => (error: unknown) =>
  error instanceof ArtisanError && error.code === code;
const unavailable = withCode('store.unavailable');

describe('the client of the store thread', () => {
  let temp: TempFolder;
  let client: StoreClient;
  beforeEach(async () => {
    temp = makeTempFolder();
    client = new StoreClient({ folder: temp.make('data'), mode: 'write' });
    await client.call('thread', 'open', []);
  });
  afterEach(async () => {
    await client.close();
    temp.remove();
  });

  const append = (seq: number) => client.call('readings', 'append', [[buildReading(seq)]]);

  it('refuses what waits and what comes later when the thread dies, and says so', async () => {
    const waiting = [append(0), append(1)];
    const settled = Promise.allSettled(waiting);
    await client.kill();
    expect((await settled).map((each) => each.status === 'rejected')).toEqual([true, true]);
    await expect(append(2)).rejects.toSatisfy(unavailable);
    expect(unavailable(await client.ended)).toBe(true);
  });

  it('does what is asked in the order in which it is asked', async () => {
    const receipts = await Promise.all([0, 1, 2, 3, 4, 5].map(append));
    expect(receipts).toEqual([1, 2, 3, 4, 5, 6].map((cursor) => ({ cursor, duplicates: 0 })));
  });

  it('answers what was asked before it was closed, and nothing after', async () => {
    const before = append(0);
    const closing = client.close();
    await expect(append(1)).rejects.toSatisfy(unavailable);
    await closing;
    expect(await before).toEqual({ cursor: 1, duplicates: 0 });
    expect(await client.ended).toBeNull();
  });

  it('refuses more requests than it may keep waiting, and goes on when they are answered', async () => {
    const asked = Array.from({ length: 1_001 }, () => client.call('readings', 'durableCursor', []));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter((each) => each.status === 'rejected')).toHaveLength(1);
    await expect(asked.at(-1)).rejects.toSatisfy(unavailable);
    expect(await append(0)).toEqual({ cursor: 1, duplicates: 0 });
  });

  it('carries the code and the words of an error across', async () => {
    const malformed = buildReading(7, { values: [Number.NaN], missing: [null] });
    const refused = client.call('readings', 'append', [[malformed]]);
    await expect(refused).rejects.toSatisfy(withCode('telemetry.malformed'));
    await expect(refused).rejects.toThrow('reading 7 of main');
  });

  it('calls a request that the thread does not know a defect', async () => {
    const refused = client.call('readings', 'forget', []);
    await expect(refused).rejects.toSatisfy(withCode('defect.invariant'));
  });

  it('keeps nothing waiting for a request that cannot be sent', async () => {
    await expect(client.call('readings', 'append', [() => 0])).rejects.toThrow(
      'could not be cloned',
    );
    await client.close();
    expect(await client.ended).toBeNull();
  });
});
