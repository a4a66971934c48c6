import { MonoUs, type RandomStream, seededStream } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import type { Framer } from '#wire/conversation.ts';

/** How many mutated frames each parser gets; `ARTISAN_FUZZ_FRAMES=1000000` is the long run. */
const frames = Number(process.env['ARTISAN_FUZZ_FRAMES'] ?? 20_000);
const seed = Number(process.env['ARTISAN_FUZZ_SEED'] ?? 1);
/** A fresh framer as often as the conversation forgets what it half heard. */
const framesPerLine = 50;

/** A parser of what a device says. */
export interface FuzzedParser {
  readonly name: string;
  framer(): Framer<unknown>;
  /** A frame that must be understood. */
  good(chance: RandomStream): Uint8Array;
}

/** Feeds a parser with mutated frames: it must not throw, and read the frame after them. Call it in a driver's test file. */
export function describeFuzz(parser: FuzzedParser): void {
  describe(`${frames} mutated frames (seed ${seed})`, () => {
    it(`do not upset the ${parser.name} parser, which reads the frame after them`, () => {
      const chance = seededStream(seed, `fuzz ${parser.name}`);
      for (let line = 0; line < frames / framesPerLine; line++) feedLine(parser, chance);
    }, 600_000);
  });
}

function feedLine(parser: FuzzedParser, chance: RandomStream): void {
  const framer = parser.framer();
  let heard = 0;
  let fed = 0;
  for (let sent = 0; sent < framesPerLine; sent++) {
    const bytes = mutated(parser.good(chance), chance);
    fed += bytes.length;
    heard += framer.push(bytes, MonoUs(sent)).length;
  }
  if (heard > fed) throw new Error(`${heard} frames in ${fed} bytes`);
  const after = parser.framer();
  expect(after.push(parser.good(chance), MonoUs(0))).toHaveLength(1);
}

/** What a framer cuts out, as far as the parser behind it takes it for something. */
export function understanding<Frame>(
  framer: Framer<Frame>,
  understand: (frame: Frame) => unknown,
): Framer<unknown> {
  return {
    push: (bytes, atUs) =>
      framer.push(bytes, atUs).filter((frame) => (understand(frame) ?? null) !== null),
  };
}

/** A whole number from 0 up to below the bound. */
export function below(chance: RandomStream, bound: number): number {
  return Math.floor(chance.next() * bound);
}

/** One to four changes: bytes flipped, cut out, put in, doubled; now and then another frame's end. */
function mutated(frame: Uint8Array, chance: RandomStream): Uint8Array {
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
