import { MonoUs } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCommand, LineAssembler, lineBytesMax, parseReply } from '#tc4/frame.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

describe('parsing one line', () => {
  it.each([
    ['23.10,201.55,180.00', [23.1, 201.55, 180]],
    ['23.10,201.55,', [23.1, 201.55, 'open-circuit']],
    ['23.10,,180.00,30.00,40.00,0.00', [23.1, 'open-circuit', 180, 30, 40, 0]],
    ['23.1, nan, -ovf', [23.1, 'open-circuit', 'out-of-range']],
    ['-3,0,-0.25', [-3, 0, -0.25]],
  ])('reads the fields of "%s"', (line, fields) => {
    expect(parseReply(line)).toEqual({ kind: 'fields', fields });
  });

  it.each([
    '23.10',
    '23.10,20 1.55',
    '23.10,1e5,3',
    '23.10,201.55.1',
    '1,2,3,4,5,6,7,8,9',
    '23.10,0x10',
    'READ',
    '23.1,\u00b0',
  ])('believes nothing of "%s"', (line) => {
    expect(parseReply(line).kind).toBe('garbage');
  });

  it('tells remarks and empty lines from answers', () => {
    expect(parseReply('# Active channels set to 1200')).toEqual({
      kind: 'comment',
      text: 'Active channels set to 1200',
    });
    expect(parseReply('  ')).toEqual({ kind: 'blank' });
  });
});

describe('assembling lines', () => {
  it('gives the same lines however the bytes are split', () => {
    const text = '# ok\r\n\r\n24.00,210.00,180.00\n24.01,210.5,';
    const whole = new LineAssembler().push(bytesOf(text), MonoUs(0));
    expect(whole.map((line) => line.reply.kind)).toEqual(['comment', 'blank', 'fields']);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 10 }), (cuts) => {
        const assembler = new LineAssembler();
        const edges = [0, ...cuts.sort((a, b) => a - b), text.length];
        const lines = edges.flatMap((from, at) =>
          assembler.push(bytesOf(text.slice(from, edges[at + 1] ?? from)), MonoUs(0)),
        );
        expect(lines).toEqual(whole);
      }),
    );
  });

  it('stamps a line with the arrival of its first byte', () => {
    const assembler = new LineAssembler();
    assembler.push(bytesOf('24.00,2'), MonoUs(1000));
    const lines = assembler.push(bytesOf('10.00,180.00\r\n25,1,2\n'), MonoUs(9000));
    expect(lines.map((line) => line.beganUs)).toEqual([1000, 9000]);
  });

  it('reads the line after one that is far too long', () => {
    const assembler = new LineAssembler();
    const noise = new Uint8Array(1_000_000).fill(0x41);
    expect(assembler.push(noise, MonoUs(0))).toEqual([]);
    const lines = assembler.push(bytesOf('\n24.00,210.00,180.00\n'), MonoUs(5));
    expect(lines.map((line) => line.reply)).toEqual([
      { kind: 'garbage', why: `a line of more than ${lineBytesMax} bytes` },
      { kind: 'fields', fields: [24, 210, 180] },
    ]);
  });

  it('survives any bytes and reads the next good line', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (noise) => {
        const assembler = new LineAssembler();
        assembler.push(noise, MonoUs(0));
        const lines = assembler.push(bytesOf('\n24.00,210.00,180.00\r\n'), MonoUs(1));
        expect(lines.at(-1)?.reply).toEqual({ kind: 'fields', fields: [24, 210, 180] });
      }),
    );
  });
});

describe('encoding commands', () => {
  it('ends a command with a line feed', () => {
    expect([...encodeCommand('READ')]).toEqual([0x52, 0x45, 0x41, 0x44, 0x0a]);
  });
});
