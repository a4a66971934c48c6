import { MonoUs } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerFramer,
  encodeFrame,
  isQuery,
  type ModbusWire,
  modbusWires,
  requestFramer,
  wrap,
} from '#modbus/frame.ts';
import { type ReadRequest, registersMax } from '#modbus/pdu.ts';
import { crc16 } from '#wire/crc16.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16));
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

const request = fc.record({
  function: fc.constantFrom(1, 2, 3, 4),
  address: fc.integer({ min: 0, max: 65_535 }),
  count: fc.integer({ min: 1, max: registersMax }),
}) as fc.Arbitrary<ReadRequest>;
const device = fc.integer({ min: 1, max: 255 });
const number = fc.integer({ min: 0, max: 65_535 });
const registers = fc.uint8Array({ minLength: 1, maxLength: registersMax }).map((bytes) => {
  return Uint8Array.of(3, 2 * bytes.length, ...bytes, ...bytes);
});

describe('Modbus frames', () => {
  it('says a read as the specification spells it', () => {
    const read: ReadRequest = { function: 3, address: 107, count: 3 };
    expect(encodeFrame('TCP', 17, read, 0x1501)).toEqual(
      hex('15 01 00 00 00 06 11 03 00 6b 00 03'),
    );
    expect(encodeFrame('RTU', 17, read, 1)).toEqual(hex('11 03 00 6b 00 03 76 87'));
    expect(encodeFrame('ASCII', 17, read, 1)).toEqual(ascii(':1103006B00037E\r\n'));
  });

  it('has the checksum of the specification', () => {
    expect(crc16(hex('02 07'))).toBe(0x1241);
  });

  it.each([
    ['TCP', hex('15 01 00 00 00 09 11 03 06 ae 41 56 52 43 40')],
    ['RTU', hex('11 03 06 ae 41 56 52 43 40 49 ad')],
    ['ASCII', ascii(':110306AE4156524340CC\r\n')],
  ] as const)('reads an answer over %s', (wire, bytes) => {
    const [frame] = answerFramer(wire).push(bytes, MonoUs(7));
    expect(frame).toEqual({
      beganUs: 7,
      device: 17,
      number: wire === 'TCP' ? 0x1501 : null,
      content: { kind: 'data', function: 3, data: hex('ae 41 56 52 43 40') },
    });
  });

  it('reads an exception', () => {
    const [frame] = answerFramer('RTU').push(hex('0a 81 02 b0 53'), MonoUs(0));
    expect(frame?.content).toEqual({ kind: 'exception', function: 1, code: 2 });
  });

  it.each(modbusWires)('hears over %s what was said, however it is split', (wire) => {
    fc.assert(
      fc.property(
        device,
        number,
        registers,
        fc.array(fc.nat(600), { maxLength: 8 }),
        (...given) => {
          const [unit, asked, pdu, cuts] = given;
          const bytes = wrap(wire, unit, pdu, asked);
          const framer = answerFramer(wire);
          const edges = [...cuts.map((cut) => cut % bytes.length), bytes.length].sort(
            (a, b) => a - b,
          );
          let from = 0;
          const frames = edges.flatMap((to) => {
            const heard = framer.push(bytes.subarray(from, to), MonoUs(from));
            from = to;
            return heard;
          });
          expect(frames).toHaveLength(1);
          expect(frames[0]).toMatchObject({ device: unit, beganUs: 0 });
          expect(frames[0]?.content).toMatchObject({ data: pdu.slice(2) });
        },
      ),
    );
  });

  it.each(modbusWires)('finds the frame behind any noise over %s, once it is forgotten', (wire) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), registers, (noise, pdu) => {
        const framer = answerFramer(wire);
        framer.push(noise, MonoUs(0));
        const good = wrap(wire, 9, pdu, 77);
        const heard = [1, 2, 3, 4, 5, 6, 7].flatMap((at) =>
          framer.push(pad(wire, good), MonoUs(at)),
        );
        expect(heard.some(({ device: unit, number: asked }) => unit === 9 && asked !== 5)).toBe(
          true,
        );
      }),
    );
  });

  it.each(['RTU', 'ASCII'] as const)('believes no frame over %s with a byte changed', (wire) => {
    fc.assert(
      fc.property(registers, fc.nat(), fc.integer({ min: 1, max: 255 }), (pdu, at, flip) => {
        const good = wrap(wire, 9, pdu, 0);
        const bad = good.slice();
        const place = at % (wire === 'ASCII' ? good.length - 2 : good.length);
        bad[place] = (bad[place] ?? 0) ^ flip;
        const heard = answerFramer(wire).push(bad, MonoUs(0));
        // The letters of hexadecimal digits have two spellings, which is no change.
        if (wire === 'ASCII' && flip === 0x20) return;
        expect(heard).toEqual([]);
      }),
    );
  });
});

/** Whatever header noise looked like, it is over after this. */
function pad(wire: ModbusWire, frame: Uint8Array): Uint8Array {
  return wire === 'TCP' || wire === 'UDP'
    ? Uint8Array.of(...frame, ...new Uint8Array(64).fill(0xff))
    : frame;
}

describe('what may be said to a Modbus device', () => {
  it('is every read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...modbusWires),
        device,
        request,
        number,
        (wire, unit, read, asked) => {
          const bytes = encodeFrame(wire, unit, read, asked);
          expect(isQuery(wire, bytes)).toBe(true);
          const [heard] = requestFramer(wire).push(bytes, MonoUs(0));
          expect(heard).toMatchObject({ device: unit, content: read });
        },
      ),
    );
  });

  it('is no write, no diagnostic, and nothing besides a read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...modbusWires),
        device,
        fc.integer({ min: 0, max: 255 }).filter((code) => code < 1 || code > 4),
        fc.uint8Array({ maxLength: 20 }),
        fc.integer({ min: 1, max: registersMax }),
        (wire, unit, code, rest, value) => {
          const wrapped = wrap(wire, unit, Uint8Array.of(code, ...rest), 1);
          expect(isQuery(wire, wrapped)).toBe(false);
          // As long as a read, with a value that could be a count.
          const alike = wrap(wire, unit, Uint8Array.of(code, 0, 7, 0, value), 1);
          expect(isQuery(wire, alike)).toBe(false);
        },
      ),
    );
    const read = encodeFrame('RTU', 1, { function: 3, address: 0, count: 1 }, 0);
    const write = wrap('RTU', 1, hex('06 00 00 00 01'), 0);
    expect(isQuery('RTU', Uint8Array.of(...read, ...write))).toBe(false);
    expect(isQuery('RTU', read.subarray(1))).toBe(false);
  });
});
