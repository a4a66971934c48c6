import { MonoUs } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeQuery,
  encodeAnswer,
  encodeQuery,
  type S7Item,
  type S7Query,
  s7AnswerFramer,
  s7QueryFramer,
} from '#s7/frame.ts';
import { parseS7Map } from '#s7/map.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16));

const item: fc.Arbitrary<S7Item> = fc.record({
  area: fc.constantFrom('DB' as const, 'MK' as const, 'PE' as const, 'PA' as const),
  block: fc.integer({ min: 0, max: 65_535 }),
  byte: fc.integer({ min: 0, max: 65_535 }),
  length: fc.constantFrom(1, 2, 4),
});
const query: fc.Arbitrary<S7Query> = fc.oneof(
  fc.record({
    kind: fc.constant('connect' as const),
    rack: fc.integer({ min: 0, max: 7 }),
    slot: fc.integer({ min: 0, max: 31 }),
  }),
  fc.record({ kind: fc.constant('setup' as const) }),
  fc.record({
    kind: fc.constant('read' as const),
    items: fc.array(item, { minLength: 1, maxLength: 16 }),
  }),
);
const number = fc.integer({ min: 1, max: 65_535 });

describe('S7 frames', () => {
  it('asks for a REAL of a data block as every S7 client spells it', () => {
    const items: S7Item[] = [{ area: 'DB', block: 3, byte: 116, length: 4 }];
    expect(encodeQuery({ kind: 'read', items }, 0x0102)).toEqual(
      hex(
        '03 00 00 1f 02 f0 80 32 01 00 00 01 02 00 0e 00 00 04 01 12 0a 10 02 00 04 00 03 84 00 03 a0',
      ),
    );
    expect(encodeQuery({ kind: 'connect', rack: 0, slot: 2 }, 1)).toEqual(
      hex('03 00 00 16 11 e0 00 00 00 01 00 c1 02 01 00 c2 02 01 02 c0 01 0a'),
    );
  });

  it('hears what was asked and what was answered, however it is split', () => {
    const answerItems = fc.array(
      fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.constantFrom(3, 5, 10)),
      { minLength: 1, maxLength: 16 },
    );
    fc.assert(
      fc.property(query, answerItems, number, fc.nat(200), (asked, items, count, cut) => {
        const bytes = encodeQuery(asked, count);
        expect(decodeQuery(bytes)?.query).toEqual(asked);
        expect(s7QueryFramer().push(bytes, MonoUs(0))[0]?.query).toEqual(asked);
        const said = encodeAnswer({ kind: 'read', number: count, error: 0, items });
        const framer = s7AnswerFramer();
        const at = cut % said.length;
        const heard = [
          ...framer.push(said.subarray(0, at), MonoUs(1)),
          ...framer.push(said.subarray(at), MonoUs(2)),
        ];
        expect(heard).toEqual([
          { answer: { kind: 'read', number: count, error: 0, items }, beganUs: at === 0 ? 2 : 1 },
        ]);
      }),
    );
  });

  it('takes no job for a question that is not exactly one: no write, no stop, nothing behind it', () => {
    fc.assert(
      fc.property(
        query,
        number,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (asked, count, at, flip) => {
          const bytes = encodeQuery(asked, count);
          const changed = bytes.slice();
          changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ flip;
          const heard = decodeQuery(changed);
          if (heard !== null) expect(encodeQuery(heard.query, heard.number)).toEqual(changed);
          expect(decodeQuery(Uint8Array.of(...bytes, 0))).toBeNull();
          expect(decodeQuery(bytes.subarray(0, -1))).toBeNull();
        },
      ),
    );
    const write = hex(
      '03 00 00 25 02 f0 80 32 01 00 00 00 01 00 0e 00 06 05 01 12 0a 10 02 00 02 00 02 84 00 00 70 00 04 00 10 00 33',
    );
    const stop = hex(
      '03 00 00 21 02 f0 80 32 01 00 00 00 01 00 10 00 00 29 00 00 00 00 00 09 50 5f 50 52 4f 47 52 41 4d',
    );
    expect([decodeQuery(write), decodeQuery(stop)]).toEqual([null, null]);
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), (noise) => {
        s7AnswerFramer().push(noise, MonoUs(0));
        s7QueryFramer().push(noise, MonoUs(0));
      }),
    );
  });
});

describe('a map of S7 places', () => {
  it('is read as people write it', () => {
    const map = parseS7Map(
      'BT=DB3.116 REAL C; Air=MK.32 INT/10; Burner=DB2.14 INT-1; on=DB2.4.3 BOOL',
    );
    expect(map).toMatchObject({
      ok: true,
      value: [
        { label: 'BT', area: 'DB', block: 3, byte: 116, type: 'REAL', unit: 'C' },
        { label: 'Air', area: 'MK', block: 0, byte: 32, type: 'INT', divider: 10 },
        { label: 'Burner', byte: 14, isOneTooHigh: true },
        { label: 'on', byte: 4, bit: 3, type: 'BOOL' },
      ],
    });
  });

  it.each([
    '',
    'BT',
    'BT=DB3.116 FLOAT',
    'BT=DB3.116.2 REAL',
    'x=DB3.1 BOOL',
    'x=DB99999.1 INT',
    'x=CT.1 INT',
  ])('is refused with its reason: "%s"', (text) => {
    expect(parseS7Map(text)).toMatchObject({ ok: false, code: 'driver.settings' });
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseS7Map(text)));
  });
});
