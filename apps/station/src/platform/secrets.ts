import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '@artisan-ts/runtime';

/** A quarter of a tenth of a second and 32 MB for each guess, off the thread that records. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const saltBytes = 16;
const keyBytes = 32;
const form = /^scrypt:(\d+):(\d+):(\d+):([\w-]+):([\w-]+)$/;

/** Secrets by the operating system's chance and scrypt. */
export const systemSecrets: Secrets = {
  token: () => randomBytes(32).toString('base64url'),
  digest: (token) => createHash('sha256').update(token).digest('hex'),
  seal: async (pin) => {
    const salt = randomBytes(saltBytes);
    const key = await derived(pin, salt, cost);
    const { N, r, p } = cost;
    return `scrypt:${N}:${r}:${p}:${salt.toString('base64url')}:${key.toString('base64url')}`;
  },
  opens: async (pin, sealed) => {
    const [, N, r, p, salt = '', key = ''] = form.exec(sealed) ?? [];
    if (N === undefined) {
      // Nobody of that name: it takes as long to say no.
      await derived(pin, randomBytes(saltBytes), cost);
      return false;
    }
    const known = Buffer.from(key, 'base64url');
    const shape = { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem };
    const given = await derived(pin, Buffer.from(salt, 'base64url'), shape);
    return given.length === known.length && timingSafeEqual(given, known);
  },
};

function derived(
  pin: string,
  salt: Buffer,
  { N, r, p, maxmem }: { N: number; r: number; p: number; maxmem: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, keyBytes, { N, r, p, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
