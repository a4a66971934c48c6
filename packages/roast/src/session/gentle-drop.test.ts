import { usPerSecond } from '@artisan-ts/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyDrum, type Spell } from '../../test/empty-drum.ts';
import { batch, machine, mark, play, samples } from '../../test/session-book.ts';
import { syntheticRoast } from '../../test/synthetic-roast.ts';

/** A batch until its beans leave, and what its probe shows after that instead of a fall. */
function dropped(seed: number, spells: (topC: number) => Spell) {
  const { timeS, btC, dropS } = batch(seed);
  const count = timeS.findLastIndex((atS) => atS <= dropS) + 1;
  const topC = btC.slice(0, count).findLast((value) => value !== null) ?? 0;
  const drum = emptyDrum(Math.ceil(dropS), topC, spells(topC));
  return {
    inputs: [...samples(batch(seed)).slice(0, count), ...drum],
    dropS,
    endS: Math.ceil(dropS) + drum.length,
    topC,
  };
}

/** BT sinks by some degrees, ever more slowly, and stands. */
const sinking = (topC: number, standsS: number): Spell => [
  { toC: topC - 0.4, overS: 10 },
  { toC: topC - 4.5, overS: 40 },
  { toC: topC - 6, overS: 40 },
  { toC: topC - 6.5, overS: 60 },
  { toC: topC - 6.5, overS: standsS },
];

it('suggests a drop that BT hardly shows once BT stays down, and closes that roast', () => {
  for (const seed of [1, 2, 3, 4]) {
    const { inputs, dropS } = dropped(seed, (topC) => sinking(topC, 1000));
    const { book, effects } = play(inputs);
    expect(book.finished.map(({ reason }) => reason)).toEqual(['afterDrop']);
    const { drop } = book.finished[0]?.marks ?? {};
    expect(drop?.state).toBe('suggested');
    expect(Math.abs((drop?.atUs ?? 0) / usPerSecond - dropS)).toBeLessThan(12);
    const said = effects.find((effect) => effect.type === 'mark' && effect.kind === 'drop');
    expect(said?.type === 'mark' && said.reason).toMatch(
      /^BT sank after that, and stays [67] C lower: nobody saw the beans leave$/,
    );
  }
});

it('does not say so of beans that get warm again, nor again what a person took back', () => {
  const back = (topC: number): Spell => [
    ...sinking(topC, 30),
    { toC: topC + 4, overS: 110 },
    { toC: topC + 10, overS: 100 },
  ];
  expect(play(dropped(1, back).inputs).book.open?.marks['drop']).toBeUndefined();
  const { inputs, endS } = dropped(1, (topC) => sinking(topC, 300));
  const { inputs: later } = dropped(1, (topC) => sinking(topC, 600));
  const undone = [...inputs, mark('drop', 'undo', endS), ...later.slice(inputs.length)];
  const { book } = play(undone);
  expect(book.open?.undone['drop']).toBeDefined();
  expect(book.open?.marks['drop']).toBeUndefined();
});

it('says no moment where BT rose in a step before it sank: another probe was plugged in', () => {
  const { inputs } = dropped(1, (topC) => sinking(topC, 600));
  const plugged = (atS: number): boolean => atS > 776 && atS < 807;
  const exchanged = inputs.map((input) =>
    input.type === 'sample' && input.btC !== null && plugged(input.monoUs / usPerSecond)
      ? { ...input, btC: input.btC + 12 }
      : input,
  );
  expect(play(exchanged).book.open?.marks['drop']).toBeUndefined();
});

it('takes the next charge for no better drop where the probe hardly noticed the last one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 3, max: 9 }),
      fc.double({ min: 0.35, max: 1, noNaN: true }),
      fc.integer({ min: -5, max: 15 }),
      fc.integer({ min: 100, max: 400 }),
      fc.integer({ min: 60, max: 200 }),
      fc.constantFrom(6, 12, 20, 30, 45),
      (seed, fallC, fallCPerS, hotterC, heatS, standsS, probeS) => {
        const first = dropped(seed, (topC) => [
          { toC: topC - fallC, overS: Math.ceil(fallC / fallCPerS) },
          { toC: topC + hotterC, overS: heatS },
          { toC: topC + hotterC, overS: standsS },
        ]);
        const chargeC = first.topC + hotterC;
        const next = syntheticRoast({
          ...{ ...machine, chargeC, probeS, seed },
          ...{ intervalS: 1, leadInS: 1, roastS: 600, coolS: 300 },
        });
        const nextS = first.endS + 1;
        const { book } = play([...first.inputs, ...samples(next, nextS)]);
        expect(book.finished.map(({ reason }) => reason)).toEqual(['nextCharge']);
        const droppedS = (book.finished[0]?.marks['drop']?.atUs ?? 0) / usPerSecond;
        expect(Math.abs(droppedS - first.dropS)).toBeLessThan(12);
        const chargedS = (book.open?.marks['charge']?.atUs ?? 0) / usPerSecond;
        expect(Math.abs(chargedS - nextS - next.chargeS)).toBeLessThan(6);
      },
    ),
    { numRuns: 60, seed: 1 },
  );
});
