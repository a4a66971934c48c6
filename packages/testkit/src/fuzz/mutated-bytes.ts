import type { RandomStream } from '@artisan-ts/domain';

/** How many mutated messages each parser gets, and from which seed; `npm run fuzz` is the long run. */
export const fuzzRun = {
  frames: Number(process.env['ARTISAN_FUZZ_FRAMES'] ?? 20_000),
  seed: Number(process.env['ARTISAN_FUZZ_SEED'] ?? 1),
  /** Somebody asked for it, and is told the figures. */
  isLong: process.env['ARTISAN_FUZZ_FRAMES'] !== undefined,
} as const;

/** A whole number from 0 up to below the bound. */
export function below(chance: RandomStream, bound: number): number {
  return Math.floor(chance.next() * bound);
}

/** One to four changes: bytes flipped, cut out, put in, doubled; now and then the end cut off. */
export function mutatedBytes(frame: Uint8Array, chance: RandomStream): Uint8Array {
  const bytes = [...frame];
  for (let changes = 1 + below(chance, 4); changes > 0; changes--) {
    const at = below(chance, bytes.length + 1);
    const length = 1 + below(chance, 4);
    const kind = below(chance, 5);
    if (kind === 0) bytes[at % Math.max(1, bytes.length)] = below(chance, 256);
    if (kind === 1) bytes.splice(at, length);
    if (kind === 2) bytes.splice(at, 0, ...Array.from({ length }, () => below(chance, 256)));
    if (kind === 3) bytes.splice(at, 0, ...bytes.slice(at, at + length));
    if (kind === 4) bytes.length = at;
  }
  return Uint8Array.from(bytes);
}
