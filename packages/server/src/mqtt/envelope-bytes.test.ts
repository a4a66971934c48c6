import type { BatchBody, TelemetryBody } from '@artisan-ts/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEnvelope, sealEnvelope } from '#mqtt/envelope-bytes.ts';

const origin = {
  v: 1,
  org: 'local',
  site: 'main',
  machine: `machine_${'1'.repeat(32)}`,
  boot: `boot_${'a'.repeat(32)}`,
  bootCount: 3,
  stream: 'main',
} as const;
const telemetry: TelemetryBody = {
  ...origin,
  seq: 4,
  monoUs: 4_000_000,
  wallMs: 1_767_254_400_000,
  channels: { btC: 200.5, etC: null },
  missing: { etC: 'open-circuit' },
};
const sealed = sealEnvelope({ type: 'telemetry', body: telemetry });

const channels = fc.dictionary(
  fc.stringMatching(/^[a-z][A-Za-z0-9]{0,10}$/),
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
  { maxKeys: 16, noNullPrototype: true },
);
const points = fc.array(
  fc.record({ seq: fc.nat(), monoUs: fc.nat(), wallMs: fc.nat(), channels }),
  {
    minLength: 1,
    maxLength: 60,
  },
);

/** An envelope around a text that somebody wrote by hand. */
function around(inner: string, parts: Record<string, unknown> = {}): Buffer {
  const { org, site, machine } = origin;
  const body = Buffer.from(inner).toString('base64url');
  const route = { org, site, machine };
  return Buffer.from(JSON.stringify({ v: 1, type: 'telemetry', body, route, ...parts }));
}

describe('an envelope', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(points, fc.boolean(), (each, historical) => {
        const body: BatchBody = { ...origin, historical, points: each };
        const opened = openEnvelope(sealEnvelope({ type: 'batch', body }));
        if (!opened.ok) throw new Error(opened.message);
        expect(opened.value.type).toBe('batch');
        expect(JSON.stringify(opened.value.body)).toBe(JSON.stringify(body));
      }),
      { numRuns: 60 },
    );
  });

  it('that was cut or has bytes changed is refused, or says what it said; it never throws', () => {
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const spoilt = isCut ? sealed.subarray(0, at) : Buffer.from(sealed);
        if (!isCut) spoilt[at] = byte;
        const opened = openEnvelope(spoilt);
        if (isCut) expect(opened.ok).toBe(false);
        if (!opened.ok) expect(opened.code).toBe('telemetry.malformed');
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => !openEnvelope(bytes).ok));
  });

  const text = JSON.stringify(telemetry);
  it.each([
    ['an unknown top-level field', around(text, { extra: 1 })],
    ['another version', around(text, { v: 2 })],
    ['an unknown type', around(text, { type: 'command' })],
    ['a body of another type', around(text, { type: 'birth' })],
    ['an unknown field in the body', around(text.replace('{"v":1', '{"v":1,"x":1'))],
    ['a key that comes twice in the body', around(text.replace('{"v":1', '{"v":1,"v":1'))],
    ['a number that is not finite', around(text.replace('200.5', '1e999'))],
    ['bytes after the body', around(`${text} 1`)],
    ['a body that nests deeper than 8', around(text.replace('200.5', '['.repeat(8)))],
    ['a body that is not base64url', around(text, { body: 'e30=' })],
    ['a body with bits left over', around(text, { body: 'e31' })],
    ['bytes after it', Buffer.concat([sealed, Buffer.from('{}')])],
    ['more than 64 KiB', Buffer.alloc(64 * 1024 + 1, 0x20)],
    ['ten megabytes', Buffer.alloc(10_000_000, 0x5b)],
    ['UTF-16', Buffer.from(sealed.toString(), 'utf16le')],
    ['a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), sealed])],
    ['nothing', Buffer.alloc(0)],
    [
      '61 points',
      around(JSON.stringify({ ...origin, historical: true, points: Array(61).fill(0) }), {
        type: 'batch',
      }),
    ],
  ])('is refused with %s', (_what, bytes) => {
    expect(openEnvelope(bytes)).toMatchObject({ ok: false, code: 'telemetry.malformed' });
  });
});
