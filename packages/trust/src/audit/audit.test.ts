import { createHash } from 'node:crypto';
import { seededStream } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { checkpointBytes, checkpointCode, type SignedCheckpoint } from '#audit/checkpoint.ts';
import { type AuditEntry, genesisHash, sealEntry } from '#audit/entry.ts';
import { AuditVerifier, type StoredEntry } from '#audit/verifier.ts';
import { hexText } from '#bytes.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

const entryOf = (seq: number, over: Partial<AuditEntry> = {}): AuditEntry => ({
  v: 1,
  log: 'o1',
  seq,
  ts: 1795343400000 + seq,
  actor: { kind: 'USER', id: 'u1', version: '' },
  action: 'mission.create',
  object: { type: 'mission', id: `x${seq}` },
  outcome: 'OK',
  reasons: ['é'],
  bodyDigest: '',
  traceId: 't1',
  storeIncarnation: 1,
  ...over,
});

function logOf(length: number, over?: (seq: number) => Partial<AuditEntry>): StoredEntry[] {
  let head = genesisHash;
  return Array.from({ length }, (_, seq) => {
    const sealed = sealEntry(sha256, head, entryOf(seq, over?.(seq)));
    head = sealed.hash;
    return { seq, text: sealed.text, hash: hexText(sealed.hash) };
  });
}

const anchorOf = (log: readonly StoredEntry[], size: number): SignedCheckpoint => ({
  v: 1,
  log: 'o1',
  size,
  head: log[size - 1]?.hash ?? '0'.repeat(64),
  ts: 1795343400000,
  storeIncarnation: 1,
  kid: 'k',
  sig: 'good',
});

function verdictOn(log: readonly StoredEntry[], anchors: readonly SignedCheckpoint[] = []) {
  const verify = (checkpoint: SignedCheckpoint) => checkpoint.sig === 'good';
  const verifier = new AuditVerifier({ log: 'o1', sha256, verify, anchors });
  for (const entry of log) verifier.take(entry);
  return verifier.finish();
}

