import { expect, it } from 'vitest';
import { TabPost, unheardMax } from '#live/tab-post.ts';

const tab = () => {
  const told: number[] = [];
  return { told, postMessage: (message: number) => told.push(message) };
};

it('a tab that sleeps is told a bounded number of things, and one that hears is told everything', () => {
  const post = new TabPost<number>();
  const [awake, asleep] = [tab(), tab()];
  post.join(awake);
  post.join(asleep);
  for (let message = 0; message < 3 * unheardMax; message++) {
    post.tell(message);
    if (message % 1000 === 0) post.heard(awake);
  }
  expect(awake.told).toHaveLength(3 * unheardMax);
  expect(asleep.told).toHaveLength(unheardMax);
  expect(post.isWanted).toBe(true);
});

it('a tab that wakes up is told anew what it missed, and goes on', () => {
  const post = new TabPost<number>();
  const sleeper = tab();
  post.join(sleeper);
  expect(post.heard(sleeper)).toBe(true);
  for (let message = 0; message <= unheardMax; message++) post.tell(message);
  expect(post.isWanted).toBe(false);
  expect(post.heard(sleeper)).toBe(false);
  post.tell(7);
  expect(sleeper.told.at(-1)).toBe(7);
});

it('a tab that was closed is told nothing more', () => {
  const post = new TabPost<number>();
  const closed = tab();
  post.join(closed);
  post.leave(closed);
  post.tell(1);
  expect([closed.told, post.isWanted]).toEqual([[], false]);
});
