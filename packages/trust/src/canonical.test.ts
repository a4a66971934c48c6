import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexText, utf8Bytes } from '#bytes.ts';
import { type CanonicalValue, canonicalText } from '#canonical.ts';
import { taggedHash } from '#tagged-hash.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger().filter((value) => !Object.is(value, -0)),
  fc.string({ unit: 'binary' }),
);
const value: fc.Arbitrary<CanonicalValue> = fc.letrec<{ node: CanonicalValue }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('node'), { maxKeys: 4 }),
  ),
})).node;

/** The same value with the fields of every record entered in another order. */
function shuffled(of: CanonicalValue): CanonicalValue {
  if (Array.isArray(of)) return of.map(shuffled);
  if (of === null || typeof of !== 'object') return of;
  const reversed = Object.entries(of).reverse();
  return Object.fromEntries(reversed.map(([key, item]) => [key, shuffled(item)]));
}

describe('the canonical form', () => {
  it('reads back as the same value', () => {
    fc.assert(
      fc.property(value, (v) => {
        expect(JSON.parse(canonicalText(v))).toEqual(v);
      }),
    );
  });

  it('does not depend on the order in which fields were entered', () => {
    fc.assert(
      fc.property(value, (v) => {
        expect(canonicalText(shuffled(v))).toBe(canonicalText(v));
      }),
    );
  });

  it('sorts fields by UTF-16 units, not by code points', () => {
    expect(canonicalText({ '\u{1f600}': 1, '\ufb33': 2 })).toBe('{"\u{1f600}":1,"\ufb33":2}');
  });

  it.each([
    ['a fraction', { btC: 168.2 }, '$.btC'],
    ['a number beyond 2^53', [2 ** 53], '$[0]'],
    ['minus zero', { a: { b: -0 } }, '$.a.b'],
    ['not a number', [Number.NaN], '$[0]'],
    ['half a character', ['\ud800'], '$[0]'],
  ])('refuses %s and says where', (_, bad, path) => {
    expect(() => canonicalText(bad)).toThrow(path);
  });

  it('refuses what is missing, and what is nested too deep', () => {
    expect(() => canonicalText({ a: undefined } as unknown as CanonicalValue)).toThrow('$.a');
    const deep = Array.from({ length: 20 }).reduce<CanonicalValue>((inner) => [inner], 1);
    expect(() => canonicalText(deep)).toThrow('nested deeper');
  });

  it('reproduces the command hash of the reference', () => {
    const command = {
      actuator: 'heat',
      commandId: 'c1',
      controlEpoch: 7,
      createdAt: 1795343400000,
      expiresAt: 1795343445000,
      limitsDigest: 'b'.repeat(64),
      machineId: 'm1',
      machineProfileDigest: 'a'.repeat(64),
      observedBefore: 45000,
      orgId: 'o1',
      proposer: { id: 'roast-assist', kind: 'AGENT', version: '1.0.0' },
      reasonDigest: 'c'.repeat(64),
      sessionId: 'r1',
      siteId: 's1',
      type: 'SET_HEAT',
      unit: 'milliPct',
      v: 1,
      value: 42000,
    };
    const bytes = utf8Bytes(canonicalText(command));
    expect(hexText(taggedHash(sha256, 'artisan.command.v1', bytes))).toBe(
      'b4724a2656e0c84c506fc8c574a131eeb75650728944a1ac99de89544c745480',
    );
  });
});

describe('bytes', () => {
  it('are the UTF-8 of the platform', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, (t) => {
        expect([...utf8Bytes(t)]).toEqual([...new TextEncoder().encode(t)]);
      }),
    );
  });
});
