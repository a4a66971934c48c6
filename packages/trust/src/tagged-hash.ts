import { joinBytes, utf8Bytes } from '#bytes.ts';

/** SHA-256 over bytes, 32 bytes long. Passed in: this floor knows no platform. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const end = Uint8Array.of(0);

/**
 * SHA-256 over `tag 0x00 parts`. The tag keeps the hash of one kind of record from ever standing for another.
 */
export function taggedHash(
  sha256: Sha256,
  tag: string,
  ...parts: readonly Uint8Array[]
): Uint8Array {
  return sha256(joinBytes(utf8Bytes(tag), end, ...parts));
}
