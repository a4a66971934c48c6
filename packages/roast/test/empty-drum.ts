import type { SessionInput } from '#session/state.ts';
import { sample } from './session-book.ts';

/** Levels that BT of an empty drum goes to one after the other, straight. */
export type Spell = readonly { readonly toC: number; readonly overS: number }[];

/** Once a second, an empty drum whose BT goes straight from one level to the next, with the noise of a probe that shows tenths. */
export function emptyDrum(fromS: number, fromC: number, spells: Spell): SessionInput[] {
  const inputs: SessionInput[] = [];
  let nowC = fromC;
  for (const { toC, overS } of spells) {
    const startC = nowC;
    for (let s = 1; s <= overS; s++) {
      nowC = startC + ((toC - startC) * s) / overS;
      const atS = fromS + inputs.length + 1;
      inputs.push(sample(atS, Math.round(nowC * 10 + Math.sin(atS * 7)) / 10));
    }
    nowC = toC;
  }
  return inputs;
}
