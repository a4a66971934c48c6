import type { RandomStream } from '@artisan-ts/domain';

const firstCode = 100;
const lastCode = 999;

/**
 * Three-digit codes, all different and none of `taken`, in random order. Codes that end in 00 or repeat one digit are left
 * out: they stay in the mind and make a cup special.
 */
export function blindCodes(
  entropy: RandomStream,
  count: number,
  taken: ReadonlySet<string> = new Set(),
): readonly string[] {
  const free: string[] = [];
  for (let code = firstCode; code <= lastCode; code += 1) {
    const text = String(code);
    if (!isMemorable(text) && !taken.has(text)) free.push(text);
  }
  return shuffled(entropy, free).slice(0, count);
}

function isMemorable(code: string): boolean {
  return code.endsWith('00') || new Set(code).size === 1;
}

/** The same items in random order: every order is equally likely (Fisher and Yates). */
export function shuffled<Item>(entropy: RandomStream, items: readonly Item[]): readonly Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const at = Math.floor(entropy.next() * (last + 1));
    const moved = order[last] as Item;
    order[last] = order[at] as Item;
    order[at] = moved;
  }
  return order;
}

/** The ways to lay out a triangle of A and B: each is odd equally often, at each place equally often. */
const layouts: readonly (readonly ('a' | 'b')[])[] = [
  ['a', 'a', 'b'],
  ['a', 'b', 'a'],
  ['b', 'a', 'a'],
  ['b', 'b', 'a'],
  ['b', 'a', 'b'],
  ['a', 'b', 'b'],
];

/** Layouts for so many trials: all six once in random order before any comes again. */
export function triangleLayouts(
  entropy: RandomStream,
  trials: number,
): readonly (readonly ('a' | 'b')[])[] {
  const drawn: (readonly ('a' | 'b')[])[] = [];
  while (drawn.length < trials) drawn.push(...shuffled(entropy, layouts));
  return drawn.slice(0, trials);
}
