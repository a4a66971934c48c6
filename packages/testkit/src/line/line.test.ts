import { ArtisanError, seededStream } from '@artisan-ts/domain';
import type { Connection } from '@artisan-ts/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeTransport } from '#line/fake-transport.ts';
import { linkedConnections } from '#line/linked-connections.ts';
import { settle } from '#time/settle.ts';
import { SimulatedClock } from '#time/simulated-clock.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function listen(connection: Connection, clock: SimulatedClock) {
  const chunks: { readonly atMs: number; readonly bytes: number[] }[] = [];
  const ends: (string | null)[] = [];
  connection.onData((chunk) => chunks.push({ atMs: clock.monoUs() / 1000, bytes: [...chunk] }));
  connection.onClose((fault) => ends.push(fault === null ? null : fault.code));
  return { chunks, ends, all: () => chunks.flatMap((chunk) => chunk.bytes) };
}

describe('a line without faults', () => {
  it('carries chunks both ways, in order, not before the writer has gone on', async () => {
    const clock = new SimulatedClock();
    const { near, far } = linkedConnections(clock);
    const [atNear, atFar] = [listen(near, clock), listen(far, clock)];
    void far.write(bytes(9));
    void near.write(bytes(1, 2));
    void near.write(bytes(3));
    expect(atFar.chunks).toEqual([]);
    await settle();
    expect(atFar.chunks.map((chunk) => chunk.bytes)).toEqual([[1, 2], [3]]);
    expect(atNear.all()).toEqual([9]);
  });

  it('keeps what arrives before anybody listens', async () => {
    const clock = new SimulatedClock();
    const { near, far } = linkedConnections(clock);
    await far.write(bytes(1));
    await settle();
    const heard = listen(near, clock);
    expect(heard.all()).toEqual([1]);
  });

  it('is not disturbed when the writer uses its buffer again', async () => {
    const clock = new SimulatedClock();
    const { near, far } = linkedConnections(clock);
    const heard = listen(far, clock);
    const buffer = bytes(1, 2, 3);
    void near.write(buffer);
    buffer.fill(0);
    await settle();
    expect(heard.all()).toEqual([1, 2, 3]);
  });

  it('tells its own end null and the other end driver.lost when one closes', async () => {
    const clock = new SimulatedClock();
    const { near, far } = linkedConnections(clock);
    const [atNear, atFar] = [listen(near, clock), listen(far, clock)];
    await near.close();
    await near.close();
    expect([atNear.ends, atFar.ends]).toEqual([[null], ['driver.lost']]);
    const write = near.write(bytes(1));
    await expect(write).rejects.toSatisfy((error) => ArtisanError.is(error, 'driver.lost'));
  });
});

describe('a line with faults', () => {
  it('delays, and keeps the order', async () => {
    const clock = new SimulatedClock();
    const { near, far, toNear } = linkedConnections(clock);
    const heard = listen(near, clock);
    toNear.delayMs = 100;
    void far.write(bytes(1));
    toNear.delayMs = 0;
    void far.write(bytes(2));
    await clock.advance(99);
    expect(heard.chunks).toEqual([]);
    await clock.advance(1);
    expect(heard.all()).toEqual([1, 2]);
  });

  it('is as slow as told', async () => {
    const clock = new SimulatedClock();
    const { near, far, toNear } = linkedConnections(clock);
    const heard = listen(near, clock);
    toNear.bytesPerS = 1000;
    void far.write(new Uint8Array(20));
    void far.write(new Uint8Array(10));
    await clock.advance(1000);
    expect(heard.chunks.map((chunk) => chunk.atMs)).toEqual([20, 30]);
  });

  it('swallows one direction in silence while the other goes on', async () => {
    const clock = new SimulatedClock();
    const { near, far, toNear } = linkedConnections(clock);
    const [atNear, atFar] = [listen(near, clock), listen(far, clock)];
    toNear.silent = true;
    await far.write(bytes(1));
    await near.write(bytes(2));
    await settle();
    expect([atNear.all(), atFar.all()]).toEqual([[], [2]]);
    expect(atNear.ends).toEqual([]);
  });

  it('splits chunks anywhere and loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array()), fc.integer(), async (chunks, seed) => {
        const clock = new SimulatedClock();
        const { near, far, toNear } = linkedConnections(clock, seededStream(seed, 'line'));
        const heard = listen(near, clock);
        toNear.split = true;
        for (const chunk of chunks) void far.write(chunk);
        await clock.advance(1);
        expect(heard.all()).toEqual(chunks.flatMap((chunk) => [...chunk]));
        expect(heard.chunks.every((chunk) => chunk.bytes.length > 0)).toBe(true);
      }),
    );
  });

  it('turns the told share of bytes into others', async () => {
    const clock = new SimulatedClock();
    const { near, far, toNear } = linkedConnections(clock);
    const heard = listen(near, clock);
    toNear.corruptShare = 0.1;
    void far.write(new Uint8Array(10_000));
    await settle();
    const wrong = heard.all().filter((byte) => byte !== 0).length;
    expect(heard.all()).toHaveLength(10_000);
    expect(Math.abs(wrong - 1000)).toBeLessThan(150);
    toNear.corruptShare = 1;
    void far.write(new Uint8Array(100));
    await settle();
    expect(heard.chunks.at(-1)?.bytes.every((byte) => byte !== 0)).toBe(true);
  });

  it('can be unplugged in mid-frame', async () => {
    const clock = new SimulatedClock();
    const { near, far, toNear } = linkedConnections(clock);
    const [atNear, atFar] = [listen(near, clock), listen(far, clock)];
    toNear.cutAfterBytes = 5;
    void far.write(text('abc'));
    void far.write(text('defg'));
    void far.write(text('h'));
    await settle();
    expect(atNear.all()).toEqual([...text('abcde')]);
    expect([atNear.ends, atFar.ends]).toEqual([['driver.lost'], ['driver.lost']]);
  });

  it('loses what was under way when it is cut', async () => {
    const clock = new SimulatedClock();
    const { near, far, toNear, cut } = linkedConnections(clock);
    const heard = listen(near, clock);
    toNear.delayMs = 10;
    void far.write(bytes(1));
    cut();
    cut();
    await clock.advance(20);
    expect([heard.all(), heard.ends]).toEqual([[], ['driver.lost']]);
  });
});

describe('a fake transport', () => {
  it('opens a new line each time and puts the device on its far end', async () => {
    const clock = new SimulatedClock();
    const port = new FakeTransport({
      clock,
      onOpen: ({ far }) => far.onData((chunk) => void far.write(chunk)),
    });
    const first = await port.open(new AbortController().signal);
    const heard = listen(first, clock);
    await first.write(bytes(7));
    await settle();
    expect(heard.all()).toEqual([7]);
    expect(await port.open(new AbortController().signal)).not.toBe(first);
    expect(port.opened).toBe(2);
  });

  it('is missing while unplugged', async () => {
    const clock = new SimulatedClock();
    const port = new FakeTransport({ clock, onOpen: () => undefined });
    const { signal } = new AbortController();
    const heard = listen(await port.open(signal), clock);
    port.unplug();
    expect(heard.ends).toEqual(['driver.lost']);
    await expect(port.open(signal)).rejects.toMatchObject({ code: 'driver.port-missing' });
    port.refuse('driver.port-busy');
    await expect(port.open(signal)).rejects.toMatchObject({ code: 'driver.port-busy' });
    port.plug();
    await port.open(signal);
    expect(port.opened).toBe(2);
  });
});
