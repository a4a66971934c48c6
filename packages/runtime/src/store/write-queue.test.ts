import { ArtisanError } from '@artisan-ts/domain';
import { SimulatedClock, silentLogger } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { WriteQueue } from './write-queue.ts';

function fixture() {
  const clock = new SimulatedClock();
  const queue = new WriteQueue(clock, silentLogger);
  const written: string[] = [];
  const write = (name: string) => async () => void written.push(name);
  return { clock, queue, written, write };
}

describe('a change that cannot be written', () => {
  it('holds no other up when the fault is its own, and stays known', async () => {
    const { clock, queue, written, write } = fixture();
    const refused = () =>
      Promise.reject(new ArtisanError('defect.invariant', 'field timeS: not a number'));
    void queue.add(refused);
    void queue.add(write('the mark of another roast'));
    void queue.add(write('its close'));
    await clock.advance(1000);
    expect(written).toEqual(['the mark of another roast', 'its close']);
    expect(queue.fault?.code).toBe('defect.invariant');
  });

  it('keeps its place when the store is at fault', async () => {
    const { clock, queue, written, write } = fixture();
    let isFull = true;
    void queue.add(() =>
      isFull ? Promise.reject(new ArtisanError('store.full', 'no space')) : write('first')(),
    );
    void queue.add(write('second'));
    await clock.advance(1000);
    expect([written, queue.fault?.code]).toEqual([[], 'store.full']);
    isFull = false;
    await clock.advance(5000);
    expect([written, queue.fault]).toEqual([['first', 'second'], null]);
  });

  it('comes after what it waits for', async () => {
    const { clock, queue, written, write } = fixture();
    let isFirstRight = false;
    const conflict = () => Promise.reject(new ArtisanError('request.conflict', 'revision 1'));
    void queue.add(() => (isFirstRight ? write('revision 2')() : conflict()));
    void queue.add(() => (written.length === 0 ? conflict() : write('revision 3')()));
    await clock.advance(2000);
    isFirstRight = true;
    await clock.advance(20_000);
    expect(written).toEqual(['revision 2', 'revision 3']);
  });
});
