import { describe, expect, it } from 'vitest';
import { PacketLengths } from '#mqtt/packet-lengths.ts';

/** A packet with a body of so many bytes. */
function packet(bodyBytes: number): Uint8Array {
  const length: number[] = [];
  for (let rest = bodyBytes; ; ) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    length.push(rest > 0 ? low + 128 : low);
    if (rest === 0) break;
  }
  return Buffer.concat([Uint8Array.of(0x30, ...length), Buffer.alloc(bodyBytes, 0xff)]);
}

/** One after the other, in pieces of so many bytes; how many bytes were taken until one was not. */
function takenOf(stream: Uint8Array, pieceBytes: number, bytesMax: number): number {
  const lengths = new PacketLengths(bytesMax);
  for (let at = 0; at < stream.length; at += pieceBytes)
    if (!lengths.allow(stream.subarray(at, at + pieceBytes))) return at;
  return stream.length;
}

describe('the lengths of packets', () => {
  it.each([1, 2, 3, 100, 1_000_000])('are followed in pieces of %i bytes', (pieceBytes) => {
    const fitting = [packet(0), packet(1), packet(127), packet(128), packet(1000)];
    const stream = Buffer.concat(fitting);
    expect(takenOf(stream, pieceBytes, 1000)).toBe(stream.length);
    const tooLong = Buffer.concat([...fitting, packet(1001)]);
    expect(takenOf(tooLong, pieceBytes, 1000)).toBeLessThanOrEqual(stream.length + 2);
  });

  it('are known before anything of the packet is there, and never go on for ever', () => {
    expect(new PacketLengths(1000).allow(Uint8Array.of(0x10, 0xff, 0xff, 0xff, 0x7f))).toBe(false);
    expect(new PacketLengths(1000).allow(Uint8Array.of(0x10, 0x80, 0x80, 0x80, 0x80))).toBe(false);
  });
});
