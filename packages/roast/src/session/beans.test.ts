import { usPerSecond } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDrum, type Spell } from '../../test/empty-drum.ts';
import { batch, machine, play, sample, samples } from '../../test/session-book.ts';

/** A roast whose beans leave at `atC` without a fall of BT, an empty drum, and the next batch. */
function droppedUnseen(seed: number, atC: number, spells: Spell) {
  const first = batch(seed);
  const isOut = (btC: number | null, i: number): boolean =>
    (first.timeS[i] ?? 0) > first.chargeS + 240 && (btC ?? 0) >= atC;
  const lastAt = first.btC.findIndex(isOut);
  const roasting = samples(first).slice(0, lastAt);
  const lastS = first.timeS[lastAt - 1] ?? 0;
  const drum = emptyDrum(lastS, atC, spells);
  const next = batch(seed + 100, { leadInS: 1 });
  const nextS = Math.ceil(lastS) + drum.length + 1;
  const { book } = play([...roasting, ...drum, ...samples(next, nextS), { type: 'close' }]);
  return { book, leftS: lastS, chargeS: nextS + next.chargeS };
}

describe('beans that leave without a fall of BT', () => {
  it.each<[string, number, Spell]>([
    [
      'stands',
      185,
      [
        { toC: machine.chargeC, overS: 60 },
        { toC: machine.chargeC, overS: 200 },
      ],
    ],
    [
      'creeps up',
      185,
      [
        { toC: machine.chargeC - 1, overS: 90 },
        { toC: machine.chargeC, overS: 300 },
      ],
    ],
    ['sinks slowly', 200, [{ toC: machine.chargeC, overS: 240 }]],
    [
      'sinks, and is heated into the charge',
      190,
      [
        { toC: 160, overS: 500 },
        { toC: machine.chargeC, overS: 200 },
      ],
    ],
    [
      'sinks far, and is heated and held',
      168,
      [
        { toC: 110, overS: 960 },
        { toC: machine.chargeC, overS: 300 },
        { toC: machine.chargeC, overS: 60 },
      ],
    ],
  ])('make the next fall the next charge, when BT %s', (name, atC, spells) => {
    for (const seed of [1, 2, 3, 4]) {
      const { book, leftS, chargeS } = droppedUnseen(seed, atC, spells);
      // A drum that stays cold for long enough tells before the next batch does.
      const closes = name.startsWith('sinks far') ? 'afterDrop' : 'nextCharge';
      expect(book.finished.map(({ reason }) => reason)).toEqual([closes, 'operator']);
      const [first, second] = book.finished;
      // Where BT sank the mark stands at its top; where it did not, nobody knows.
      const { drop } = first?.marks ?? {};
      expect(drop?.state ?? 'suggested').toBe('suggested');
      expect(Math.abs((drop?.atUs ?? leftS * usPerSecond) / usPerSecond - leftS)).toBeLessThan(12);
      expect(drop !== undefined).toBe(/sinks, |sinks far/.test(name));
      const foundS = (second?.marks['charge']?.atUs ?? 0) / usPerSecond;
      expect(Math.abs(foundS - chargeS)).toBeLessThan(6);
    }
  });

  it.each([
    ['a short hole', 14, true],
    ['a long hole, which tells no moment,', 70, false],
  ])('make the next fall the next charge when %s hid their own fall', (_, hiddenS, tells) => {
    for (const seed of [1, 2, 3, 4]) {
      const first = batch(seed, { coolS: 90 });
      const seenOnes = first.timeS.flatMap((timeS, i) => {
        const isHidden = timeS > first.dropS - 2 && timeS < first.dropS + hiddenS;
        return isHidden ? [] : [sample(timeS, first.btC[i] ?? null)];
      });
      const endS = Math.ceil(first.timeS.at(-1) ?? 0);
      const endC = first.btC.findLast((btC) => btC !== null) ?? 150;
      const drum = emptyDrum(endS, endC, [{ toC: machine.chargeC, overS: 150 }]);
      const next = batch(seed + 100, { leadInS: 1 });
      const nextS = endS + drum.length + 1;
      const { book } = play([...seenOnes, ...drum, ...samples(next, nextS), { type: 'close' }]);
      expect(book.finished.map(({ reason }) => reason)).toEqual(['nextCharge', 'operator']);
      const { drop } = book.finished[0]?.marks ?? {};
      expect(drop !== undefined).toBe(tells);
      const dropS = drop === undefined ? first.dropS : drop.atUs / usPerSecond;
      expect(Math.abs(dropS - first.dropS)).toBeLessThan(12);
      const foundS = (book.finished[1]?.marks['charge']?.atUs ?? 0) / usPerSecond;
      expect(Math.abs(foundS - (nextS + next.chargeS))).toBeLessThan(6);
    }
  });

  it('are said to have left at the top from which BT fell slowly before a hole', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { timeS, btC, dropS } = batch(seed);
      const roasting = timeS.flatMap((atS, i) =>
        atS <= dropS ? [sample(atS, btC[i] ?? null)] : [],
      );
      const lastS = Math.ceil(dropS);
      const topC = btC.findLast((value, i) => value !== null && (timeS[i] ?? 0) <= dropS) ?? 0;
      const drum = emptyDrum(lastS, topC, [
        { toC: topC - 3, overS: 25 },
        { toC: topC - 9, overS: 30 },
        { toC: machine.chargeC, overS: 150 },
      ]).filter((_, second) => second < 25 || second >= 55);
      const next = batch(seed + 100, { leadInS: 1 });
      const { book } = play([...roasting, ...drum, ...samples(next, lastS + 206)]);
      const { drop } = book.finished[0]?.marks ?? {};
      expect(Math.abs((drop?.atUs ?? 0) / usPerSecond - dropS)).toBeLessThan(12);
    }
  });

  it('are not said to have left where BT stood before a hole: that fall is of the next ones', () => {
    for (const seed of [1, 2, 3, 4]) {
      const first = batch(seed);
      const roasting = samples(first).filter((_, i) => (first.timeS[i] ?? 0) <= first.dropS);
      const lastS = Math.ceil(first.dropS);
      const drum = emptyDrum(lastS, 206, [
        { toC: 203, overS: 90 },
        { toC: machine.chargeC, overS: 400 },
        { toC: machine.chargeC, overS: 200 },
      ]);
      const next = batch(seed + 100, { leadInS: 1 });
      const nextS = lastS + drum.length + 1;
      // They fall in and BT with them where nothing is read.
      const hidden = samples(next, nextS).filter((_, i) => {
        const timeS = next.timeS[i] ?? 0;
        return timeS < next.chargeS + 1 || timeS > next.chargeS + 36;
      });
      const third = batch(seed + 200, { leadInS: 200 });
      const thirdS = nextS + Math.ceil(next.timeS.at(-1) ?? 0) + 1;
      const { effects } = play([...roasting, ...drum, ...hidden, ...samples(third, thirdS)]);
      for (const effect of effects) {
        if (effect.type !== 'mark' || effect.kind !== 'drop' || effect.atUs === null) continue;
        const awayS = effect.atUs / usPerSecond - (nextS + next.chargeS);
        expect(Math.abs(awayS)).toBeGreaterThan(60);
      }
    }
  });

  it('left at the top, seen before a hole, when BT went on sinking slowly in it', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { timeS, btC, dropS } = batch(seed);
      const count = timeS.findLastIndex((atS) => atS <= dropS) + 1;
      const roasting = timeS.slice(0, count).map((atS, i) => sample(atS, btC[i] ?? null));
      const lastS = Math.ceil(dropS);
      const topC = btC.slice(0, count).findLast((value) => value !== null) ?? 0;
      const drum = emptyDrum(lastS, topC, [
        { toC: topC - 1, overS: 16 },
        { toC: topC - 7, overS: 34 },
        { toC: topC - 12, overS: 600 },
      ]).filter((_, second) => second < 16 || second >= 48);
      const { book } = play([...roasting, ...drum]);
      const { drop } = book.open?.marks ?? {};
      expect(Math.abs((drop?.atUs ?? 0) / usPerSecond - dropS)).toBeLessThan(12);
    }
  });

  it('are still looked for in a roast that stalls for up to a minute and a half, at any moment', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 200, max: 590 }),
        fc.integer({ min: 10, max: 90 }),
        (seed, stallS, lastsS) => {
          const stream = batch(seed);
          const fromS = stream.chargeS + stallS;
          const heldC =
            stream.btC.findLast((btC, i) => btC !== null && (stream.timeS[i] ?? 0) <= fromS) ?? 0;
          const all = samples(stream);
          const before = all.filter((_, i) => (stream.timeS[i] ?? 0) <= fromS);
          const after = samples(stream, lastsS).slice(before.length);
          const stall = emptyDrum(fromS, heldC, [{ toC: heldC, overS: lastsS }]);
          const { book } = play([...before, ...stall, ...after]);
          expect(book.finished).toEqual([]);
          const dropS = (book.open?.marks['drop']?.atUs ?? 0) / usPerSecond;
          expect(Math.abs(dropS - (stream.dropS + lastsS))).toBeLessThan(8);
        },
      ),
      { numRuns: 40 },
    );
  });
});
