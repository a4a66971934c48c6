import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadersRoom, type WaitingReader } from '#live/readers-room.ts';

class Reader implements WaitingReader {
  waitingBytes = 0;
  isCutOff = false;
  readonly #room: ReadersRoom;

  constructor(room: ReadersRoom) {
    this.#room = room;
    room.enter(this);
  }

  wait(bytes: number): void {
    if (this.isCutOff) return;
    const change = Math.max(-this.waitingBytes, bytes);
    this.waitingBytes += change;
    this.#room.waits(change);
  }

  destroy(): void {
    this.isCutOff = true;
    this.#room.waits(-this.waitingBytes);
    this.waitingBytes = 0;
    this.#room.leave(this);
  }
}

test('whoever lags furthest is cut off, and nobody else', () => {
  const room = new ReadersRoom(1000);
  const [dead, slow, swift] = [new Reader(room), new Reader(room), new Reader(room)];
  dead.wait(700);
  slow.wait(250);
  swift.wait(40);
  swift.wait(40);
  expect([dead, slow, swift].map(({ isCutOff }) => isCutOff)).toEqual([true, false, false]);
  expect([room.waitingBytes, room.size]).toEqual([330, 2]);
});

test('what waits for all stays within the bound, whoever reads how fast', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(9), fc.integer({ min: -800, max: 400 })), { maxLength: 300 }),
      (steps) => {
        const room = new ReadersRoom(1000);
        const readers = Array.from({ length: 10 }, () => new Reader(room));
        for (const [who, bytes] of steps) {
          readers[who]?.wait(bytes);
          const waiting = readers.reduce((sum, reader) => sum + reader.waitingBytes, 0);
          expect(room.waitingBytes).toBe(waiting);
          expect(waiting).toBeLessThanOrEqual(1000);
        }
      },
    ),
  );
});
