import { isDeepStrictEqual } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MonoUs, type RandomStream, seededStream } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { fuzzRun, mutatedBytes } from '#fuzz/mutated-bytes.ts';

const { frames, seed, isLong } = fuzzRun;
/** So many at most come between two good ones. */
const framesPerLine = 50;
/** What is kept of a frame that was cut off may swallow the beginning of the next one, and no more. */
const usualGoodMax = 2;
/** Bytes that a framer may hold for good after all that it was fed: its bounds are far below, what leaks is far above. */
const keptBytesMax = 8 * 1024 * 1024;

/** Cuts bytes into frames; what the parsers of devices are. */
interface Framer<Frame> {
  push(bytes: Uint8Array, atUs: MonoUs): readonly Frame[];
}

/** A parser of what a device says. */
export interface FuzzedParser {
  readonly name: string;
  framer(): Framer<unknown>;
  /** A frame that must be understood. */
  good(chance: RandomStream): Uint8Array;
  /**
   * Good frames after which one is read, at most: more than usual where a frame that promises more bytes than came is
   * waited for. The conversation throws it away before that, at its time-out.
   */
  readonly goodMax?: number;
}

/**
 * Feeds one framer with mutated frames: it must not throw or keep what it cannot use, and be in step again with the good
 * frames that come now and then, each read as it was said. Call it in a driver's test file.
 */
export function describeFuzz(parser: FuzzedParser): void {
  describe(`${frames} mutated frames (seed ${seed})`, () => {
    it(`do not upset the ${parser.name} parser, which reads the frames after them`, () => {
      const chance = seededStream(seed, `fuzz ${parser.name}`);
      const framer = parser.framer();
      const keptBefore = heapBytes();
      const figures = { bytes: 0, read: 0, goodMost: 0 };
      for (let line = 0; line < frames / framesPerLine; line++) {
        const { bytes, read } = feedLine(parser, framer, chance);
        figures.bytes += bytes;
        figures.read += read;
        figures.goodMost = Math.max(figures.goodMost, comeInStep(parser, framer, chance));
      }
      const keptBytes = heapBytes() - keptBefore;
      if (isLong) say(parser, { ...figures, keptBytes });
      expect(figures.goodMost).toBeLessThanOrEqual(parser.goodMax ?? usualGoodMax);
      expect(keptBytes).toBeLessThan(keptBytesMax);
      // Until here the framer is reachable, with all that it keeps.
      expect(framer).toBeDefined();
    }, 600_000);
  });
}

/** One line for each parser, for whoever runs it by command. */
function say(
  { name }: FuzzedParser,
  figures: Readonly<Record<'bytes' | 'read' | 'goodMost' | 'keptBytes', number>>,
): void {
  const { bytes, read, goodMost, keptBytes } = figures;
  const mb = (bytes / 1e6).toFixed(1);
  const kb = Math.max(0, Math.round(keptBytes / 1024));
  process.stdout.write(
    `${name}: ${frames} mutated frames (seed ${seed}), ${mb} MB; ${read} still read; in step after ${goodMost} good at most; ${kb} kB kept\n`,
  );
}

function feedLine(
  parser: FuzzedParser,
  framer: Framer<unknown>,
  chance: RandomStream,
): { readonly bytes: number; readonly read: number } {
  let read = 0;
  let bytes = 0;
  for (let sent = 0; sent < framesPerLine; sent++) {
    const frame = mutatedBytes(parser.good(chance), chance);
    bytes += frame.length;
    read += framer.push(frame, MonoUs(sent)).length;
  }
  if (read > bytes) throw new Error(`${read} frames in ${bytes} bytes`);
  return { bytes, read };
}

/** Says good frames until one is read as a framer reads it that heard nothing before; gives how many that took. */
function comeInStep(parser: FuzzedParser, framer: Framer<unknown>, chance: RandomStream): number {
  for (let said = 1; said <= 2 * framesPerLine; said++) {
    const bytes = parser.good(chance);
    const atUs = MonoUs(framesPerLine + said);
    const wanted = parser.framer().push(bytes, atUs);
    expect(wanted).toHaveLength(1);
    if (isDeepStrictEqual(framer.push(bytes, atUs), wanted)) return said;
  }
  throw new Error(`${parser.name}: not in step after ${2 * framesPerLine} good frames`);
}

/** What is in use when everything unused was swept away. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const sweep: unknown = runInNewContext('gc');
  if (typeof sweep !== 'function') throw new Error('nothing sweeps here');
  // What the first sweep lets go of may hold on to more.
  sweep();
  sweep();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
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
