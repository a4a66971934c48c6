import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modbusChannels } from '#modbus/channels.ts';
import { type ModbusEntry, parseModbusMap } from '#modbus/map.ts';
import { registersMax } from '#modbus/pdu.ts';
import { batchesOf } from '#modbus/rounds.ts';
import { decodeValue, encodeValue, registersOf, wordOrders } from '#modbus/value.ts';

function mapOf(text: string): readonly ModbusEntry[] {
  const map = parseModbusMap(text);
  if (!map.ok) throw new Error(map.message);
  return map.value;
}

describe('a register map', () => {
  it('is read as people write it', () => {
    expect(mapOf('BT=1:1000 fc4 u16/10 C;Burner %=2:5 s16 ; auto=1:284 fc2 bit')).toEqual([
      { label: 'BT', device: 1, function: 4, address: 1000, type: 'u16', divider: 10, unit: 'C' },
      {
        label: 'Burner %',
        device: 2,
        function: 3,
        address: 5,
        type: 's16',
        divider: 1,
        unit: null,
      },
      { label: 'auto', device: 1, function: 2, address: 284, type: 'bit', divider: 1, unit: null },
    ]);
  });

  it.each([
    ['', '1 to 16'],
    ['BT', 'name=device:register'],
    ['BT=1:0 f64 C', 'f32'],
    ['BT=0:0 u16', 'device from 1'],
    ['BT=1:70000 u16', '65535'],
    ['BT=1:0 fc6 u16', 'fc1 to fc4'],
    ['BT=1:0 fc1 u16', 'bit'],
    ['BT=1:0 bit', 'bit'],
    ['BT=1:0 u16/0', 'divides by nothing'],
    [Array.from({ length: 17 }, (_, at) => `c${at}=1:${at} u16`).join(';'), '16'],
  ])('is refused with its reason: "%s"', (text, reason) => {
    const map = parseModbusMap(text);
    expect(map).toMatchObject({ ok: false, code: 'driver.settings' });
    expect(map.ok || map.message).toContain(reason);
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseModbusMap(text)));
  });

  it('gives channels their fixed names, and others one of their own', () => {
    const entries = mapOf(
      'BT=1:0 u16; ET=1:1 u16; Drum=1:2 u16; DT=1:3 u16 C; Burner=1:4 u16; Burner %=1:5 u16; Burner=1:6 u16; IT --=1:7 u16 C; 2=1:8 u16',
    );
    const channels = modbusChannels({ entries, order: 'low word first', unit: 'F' });
    expect(channels.map(({ id }) => id)).toEqual([
      'bt',
      'et',
      'drumSpeed',
      'drum',
      'burner',
      'burnerPct',
      'burner2',
      'it',
      'value',
    ]);
    expect(channels.map(({ quantity }) => quantity === 'temperature')).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
  });
});

describe('the rounds of a map', () => {
  const entry = fc.record({
    label: fc.constant('x'),
    device: fc.integer({ min: 1, max: 3 }),
    function: fc.constantFrom(3 as const, 4 as const),
    address: fc.integer({ min: 0, max: 300 }),
    type: fc.constantFrom('u16' as const, 'f32' as const, 's32' as const),
    divider: fc.constant(1),
    unit: fc.constant(null),
  });

  it('ask for every channel once, in requests that a device may answer, the first channel first', () => {
    const entries = fc.array(entry, { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(entries, fc.nat(100), (map, gap) => {
        const batches = batchesOf(map, gap);
        const asked = batches.flatMap((batch) => batch.entries);
        expect([...asked].sort((a, b) => a - b)).toEqual(map.map((_, index) => index));
        expect(batches[0]?.entries).toContain(0);
        for (const batch of batches) {
          expect(batch.count).toBeLessThanOrEqual(registersMax);
          for (const index of batch.entries) {
            const one = map[index];
            if (one === undefined) throw new Error('no such entry');
            expect([one.device, one.function]).toEqual([batch.device, batch.function]);
            expect(one.address).toBeGreaterThanOrEqual(batch.address);
            const end = one.address + registersOf(one.type);
            expect(end).toBeLessThanOrEqual(batch.address + batch.count);
          }
        }
      }),
    );
  });

  it('read neighbours together and strangers apart, unless a gap is allowed', () => {
    const map = mapOf('BT=1:10 f32; ET=1:12 f32; Air=1:16 u16; Gas=2:14 u16');
    const shape = (gap: number) => batchesOf(map, gap).map((b) => [b.device, b.address, b.count]);
    expect(shape(0)).toEqual([
      [1, 10, 4],
      [1, 16, 1],
      [2, 14, 1],
    ]);
    expect(shape(2)).toEqual([
      [1, 10, 7],
      [2, 14, 1],
    ]);
  });
});

describe('numbers in registers', () => {
  it.each([
    ['u16', [0xffff], 65_535],
    ['s16', [0xffff], -1],
    ['u32', [0x0001, 0x8000], 0x8000_0001],
    ['s32', [0x0001, 0x8000], -0x7fff_ffff],
    ['f32', [0x0000, 0x4348], 200],
    ['bcd16', [0x1234], 1234],
    ['bcd32', [0x5678, 0x1234], 12_345_678],
    ['bcd16', [0x12a4], null],
    ['bcd32', [0x000a, 0x0000], null],
  ] as const)('are read as %s', (type, registers, value) => {
    expect(decodeValue(type, registers, 'low word first')).toBe(value);
    const swapped = [...registers].reverse();
    expect(decodeValue(type, swapped, 'high word first')).toBe(value);
  });

  it('come back as they were put, in either order', () => {
    const order = fc.constantFrom(...wordOrders);
    const cases = fc.oneof(
      fc.tuple(fc.constant('u16' as const), fc.integer({ min: 0, max: 65_535 })),
      fc.tuple(fc.constant('s16' as const), fc.integer({ min: -32_768, max: 32_767 })),
      fc.tuple(fc.constant('u32' as const), fc.integer({ min: 0, max: 0xffff_ffff })),
      fc.tuple(fc.constant('s32' as const), fc.integer()),
      fc.tuple(fc.constant('bcd16' as const), fc.integer({ min: 0, max: 9999 })),
      fc.tuple(fc.constant('bcd32' as const), fc.integer({ min: 0, max: 99_999_999 })),
      fc.tuple(fc.constant('f32' as const), fc.float({ noNaN: true })),
    );
    fc.assert(
      fc.property(cases, order, ([type, value], words) => {
        expect(decodeValue(type, encodeValue(type, value, words), words)).toBe(value);
      }),
    );
  });
});
