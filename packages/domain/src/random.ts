/** A source of chance for pure code: the next number in [0, 1). The supplier names and seeds the stream. */
export interface RandomStream {
  next(): number;
}

/**
 * A named stream of one seed. Streams of one seed are independent, so that adding one never shifts another;
 * the same seed and name always give the same numbers.
 *
 * Source: sfc32 (Doty-Humphrey, PractRand), seeded from a 32-bit FNV-1a hash of the name.
 */
export function seededStream(seed: number, name: string): RandomStream {
  let a = seed >>> 0;
  let b = Math.floor(seed / 2 ** 32) >>> 0;
  let c = fnv1a(name);
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = ((((c << 21) | (c >>> 11)) >>> 0) + t) >>> 0;
    return t / 2 ** 32;
  };
  // The first outputs still resemble the seed; PractRand's author discards a dozen.
  for (let i = 0; i < 15; i++) next();
  return { next };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash;
}

/** A draw from the normal distribution with mean 0 and standard deviation 1 (Box and Muller 1958). */
export function standardNormal(stream: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - stream.next()));
  return radius * Math.cos(2 * Math.PI * stream.next());
}
