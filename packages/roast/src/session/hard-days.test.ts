import { usPerSecond } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { initialSession, type SessionInput } from '#session/state.ts';
import {
  batch,
  emptyBook,
  machine,
  mark,
  play,
  replayed,
  rules,
  sample,
  samples,
  us,
} from '../../test/session-book.ts';
import { SessionDrum } from '../../test/session-drum.ts';

/** A drum that is heated from here to the charging temperature, 12 C/min. */
function preheated(fromS: number, fromC: number): SessionInput[] {
  const heatS = Math.ceil((machine.chargeC - fromC) * 5);
  return Array.from({ length: heatS }, (_, s) => sample(fromS + s, fromC + s / 5));
}

describe('session: days on which something goes wrong', () => {
  it('takes the first charge after an hour of sleep for the next batch, also while the drum still heats up', () => {
    for (const seed of [1, 2, 3]) {
      const stream = batch(seed, { coolS: 20 });
      const asleep = samples(stream).filter(
        (_, i) => (stream.timeS[i] ?? 0) < stream.chargeS + 300,
      );
      const wakeS = stream.chargeS + 300 + 3600;
      const heating = preheated(wakeS, 120);
      const next = batch(seed + 10, { leadInS: 1 });
      const nextS = wakeS + heating.length;
      const { book } = play([...asleep, ...heating, ...samples(next, nextS)]);
      const [first] = book.finished;
      expect(first?.marks['drop']).toBeUndefined();
      expect(first?.reason).toBe('nextCharge');
      const all = [...book.finished, ...(book.open === null ? [] : [book.open])];
      expect(all).toHaveLength(2);
      const chargeS = (all[1]?.marks['charge']?.atUs ?? 0) / 1e6;
      expect(Math.abs(chargeS - (nextS + next.chargeS))).toBeLessThan(6);
    }
  });

  describe('the next beans fall in when the roast before is about to be closed', () => {
    const first = batch(4, { leadInS: 200, coolS: 600 });
    const endS = first.timeS.at(-1) ?? 0;
    const next = batch(5, { leadInS: 1, coolS: 0 });
    const lastC = first.btC.findLast((value) => value !== null) ?? machine.chargeC;
    const heated = Array.from({ length: 240 }, (_, s) =>
      sample(endS + 1 + s, lastC + ((machine.chargeC - lastC) * Math.min(s, 60)) / 60),
    );
    const nextS = endS + 241 + next.chargeS;
    const day = [...samples(first), ...heated, ...samples(next, endS + 241)];

    function isWhole({ book }: ReturnType<typeof play>): void {
      expect(book.finished).toHaveLength(1);
      const chargeUs = book.open?.marks['charge']?.atUs ?? 0;
      expect(Math.abs(chargeUs / usPerSecond - nextS)).toBeLessThan(12);
      expect(chargeUs).toBeGreaterThanOrEqual(book.finished[0]?.endUs ?? 0);
    }

    it.each([-3, 0, 1, 2, 3, 4, 6, 10])('by time, %i s after them', (afterS) => {
      const closeAfterDropS = nextS + afterS - first.dropS + rules.pressLeadS.drop;
      const state = initialSession({ ...rules, closeAfterDropS });
      isWhole(play(day, { state, book: emptyBook }));
    });

    it.each([1, 2, 3, 4, 5, 8])('by the cool end that is pressed %i s after them', (afterS) => {
      const inputs = day.flatMap((input) => {
        const isThen = input.type === 'sample' && input.monoUs === us(nextS + afterS);
        return isThen ? [input, mark('coolEnd', 'set', nextS + afterS)] : [input];
      });
      isWhole(play(inputs));
    });
  });

  it('takes a probe that thaws after a pressed drop for no charge', () => {
    for (const thawsS of [15, 30, 45, 70, 90]) {
      const stream = batch(7, { coolS: 300 });
      const frozenS = stream.dropS - 10;
      let heldC: number | null = null;
      const inputs: SessionInput[] = [];
      for (const [index, timeS] of stream.timeS.entries()) {
        const btC = stream.btC[index] ?? null;
        const isFrozen = timeS > frozenS && timeS < stream.dropS + thawsS;
        if (!isFrozen) heldC = btC ?? heldC;
        inputs.push(sample(timeS, isFrozen ? heldC : btC));
        const isPressed = inputs.some((input) => input.type === 'mark');
        if (timeS >= stream.dropS && !isPressed) inputs.push(mark('drop', 'set', timeS));
      }
      const { book } = play(inputs);
      expect(book.finished, `thaws after ${thawsS} s`).toEqual([]);
    }
  });

  it('takes a drum that cooled while nothing was read, and cools on in steps, for no charge', () => {
    const inputs = Array.from({ length: 100 }, (_, s) => sample(s, 200));
    for (let s = 0; s < 40; s++) inputs.push(sample(160 + s, 110 - 0.05 * s));
    for (let s = 0; s < 60; s++) inputs.push(sample(200 + s, 108 - Math.min(8, s)));
    expect(play(inputs).effects).toEqual([]);
  });

  it('takes a drop for a drop after a short hole, also where readings come every five seconds', () => {
    const drum = new SessionDrum();
    const inputs: SessionInput[] = [];
    let nowS = 0;
    const read = (untilS: number): void => {
      for (; nowS + 5 <= untilS; inputs.push(sample(nowS, drum.after(5)))) nowS += 5;
    };
    read(200);
    drum.charge();
    read(310);
    drum.after(18);
    nowS += 18;
    read(673);
    drum.drop();
    read(760);
    const { book } = play(inputs);
    expect(book.finished).toEqual([]);
    expect(Math.abs((book.open?.marks['drop']?.atUs ?? 0) / 1e6 - 673)).toBeLessThan(8);
  });

  it('suggests no fall of before as charge after a restart, once a person took charge back', () => {
    const drum = new SessionDrum();
    const reads = (fromS: number, toS: number): SessionInput[] =>
      Array.from({ length: toS - fromS }, (_, s) => sample(fromS + s + 1, drum.after(1)));
    const idle = reads(0, 200);
    drum.charge();
    const roasting = [...reads(200, 630), mark('drop', 'set', 630), mark('drop', 'undo', 630)];
    drum.drop();
    const cooling = [...reads(630, 830), mark('charge', 'undo', 830)];
    const inputs = [...idle, ...roasting, ...cooling];
    const { book } = play(inputs);
    expect(book.open?.marks).toEqual({});
    const readings = inputs.filter(({ type }) => type === 'sample');
    expect(replayed(book, readings).news).toEqual([]);
  });

  it('moves a drop that was none to the real one, after a restart as before it', () => {
    const stream = batch(5, { coolS: 20 });
    const inputs = samples(stream).filter((_, i) => (stream.timeS[i] ?? 0) < stream.dropS - 5);
    const topC = stream.btC.findLast((_, i) => (stream.timeS[i] ?? 0) < stream.dropS - 5) ?? 200;
    const dipped = (s: number): number => (s < 12 ? -0.3 * s : -3.6 + 0.1 * (s - 12));
    for (let s = 0; s < 70; s++) inputs.push(sample(stream.dropS + s, topC + dipped(s)));
    for (let s = 0; s < 60; s++) inputs.push(sample(stream.dropS + 70 + s, topC + 2 - 1.2 * s));
    const { book: live } = play(inputs);
    expect(live.finished).toEqual([]);
    expect((live.open?.marks['drop']?.atUs ?? 0) / 1e6).toBeGreaterThan(stream.dropS + 60);
    for (const agoS of [65, 80, 100, 110]) {
      const cut = inputs.length - agoS;
      const before = play(inputs.slice(0, cut));
      expect(before.book.open?.marks['drop']).toBeDefined();
      const { state, news } = replayed(before.book, inputs.slice(0, cut));
      expect(news).toEqual([]);
      expect(play(inputs.slice(cut), { state, book: before.book }).book).toEqual(live);
    }
  });
});
