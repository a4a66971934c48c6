import { btChannel, usPerSecond } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turningPoint } from '#facts/turning-point.ts';
import { sessionSample } from '#session/session-sample.ts';
import type { SessionInput } from '#session/state.ts';
import { sessionPhase } from '#session/table.ts';
import { SignalJudge } from '#signal/signal-judge.ts';
import {
  batch,
  machine,
  mark,
  play,
  sample,
  samples,
  steady,
  us,
} from '../../test/session-book.ts';
import { syntheticRoast } from '../../test/synthetic-roast.ts';

describe('session: what it notices', () => {
  it('suggests charge, turning point and drop, and closes after drop when nobody touches a key', () => {
    const stream = batch(3, { coolS: 1000 });
    const { book } = play(samples(stream));
    expect(book.finished).toHaveLength(1);
    const [roast] = book.finished;
    expect(roast?.reason).toBe('afterDrop');
    expect(Object.values(roast?.marks ?? {}).map(({ state }) => state)).toEqual(
      Array(3).fill('suggested'),
    );
    expect(
      Math.abs((roast?.marks['charge']?.atUs ?? 0) / usPerSecond - stream.chargeS),
    ).toBeLessThan(6);
    expect(Math.abs((roast?.marks['drop']?.atUs ?? 0) / usPerSecond - stream.dropS)).toBeLessThan(
      6,
    );
  });

  it('makes one roast per batch of a day on which nobody touches a key', () => {
    const inputs: SessionInput[] = [];
    let fromS = 0;
    for (let i = 0; i < 6; i++) {
      const stream = batch(10 + i, { leadInS: 200, coolS: 200 });
      inputs.push(...samples(stream, fromS));
      const endS = fromS + (stream.timeS.at(-1) ?? 0);
      // The drum is heated up again: from what it cooled to, 12 C/min.
      const lastC = stream.btC.findLast((value) => value !== null) ?? 100;
      const heatS = Math.ceil((machine.chargeC - lastC) * 5);
      for (let t = 1; t <= heatS; t++) inputs.push(sample(endS + t, lastC + t / 5));
      fromS = endS + heatS + 1;
    }
    const { book } = play([...inputs, { type: 'close' }]);
    expect(book.finished).toHaveLength(6);
    for (const roast of book.finished) {
      expect(Object.keys(roast.marks).sort()).toEqual(['charge', 'drop', 'turningPoint']);
    }
  });

  it('takes no fall for a charge that is slower than beans after a quarter of a minute, on any probe', () => {
    const held = steady(0, 200, 72);
    // A probe that reads far too low, in a drum that is vented; its noise hides the bend at first.
    const vented = Array.from({ length: 60 }, (_, s) => {
      const noiseC = 0.6 * Math.sin(s * 2.3);
      return sample(200 + s, 72 - 0.23 * s + noiseC);
    });
    expect(play([...held, ...vented]).effects).toEqual([]);
    for (const seed of [1, 2, 3]) {
      const slow = { ...machine, probeS: 45, chargeC: 130, noiseC: 0.4, quantumC: 0.5, seed };
      const stream = syntheticRoast({
        ...slow,
        ...{ intervalS: 2, leadInS: 150, roastS: 600, coolS: 60 },
      });
      const { charge } = play(samples(stream)).book.open?.marks ?? {};
      expect(Math.abs((charge?.atUs ?? 0) / usPerSecond - stream.chargeS)).toBeLessThan(8);
    }
  });

  it('takes no drum for charged that was read again too late to know where it comes from', () => {
    const rising = Array.from({ length: 60 }, (_, s) => sample(s, 130 + 0.3 * s));
    const again = Array.from({ length: 60 }, (_, s) => sample(100 + s, 143 + 0.1 * s));
    const cooling = Array.from({ length: 120 }, (_, s) =>
      sample(160 + s, 20 + 129 * Math.exp(-s / 125)),
    );
    expect(play([...rising, ...again, ...cooling]).effects).toEqual([]);
    const charged = Array.from({ length: 60 }, (_, s) =>
      sample(160 + s, 70 + 79 * Math.exp(-s / 15)),
    );
    const { charge } = play([...rising, ...again, ...charged]).book.open?.marks ?? {};
    expect(Math.abs((charge?.atUs ?? 0) / usPerSecond - 160)).toBeLessThan(6);
  });

  it('takes the fall after a drop that nobody saw for the next charge, and never for that drop', () => {
    for (const seed of [3, 4, 5, 6]) {
      const unseen = batch(seed, { coolS: 20 });
      const isSeen = (timeS: number): boolean => Math.abs(timeS - unseen.dropS) > 19;
      const inputs = unseen.timeS.flatMap((timeS, i) =>
        isSeen(timeS) ? [sample(timeS, unseen.btC[i] ?? null)] : [],
      );
      const waitS = Math.ceil(unseen.timeS.at(-1) ?? 0);
      for (let s = 1; s <= 300; s++) inputs.push(sample(waitS + s, machine.chargeC));
      const next = batch(seed + 10);
      const { book } = play([...inputs, ...samples(next, waitS + 301), { type: 'close' }]);
      expect(book.finished).toHaveLength(2);
      const [first, second] = book.finished;
      // It was somewhere in the 38 s in which nothing was read.
      const dropS = (first?.marks['drop']?.atUs ?? 0) / usPerSecond;
      expect(Math.abs(dropS - unseen.dropS)).toBeLessThan(20);
      expect(first?.reason).toBe('nextCharge');
      const chargeS = (second?.marks['charge']?.atUs ?? 0) / usPerSecond;
      expect(Math.abs(chargeS - (waitS + 301 + next.chargeS))).toBeLessThan(6);
    }
  });

  it('derives live the turning point that the record has in the end, none where BT turned unseen', () => {
    const holes = fc.record({
      afterS: fc.integer({ min: 5, max: 150 }),
      forS: fc.integer({ min: 0, max: 120 }),
    });
    const seen = { turned: 0, unseen: 0 };
    fc.assert(
      fc.property(fc.integer(), holes, (seed, { afterS, forS }) => {
        const stream = batch(seed);
        const { timeS, chargeS } = stream;
        const isRead = (atS: number) => atS < chargeS + afterS || atS > chargeS + afterS + forS;
        const btC = stream.btC.map((value, i) => (isRead(timeS[i] ?? 0) ? value : null));
        const { book } = play(samples({ ...stream, btC }));
        const marks = book.open?.marks ?? {};
        const found = turningPoint({
          timeS,
          btC,
          fromS: (marks['charge']?.atUs ?? 0) / usPerSecond,
          toS: (marks['drop']?.atUs ?? 0) / usPerSecond,
          pauseMaxS: 30,
        });
        seen[found === null ? 'unseen' : 'turned'] += 1;
        expect(marks['turningPoint']?.atUs).toBe(found === null ? undefined : us(found.timeS));
      }),
      { numRuns: 60 },
    );
    expect(Math.min(seen.turned, seen.unseen)).toBeGreaterThan(5);
  });

  it.each([
    { fallC: 75, isCharge: true },
    { fallC: 15, isCharge: false },
  ])(
    'takes a quick fall by $fallC C in a drum that still cools for a charge: $isCharge',
    ({ fallC, isCharge }) => {
      const stream = batch(6);
      const outS = Math.ceil(stream.dropS) + 10;
      const before = samples(stream).filter((_, i) => (stream.timeS[i] ?? 0) < outS);
      const cooled = Array.from({ length: 300 }, (_, s) => {
        const emptyC = 180 + 38 * Math.exp(-s / 45);
        return sample(outS + s, emptyC - Math.min(fallC, 5 * Math.max(0, s - 180)));
      });
      const { effects } = play([...before, mark('drop', 'confirm', outS), ...cooled]);
      const opened = effects.filter(({ type }) => type === 'open');
      expect(opened).toHaveLength(isCharge ? 2 : 1);
    },
  );

  it('puts no turning point where no roast turns any more: BT turned unseen', () => {
    const { chargeS, ...stream } = batch(3);
    const isBefore = (timeS: number): boolean => timeS < chargeS + 1;
    const inputs = samples({ chargeS, ...stream });
    const before = inputs.filter((_, i) => isBefore(stream.timeS[i] ?? 0));
    const after = inputs.filter((_, i) => (stream.timeS[i] ?? 0) > chargeS + 400);
    const { book } = play([...before, mark('charge', 'set', chargeS), ...after]);
    expect(Object.keys(book.open?.marks ?? {})).toEqual(['charge', 'drop']);

    const soFar = inputs.filter((_, i) => (stream.timeS[i] ?? 0) < chargeS + 500);
    const anew = [mark('charge', 'undo', chargeS + 500), mark('charge', 'set', chargeS)];
    const rest = inputs.slice(soFar.length);
    const { charge, turningPoint } = play([...soFar, ...anew, ...rest]).book.open?.marks ?? {};
    expect(charge?.atUs).toBe(us(chargeS));
    expect(turningPoint).toBeUndefined();
  });

  it('puts none where BT was lost in the fall and comes back after first crack was pressed', () => {
    const stream = batch(3);
    const isLost = (atS: number): boolean => atS > stream.chargeS + 30 && atS < stream.dropS - 60;
    const inputs = samples(stream).filter((_, i) => !isLost(stream.timeS[i] ?? 0));
    const back = inputs.findIndex(
      (input) => input.type === 'sample' && input.monoUs > us(stream.chargeS + 30),
    );
    const crack = mark('fcStart', 'set', stream.dropS - 100);
    const { book } = play([...inputs.slice(0, back), crack, ...inputs.slice(back)]);
    expect(book.open?.marks['fcStart']).toBeDefined();
    expect(book.open?.marks['turningPoint']).toBeUndefined();
  });

  it('puts none on what a probe says that hangs when it is read again, and then steps', () => {
    const stream = batch(3);
    const againS = stream.chargeS + 60;
    const inputs = stream.timeS.flatMap((timeS, i) => {
      if (timeS > stream.chargeS + 10 && timeS < againS) return [];
      const hangs = timeS >= againS && timeS < againS + 45;
      return [sample(timeS, hangs ? 60 : (stream.btC[i] ?? null))];
    });
    const { charge, turningPoint } = play(inputs).book.open?.marks ?? {};
    expect(charge).toBeDefined();
    expect(turningPoint).toBeUndefined();
  });

  it('puts no turning point on one odd reading, not even the first after a pause', () => {
    const stream = batch(3);
    const inputs = samples(stream);
    const turned = play(inputs).book.open?.marks['turningPoint']?.atUs;
    const pauseS = stream.chargeS + 200;
    const odd = inputs.flatMap((input, i) => {
      const timeS = stream.timeS[i] ?? 0;
      if (timeS > pauseS && timeS < pauseS + 20) return [];
      const isFirst = timeS >= pauseS + 20 && (stream.timeS[i - 1] ?? 0) < pauseS + 20;
      return [isFirst ? sample(timeS, 24) : input];
    });
    expect(play(odd).book.open?.marks['turningPoint']?.atUs).toBe(turned);
  });

  it.each([
    { hangsAfterS: 12, movedAfterS: null, forS: 180 },
    { hangsAfterS: 30, movedAfterS: null, forS: 180 },
    { hangsAfterS: 30, movedAfterS: 20, forS: 180 },
    { hangsAfterS: 30, movedAfterS: 60, forS: 180 },
    { hangsAfterS: 30, movedAfterS: 60, forS: 46 },
  ])(
    'puts no turning point on what a probe says that hangs for $forS s, $hangsAfterS s after charge, which is moved into that after $movedAfterS s',
    ({ hangsAfterS, movedAfterS, forS }) => {
      const stream = { stream: 'main', channels: [btChannel], intervalS: 1 };
      const judge = new SignalJudge(stream);
      const { timeS, btC, chargeS } = batch(3);
      const hangsS = chargeS + hangsAfterS;
      const heldC = btC[timeS.findLastIndex((atS, i) => atS < hangsS && btC[i] !== null)] ?? null;
      const movedS = movedAfterS === null ? Number.POSITIVE_INFINITY : hangsS + movedAfterS;
      const move = mark('charge', 'move', hangsS + 5);
      const inputs = timeS.flatMap((atS, i): SessionInput[] => {
        const isHung = atS >= hangsS && atS < hangsS + forS;
        const judged = judge.at(atS, [isHung ? heldC : (btC[i] ?? null)]);
        const usable = { monoUs: us(atS), values: judged.usable };
        const input = sessionSample({ ...judged, usable }, stream);
        const isMoved = atS >= movedS && (timeS[i - 1] ?? 0) < movedS;
        return [...(input === null ? [] : [input]), ...(isMoved ? [move] : [])];
      });
      const { charge, turningPoint } = play(inputs).book.open?.marks ?? {};
      expect(charge?.atUs).toBe(movedAfterS === null ? us(chargeS - 1) : us(hangsS + 5));
      const turnedUs = turningPoint?.atUs ?? us(hangsS + forS);
      expect(turnedUs).toBeGreaterThan(charge?.atUs ?? 0);
      expect(turnedUs < us(hangsS) || turnedUs >= us(hangsS + forS)).toBe(true);
    },
  );

  it('suggests no charge after, and no drop before, a mark that a person made of the same roast', () => {
    const stream = batch(4);
    const inputs = samples(stream);
    const at = (timeS: number): number =>
      inputs.findIndex((_, i) => (stream.timeS[i] ?? 0) >= timeS);
    const early = [
      ...inputs.slice(0, 60),
      mark('charge', 'set', 20),
      mark('dryEnd', 'set', 50),
      mark('charge', 'undo', 50),
      ...inputs.slice(60, 400),
    ];
    expect(play(early).book.open?.marks).toEqual({ dryEnd: { atUs: us(50), state: 'confirmed' } });
    const crackS = stream.dropS + 2;
    const late = play([
      ...inputs.slice(0, at(crackS)),
      mark('fcStart', 'set', crackS + 30),
      ...inputs.slice(at(crackS)),
    ]);
    expect(late.book.open?.marks['drop']).toBeUndefined();
  });

  it('never suggests again where a person said no', () => {
    const stream = batch(5);
    const inputs = samples(stream);
    const at = inputs.findIndex((_, i) => play(inputs.slice(0, i)).book.open !== null);
    const undone = play([mark('charge', 'undo', 170)], play(inputs.slice(0, at)));
    const { effects } = play(inputs.slice(at, at + 300), undone);
    expect(effects).toEqual([]);
  });

  it('does nothing at all after a silence, whatever BT is then, while the roast can still be going on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 185, max: 740 }),
        fc.double({ min: 13, max: 5400, noNaN: true }),
        fc.option(fc.double({ min: 15, max: 260, noNaN: true })),
        (cut, silenceS, btC) => {
          const inputs = samples(batch(6)).slice(0, cut);
          const before = play(inputs);
          const lastS = (before.state.newestUs ?? 0) / usPerSecond;
          const phase = sessionPhase(before.state.open);
          const { effects } = play([sample(lastS + silenceS, btC)], before);
          expect(phase).toBe('roasting');
          expect(
            effects.filter((effect) => effect.type !== 'mark' || effect.kind !== 'turningPoint'),
          ).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('ends an abandoned roast where its readings ended', () => {
    const { book } = play([
      ...steady(0, 20),
      mark('charge', 'set', 19),
      ...steady(20, 300),
      ...steady(40_000, 40_010, 25),
    ]);
    expect(book.finished[0]).toMatchObject({ reason: 'unattended', endUs: us(299) });
  });

  it('ignores samples that repeat or go back in time', () => {
    const before = play(steady(0, 20));
    const { state } = play([sample(19, 20), sample(3, 20)], before);
    expect(state).toBe(before.state);
  });
});
