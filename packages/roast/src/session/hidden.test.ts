import { seededStream, usPerSecond } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlayedSession } from '#evaluation/played-session.ts';
import type { SessionInput } from '#session/state.ts';
import { realRoasts } from '../../test/real-roasts.ts';
import { batch, codes, mark, play, replayed, us } from '../../test/session-book.ts';

const chargeS = 150;

/** A batch whose readings, ET too, are missing from one moment to another. */
function withHole(seed: number, fromS: number, toS: number): SessionInput[] {
  const { timeS, btC } = batch(seed);
  return timeS.flatMap((atS, index): SessionInput[] => {
    if (atS > fromS && atS < toS) return [];
    const sinceS = Math.max(0, atS - chargeS);
    const etC = 215 - 40 * (1 - Math.exp(-sinceS / 30));
    return [{ type: 'sample', monoUs: us(atS), btC: btC[index] ?? null, etC }];
  });
}

describe('session: a charge that nobody read', () => {
  it('begins a roast within the hole, as a suggestion that says how it knows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 15, max: 70 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (seed, lengthS, share) => {
          const fromS = chargeS - lengthS * share;
          const { book, effects } = play(withHole(seed, fromS, fromS + lengthS));
          expect(book.finished).toHaveLength(0);
          const { charge, drop } = book.open?.marks ?? {};
          expect(charge?.state).toBe('suggested');
          expect((charge?.atUs ?? 0) / usPerSecond).toBeGreaterThanOrEqual(fromS - 2);
          expect((charge?.atUs ?? 0) / usPerSecond).toBeLessThanOrEqual(fromS + lengthS + 2);
          expect(Math.abs((drop?.atUs ?? 0) / usPerSecond - 750)).toBeLessThan(15);
          const said = effects.find((one) => one.type === 'mark' && one.kind === 'charge');
          expect(said).toMatchObject({
            action: 'suggest',
            confidence: 0.3,
            reason: expect.stringMatching(/Somewhere in the \d+ s in which nothing was read/),
          });
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });

  it.each([
    {
      holes: [
        [-65, -40],
        [-15, 10],
      ],
      between: [-15, 10],
      when: 'was as hot between as before',
    },
    {
      holes: [
        [-10, 8],
        [27, 48],
      ],
      between: [-10, 8],
      when: 'was colder at the first sight after the first',
    },
    {
      holes: [
        [-40, -14],
        [14, 34],
      ],
      between: [-16, 34],
      when: 'was seen to fall between them',
    },
  ])('is put into that one of two holes which hid it: the drum $when', ({ holes, between }) => {
    const isRead = (input: SessionInput): boolean =>
      input.type !== 'sample' ||
      holes.every(
        ([fromS = 0, toS = 0]) =>
          input.monoUs <= us(chargeS + fromS) || input.monoUs >= us(chargeS + toS),
      );
    const inputs = withHole(3, 0, 0).filter(isRead);
    const { charge } = play(inputs.slice(0, 420)).book.open?.marks ?? {};
    const [fromS = 0, toS = 0] = between;
    const chargedS = (charge?.atUs ?? 0) / usPerSecond - chargeS;
    expect(chargedS).toBeGreaterThanOrEqual(fromS - 2);
    expect(chargedS).toBeLessThanOrEqual(toS + 2);
  });

  it('can be put anywhere in the hole, taken back for good, and stands after a restart', () => {
    const inputs = withHole(3, chargeS - 30, chargeS + 20).slice(0, 420);
    const { state, book } = play(inputs);
    expect(book.open?.marks['charge']?.state).toBe('suggested');
    const moved = play([mark('charge', 'move', chargeS - 25)], { state, book });
    expect(codes(moved.effects)).toEqual([]);
    expect(moved.book.open?.marks['charge']?.atUs).toBe(us(chargeS - 25));
    expect(replayed(book, inputs).news).toEqual([]);
    const undone = play([mark('charge', 'undo', 400)], { state, book });
    expect(undone.book.open?.marks['charge']).toBeUndefined();
    const { state: again, news } = replayed(undone.book, inputs);
    expect(news).toEqual([]);
    const rest = withHole(3, chargeS - 30, chargeS + 20).slice(420, 600);
    expect(play(rest, { state: again, book: undone.book }).effects).toEqual([]);
  });

  it('is none where only BT fell: a probe that was exchanged takes itself along', () => {
    const inputs = withHole(3, chargeS - 30, chargeS + 20).map((input) =>
      input.type === 'sample' ? { ...input, etC: 215 } : input,
    );
    expect(play(inputs.slice(0, 600)).effects).toEqual([]);
  });

  const roasts = realRoasts();
  it.skipIf(roasts.length === 0)('is found in most real roasts, in the hole where it was', () => {
    const random = seededStream(1, 'hidden');
    let [tried, found] = [0, 0];
    for (const roast of roasts) {
      const { timeS, btC, etC, index } = roast;
      const [atS, dropS] = [timeS[index.charge ?? -1], timeS[index.drop ?? -1]];
      const chargeC = btC[index.charge ?? -1] ?? 0;
      if (atS === undefined || dropS === undefined || chargeC < 160) continue;
      const lengthS = 15 + 45 * random.next();
      const fromS = atS - lengthS * random.next();
      const firstS = timeS[0] ?? 0;
      const played = new PlayedSession({ originS: firstS - 100, intervalS: 1 });
      // Most records begin shortly before charge; the drum stood there for some time.
      for (let s = -100; s < 0 && firstS + s < fromS; s += 2)
        played.read(firstS + s, (btC[0] ?? chargeC) + 0.1 * (s % 4), etC[0] || null);
      timeS.forEach((readS, i) => {
        if (readS > fromS && readS < fromS + lengthS) return;
        if (readS < dropS - 60) played.read(readS, btC[i] ?? null, etC[i] || null);
      });
      tried += 1;
      for (const { kind, timeS: markS } of played.suggestions) {
        expect(kind).toBe('charge');
        expect(markS).toBeGreaterThanOrEqual(fromS - 10);
        expect(markS).toBeLessThanOrEqual(fromS + lengthS + 10);
        found += 1;
      }
    }
    expect(found / tried, `${found} of ${tried}`).toBeGreaterThan(0.7);
  });
});
