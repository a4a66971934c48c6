import { ArtisanError } from '@artisan-ts/domain';
import type { ClientBase } from 'pg';
import { expect, test } from 'vitest';
import { Batches } from '#postgres/batches.ts';

type Work<Value> = (client: ClientBase) => Promise<Value>;

/** Transactions that are only counted; each ends as it is told. */
function counted(endOf: () => Promise<void> = async () => undefined) {
  const ways: string[] = [];
  const client = {} as ClientBase;
  const run = async <Value>(way: string, work: Work<Value>): Promise<Value> => {
    ways.push(way);
    const value = await work(client);
    await endOf();
    return value;
  };
  const batches = new Batches({
    one: (work) => run('alone', work),
    together: (work) => run('together', work),
  });
  return { batches, ways };
}

test('what is asked while a change is under way is done in one transaction after it, in order', async () => {
  const { batches, ways } = counted();
  const order: number[] = [];
  const asked = Array.from({ length: 5 }, (_, n) =>
    batches.run(async () => {
      order.push(n);
      return n;
    }),
  );
  expect(await Promise.all(asked)).toEqual([0, 1, 2, 3, 4]);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(ways).toEqual(['alone', 'together']);
});

test('nobody is answered before the commit', async () => {
  let commit: () => void = () => undefined;
  const committed = new Promise<void>((resolve) => {
    commit = resolve;
  });
  const { batches } = counted(() => committed);
  let isAnswered = false;
  const asked = batches
    .run(async () => 1)
    .then(() => {
      isAnswered = true;
    });
  await new Promise(setImmediate);
  expect(isAnswered).toBe(false);
  commit();
  await asked;
  expect(isAnswered).toBe(true);
});

test('a change that fails takes no other with it: each is done alone then', async () => {
  const { batches, ways } = counted();
  const conflict = new ArtisanError('request.conflict', 'changed meanwhile');
  const asked = [
    batches.run(async () => 'first'),
    batches.run(async () => 'second'),
    batches.run(async () => Promise.reject(conflict)),
    batches.run(async () => 'fourth'),
  ];
  const ended = await Promise.allSettled(asked);
  expect(ended.map((each) => (each.status === 'fulfilled' ? each.value : each.reason))).toEqual([
    'first',
    'second',
    conflict,
    'fourth',
  ]);
  expect(ways).toEqual(['alone', 'together', 'alone', 'alone', 'alone']);
});

test('a commit of which nobody knows is told to all, and nothing is done a second time', async () => {
  const gone = new ArtisanError('store.unavailable', 'the connection is gone');
  let ends = 0;
  const { batches, ways } = counted(async () => {
    ends += 1;
    if (ends === 2) throw gone;
  });
  let done = 0;
  const asked = [0, 1, 2].map(() => batches.run(async () => (done += 1)));
  const ended = await Promise.allSettled(asked);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect([done, ways]).toEqual([3, ['alone', 'together']]);
});