describe('the audit chain', () => {
  it('reproduces the log of the reference', () => {
    const first = sealEntry(sha256, genesisHash, {
      ...entryOf(0),
      ts: 1795343400000,
      actor: { kind: 'SERVICE', id: 'kernel', version: '1.0.0' },
      action: 'log.open',
      object: { type: 'log', id: 'o1' },
      reasons: [],
      traceId: '',
    });
    expect(new TextEncoder().encode(first.text)).toHaveLength(236);
    expect(hexText(first.hash)).toBe(
      '573c0ac8bf5661515a9599545266237560b3b8f41e9c708b8027ab46a6b9e2a4',
    );
    const second = sealEntry(sha256, first.hash, {
      ...entryOf(1),
      ts: 1795343401000,
      object: { type: 'mission', id: 'x1' },
    });
    expect(new TextEncoder().encode(second.text)).toHaveLength(240);
    expect(hexText(second.hash)).toBe(
      'fe0cdcd93a50bdfe563196696e01447c86934c45b6d2f50053e96f0c0740af0d',
    );
  });

  it('is told where it breaks first, whatever anybody adds to its anchors', () => {
    const log = logOf(20);
    const [, , third] = log;
    if (third === undefined) throw new Error('twenty entries');
    log[2] = { ...third, hash: '1'.repeat(64) };
    const forged = { ...anchorOf(log, 15), sig: 'forged' };
    const verdict = verdictOn(log, Array<SignedCheckpoint>(100).fill(forged));
    expect([verdict.firstBadSeq, verdict.findings.length]).toEqual([2, 100]);
  });

  it('holds from the first entry to the last, and says how far an anchor vouches for it', () => {
    const log = logOf(50);
    expect(verdictOn(log, [anchorOf(log, 20), anchorOf(log, 40)])).toMatchObject({
      isIntact: true,
      entries: 50,
      anchors: 2,
      anchoredEntries: 40,
      firstBadSeq: null,
    });
    expect(verdictOn([])).toMatchObject({ isIntact: true, entries: 0 });
  });

  it('finds a flipped bit in any of a thousand random places of 100,000 entries', () => {
    const seed = Number(process.env['ARTISAN_SEED'] ?? 17);
    const chance = seededStream(seed, 'audit-flips');
    const entries = Number(process.env['ARTISAN_AUDIT_ENTRIES'] ?? 100_000);
    const log = logOf(entries);
    for (let flip = 0; flip < 1000; flip++) {
      const seq = Math.floor(chance.next() * (entries - 1));
      const [good, next] = [log[seq] as StoredEntry, log[seq + 1] as StoredEntry];
      const broken = flipped(good, chance.next(), chance.next());
      // What precedes the flip is the same each time: verified once, below.
      const from = { size: seq, head: bytesOf(log[seq - 1]?.hash ?? '0'.repeat(64)) };
      const verifier = new AuditVerifier({
        log: 'o1',
        sha256,
        verify: () => true,
        anchors: [],
        from,
      });
      verifier.take(broken);
      verifier.take(next);
      expect(verifier.finish().firstBadSeq, `seed ${seed}, flip ${flip}`).toBe(seq);
    }
    const startedMs = performance.now();
    expect(verdictOn(log).isIntact).toBe(true);
    const perS = Math.round(entries / ((performance.now() - startedMs) / 1000));
    process.stdout.write(`seed ${seed}: 1,000 flips found; ${perS} entries verified a second\n`);
  });

  it('finds every cut at an entry boundary by an anchor', () => {
    const log = logOf(120);
    const anchors = [anchorOf(log, 120)];
    for (let kept = 0; kept < 120; kept++) {
      const verdict = verdictOn(log.slice(0, kept), anchors);
      expect(verdict).toMatchObject({ isIntact: false, firstBadSeq: kept });
      expect(verdict.findings[0]?.problem).toBe('TAIL_MISSING');
    }
  });

  it('finds an entry that was removed, doubled, exchanged or put elsewhere', () => {
    const log = logOf(30);
    const [a, b] = [log[10] as StoredEntry, log[11] as StoredEntry];
    const broken = [
      [...log.slice(0, 10), ...log.slice(11)],
      [...log.slice(0, 11), a, ...log.slice(11)],
      [...log.slice(0, 10), b, a, ...log.slice(12)],
    ];
    for (const entries of broken) {
      expect(verdictOn(entries)).toMatchObject({ isIntact: false });
      expect(verdictOn(entries).firstBadSeq).toBeLessThanOrEqual(11);
    }
  });

  it('finds a history that was written anew with all its hashes, by an anchor alone', () => {
    const log = logOf(60);
    const forged = logOf(60, (seq) => (seq === 5 ? { action: 'mission.approve' } : {}));
    expect(verdictOn(forged).isIntact).toBe(true);
    const verdict = verdictOn(forged, [anchorOf(log, 40)]);
    expect(verdict.findings.map((finding) => finding.problem)).toEqual(['FORK']);
  });

  it('believes no anchor that is not signed, nor one of another log', () => {
    const log = logOf(10);
    const unsigned = { ...anchorOf(log, 10), sig: 'bad' };
    const foreign = { ...anchorOf(log, 10), log: 'o2' };
    expect(verdictOn(log, [unsigned]).findings[0]?.problem).toBe('BAD_SIGNATURE');
    expect(verdictOn(log, [foreign]).findings[0]?.problem).toBe('FOREIGN');
  });

  it('finds a log that is dated backwards and one of another organisation', () => {
    const backwards = logOf(5, (seq) => (seq === 3 ? { ts: 1 } : {}));
    const foreign = logOf(5, () => ({ log: 'o2' }));
    expect(verdictOn(backwards).findings[0]).toMatchObject({ problem: 'BACKWARDS', seq: 3 });
    expect(verdictOn(foreign).findings[0]).toMatchObject({ problem: 'FOREIGN', seq: 0 });
  });

  it('stops listing at a hundred findings, and still says where the first is', () => {
    const verdict = verdictOn(logOf(300, () => ({ log: 'o2' })));
    expect(verdict.findings).toHaveLength(100);
    expect(verdict.firstBadSeq).toBe(0);
  });

  it('has a code that a person can read out', () => {
    expect(checkpointCode({ size: 512, head: '573c0ac8bf5661515a95'.padEnd(64, '0') })).toBe(
      '512-573c0-ac8bf-56615-15a95',
    );
  });
});

/** One bit of the text, the hash or the number of an entry, turned over. */
function flipped(entry: StoredEntry, where: number, which: number): StoredEntry {
  const bytes = new TextEncoder().encode(entry.text + entry.hash);
  const at = Math.floor(where * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(which * 7));
  const whole = new TextDecoder().decode(bytes);
  const cut = whole.length - entry.hash.length;
  return { ...entry, text: whole.slice(0, cut), hash: whole.slice(cut) };
}

const bytesOf = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));

