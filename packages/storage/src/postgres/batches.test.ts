import { ArtisanError } from '@artisan-ts/domain';
import type { ClientBase } from 'pg';
import { expect, test } from 'vitest';
import { Batches } from '#postgres/batches.ts';
import { Transaction, type Work } from '#postgres/transaction.ts';

/** Transactions that are only counted; each ends as it is told. */
function counted(endOf: () => Promise<void> = async () => undefined) {
  const ways: string[] = [];
  const run = async <Value>(way: string, work: Work<Value>): Promise<Value> => {
    ways.push(way);
    const value = await work(new Transaction({} as ClientBase));
    await endOf();
    return value;
  };
  const batches = new Batches({
    one: (work) => run('alone', work),
    together: (work) => run('together', work),
  });
  return { batches, ways };
}

test('what is asked in one turn, or while a change is under way, is done in one transaction, in order', async () => {
  const { batches, ways } = counted();
  const order: number[] = [];
  const asked: Promise<number>[] = [];
  const ask = async (n: number): Promise<number> => {
    order.push(n);
    if (n === 0)
      asked.push(
        batches.run(() => ask(3)),
        batches.run(() => ask(4)),
      );
    return n;
  };
  asked.push(...[0, 1, 2].map((n) => batches.run(() => ask(n))));
  await Promise.all(asked);
  expect(await Promise.all(asked)).toEqual([0, 1, 2, 3, 4]);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(ways).toEqual(['together', 'together']);
});

test('what a change left under way is seen to be done before the commit', async () => {
  const conflict = new ArtisanError('request.conflict', 'changed meanwhile');
  const { batches, ways } = counted();
  const left = (outcome: Promise<unknown>) =>
    batches.run(async ({ underWay }) => {
      underWay.push(outcome);
    });
  const failing = Promise.reject(conflict);
  failing.catch(() => undefined);
  const ended = await Promise.allSettled([left(Promise.resolve()), left(failing)]);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(ways).toEqual(['together', 'alone', 'alone']);
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
  for (let turns = 0; turns < 3; turns++) await new Promise(setImmediate);
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
  expect(ways).toEqual(['together', 'alone', 'alone', 'alone', 'alone']);
});

test('a commit of which nobody knows is told to all, and nothing is done a second time', async () => {
  const gone = new ArtisanError('store.unavailable', 'the connection is gone');
  let ends = 0;
  const { batches, ways } = counted(async () => {
    ends += 1;
    if (ends === 1) throw gone;
  });
  let done = 0;
  const asked = [0, 1, 2].map(() => batches.run(async () => (done += 1)));
  const ended = await Promise.allSettled(asked);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect([done, ways]).toEqual([3, ['together']]);
});
