import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, checkpointBytes, type SignedCheckpoint } from '@artisan-ts/trust';
import { translateFault } from '#sqlite/translate-fault.ts';

const fileName = 'audit-key.pem';
const kidBytes = 16;
/** A public Ed25519 key in DER is this, and then its 32 bytes. */
const derHead = Buffer.from('302a300506032b6570032100', 'hex');

/** A checkpoint as it is kept outside of the log: with its signature, and the public key to check it by. */
export interface Anchor extends SignedCheckpoint {
  /** 32 bytes, base64url. */
  readonly key: string;
}

/** The key with which a station signs how its log stands. It lies in the data folder: what it signs is *self-signed*. */
export interface LogKey {
  readonly kid: string;
  sign(checkpoint: Checkpoint): Anchor;
}

/**
 * The signing key of a data folder, for its owner alone to read; made when there is none.
 *
 * @throws ArtisanError `store.*`
 */
export async function openLogKey(folder: string): Promise<LogKey> {
  const path = join(folder, fileName);
  try {
    if (!existsSync(path)) await makeKey(path);
    const secret = createPrivateKey(await readFile(path));
    const raw = createPublicKey(secret).export({ type: 'spki', format: 'der' });
    const key = raw.subarray(derHead.length).toString('base64url');
    const kid = kidOf(key);
    return {
      kid,
      sign: (checkpoint) => ({
        ...checkpoint,
        kid,
        sig: sign(null, checkpointBytes(checkpoint), secret).toString('base64url'),
        key,
      }),
    };
  } catch (fault) {
    throw translateFault(fault, `open the key ${path}`);
  }
}

/** The name of a public key: half of its SHA-256, base64url. */
export function kidOf(key: string): string {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64url')).digest();
  return digest.subarray(0, kidBytes).toString('base64url');
}

/** Whether an anchor is signed by the key it carries, and names that key. */
export function isSigned(anchor: SignedCheckpoint, bytes: Uint8Array): boolean {
  const key = 'key' in anchor ? String(anchor.key) : '';
  if (kidOf(key) !== anchor.kid) return false;
  const publicKey = publicKeyOf(key);
  return publicKey !== null && verify(null, bytes, publicKey, Buffer.from(anchor.sig, 'base64url'));
}

function publicKeyOf(key: string): KeyObject | null {
  try {
    const der = Buffer.concat([derHead, Buffer.from(key, 'base64url')]);
    return createPublicKey({ key: der, type: 'spki', format: 'der' });
  } catch {
    // What is no key has signed nothing: that is the answer.
    return null;
  }
}

/** Whole or not at all: half a key would open no anchor ever again. A slow disk holds up nobody but who waits for it. */
async function makeKey(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const made = `${path}.new`;
  const file = await open(made, 'w', 0o600);
  try {
    await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(made, path);
}