describe('a finding', () => {
  const log = logOf(6);
  const at = (seq: number): StoredEntry => log[seq] as StoredEntry;
  const resealed = (seq: number, change: (text: string) => string): StoredEntry[] =>
    log.map((entry) => (entry.seq === seq ? { ...entry, text: change(entry.text) } : entry));
  const first = (entries: readonly StoredEntry[], anchors: readonly SignedCheckpoint[] = []) =>
    verdictOn(entries, anchors).findings[0];

  it('says what is wrong, where, and what was expected', () => {
    expect(first([at(0), at(2)])).toEqual({
      problem: 'HOLE',
      seq: 1,
      detail: 'expected entry 1, found 2',
    });
    const renumbered = logOf(6, (seq) => (seq === 3 ? { seq: 7 } : {}));
    expect(first(renumbered.map((entry, seq) => ({ ...entry, seq })))).toEqual({
      problem: 'HOLE',
      seq: 3,
      detail: 'it calls itself entry 7',
    });
    const changed = first(resealed(4, (text) => text.replace('mission', 'session')));
    expect(changed).toMatchObject({ problem: 'CHANGED', seq: 4 });
    expect(changed?.detail).toMatch(/^its hash is [0-9a-f]{12}, stored is [0-9a-f]{12}$/);
    expect(first(logOf(3, (seq) => (seq === 1 ? { log: 'o2' } : {})))).toEqual({
      problem: 'FOREIGN',
      seq: 1,
      detail: 'it is of the log "o2"',
    });
    const earlier = logOf(3, (seq) => (seq === 2 ? { ts: 1795343400000 - 9 } : {}));
    expect(first(earlier)).toEqual({ problem: 'BACKWARDS', seq: 2, detail: '10 ms earlier' });
    expect(verdictOn(logOf(3, () => ({ ts: 5 }))).isIntact).toBe(true);
  });

  it.each([
    ['no JSON', () => 'no'],
    ['null', () => 'null'],
    ['a text', () => '"text"'],
    ['another spelling', (text: string) => text.replace(',', ', ')],
    ['no log', (text: string) => text.replace('"log":"o1"', '"log":1')],
    ['no number', (text: string) => text.replace('"seq":2', '"seq":"2"')],
    ['no time', (text: string) => text.replace(/"ts":\d+/, '"ts":"now"')],
  ] as const)('tells that an entry is %s', (_, change) => {
    expect(first(resealed(2, change))).toEqual({
      problem: 'UNREADABLE',
      seq: 2,
      detail: 'not the canonical form of an entry',
    });
  });

  it('tells of a text that has no bytes, and goes on', () => {
    const { findings } = verdictOn(resealed(2, (text) => `${text}\ud800`));
    expect(findings.map(({ problem, seq }) => [problem, seq])).toContainEqual(['UNREADABLE', 2]);
    expect(findings.some(({ detail }) => detail.includes('surrogate'))).toBe(true);
    expect(findings.map(({ seq }) => seq)).toContain(3);
  });

  it('asks nothing of anchors of what was verified before', () => {
    const from = { size: 4, head: bytesOf(log[3]?.hash ?? '') };
    const anchors = [anchorOf(log, 2), anchorOf(log, 4), anchorOf(log, log.length)];
    const verifier = new AuditVerifier({ log: 'o1', sha256, verify: () => true, anchors, from });
    for (const entry of log.slice(4)) verifier.take(entry);
    expect(verifier.finish()).toMatchObject({ isIntact: true, anchoredEntries: log.length });
  });

  it('tells which anchor is not met', () => {
    expect(first(log.slice(0, 4), [anchorOf(log, 6)])).toEqual({
      problem: 'TAIL_MISSING',
      seq: 4,
      detail: 'an anchor of 6 entries, the log has 4',
    });
    expect(first(log, [{ ...anchorOf(log, 3), log: 'o2' }])).toEqual({
      problem: 'FOREIGN',
      seq: 0,
      detail: 'an anchor is of the log "o2"',
    });
    expect(first(log, [{ ...anchorOf(log, 3), sig: 'bad' }])).toEqual({
      problem: 'BAD_SIGNATURE',
      seq: 3,
      detail: 'the checkpoint of 3 entries',
    });
    expect(verdictOn(log, [{ ...anchorOf(log, 3), head: 'f'.repeat(64) }]).findings).toEqual([
      { problem: 'FORK', seq: 2, detail: 'the anchor of 3 entries has another hash' },
    ]);
    expect(verdictOn(log, [{ ...anchorOf(log, 1), size: 0 }]).findings).toMatchObject([
      { problem: 'FORK', seq: 0 },
    ]);
    expect(verdictOn(log, [anchorOf(log, 6)])).toMatchObject({
      isIntact: true,
      anchoredEntries: 6,
    });
  });

  it('is by the bytes that a signature covers: every field of a checkpoint, in one spelling', () => {
    const { kid: _, sig: __, ...checkpoint } = anchorOf(log, 3);
    expect(new TextDecoder().decode(checkpointBytes(checkpoint))).toBe(
      `artisan.checkpoint.v1\u0000{"head":"${checkpoint.head}","log":"o1","size":3,"storeIncarnation":1,"ts":1795343400000,"v":1}`,
    );
    expect(checkpointCode({ size: 7, head: '' })).toBe('7');
  });
});
