import { length32, utf8Bytes } from '#bytes.ts';
import { canonicalText } from '#canonical.ts';
import { type Sha256, taggedHash } from '#tagged-hash.ts';

/** Whoever does something: a person, an agent, a service, a device. */
export const actorKinds = ['USER', 'AGENT', 'SERVICE', 'DEVICE'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** An actor as it is written down. `version` is empty for people. */
export type AuditActor = {
  readonly kind: ActorKind;
  readonly id: string;
  readonly version: string;
};

/**
 * One thing that happened, as it is hashed. Personal text is not in it: `bodyDigest` is the digest of a body that is kept
 * beside the log and may be erased without breaking the chain; empty when there is none.
 *
 * Units: `ts` milliseconds since 1970 UTC, by the time that never decreases.
 */
export type AuditEntry = {
  readonly v: 1;
  readonly log: string;
  /** 0, 1, 2, ... without holes. */
  readonly seq: number;
  readonly ts: number;
  readonly actor: AuditActor;
  readonly onBehalfOf?: AuditActor;
  readonly action: string;
  readonly object: { readonly type: string; readonly id: string };
  readonly outcome: 'OK' | 'REFUSED';
  readonly reasons: readonly string[];
  readonly bodyDigest: string;
  readonly traceId: string;
  readonly storeIncarnation: number;
};

/** What stands before the first entry of a log. */
export const genesisHash: Uint8Array = new Uint8Array(32);

/** An entry in the bytes that are stored and hashed as they are, with its place in the chain. */
export interface SealedEntry {
  readonly seq: number;
  readonly text: string;
  readonly hash: Uint8Array;
}

/** Spells an entry and chains it to the one before. @throws ArtisanError `trust.not-canonical` */
export function sealEntry(
  sha256: Sha256,
  previousHash: Uint8Array,
  entry: AuditEntry,
): SealedEntry {
  const text = canonicalText(entry);
  return { seq: entry.seq, text, hash: entryHash(sha256, previousHash, text) };
}

/** `SHA-256("artisan.audit.v1" 0x00 previousHash length32(bytes) bytes)`. */
export function entryHash(sha256: Sha256, previousHash: Uint8Array, text: string): Uint8Array {
  const bytes = utf8Bytes(text);
  return taggedHash(sha256, 'artisan.audit.v1', previousHash, length32(bytes.length), bytes);
}
