import { describe, expect, it } from 'vitest';
import type { SessionInput } from '#session/state.ts';
import { sessionPhase } from '#session/table.ts';
import { batch, codes, mark, play, sample, samples, steady, us } from '../../test/session-book.ts';

describe('session: what a person does', () => {
  it('opens a roast at charge with its lead-in, and closes it at cool end', () => {
    const { book, effects } = play([
      ...steady(0, 100),
      mark('charge', 'set', 99),
      ...steady(100, 700),
      mark('drop', 'set', 690),
      ...steady(700, 900),
      mark('coolEnd', 'set', 899),
    ]);
    expect(codes(effects)).toEqual([]);
    expect(book.finished).toHaveLength(1);
    expect(book.finished[0]).toMatchObject({
      startUs: 0,
      endUs: us(899),
      reason: 'coolEnd',
      marks: { charge: { atUs: us(99), state: 'confirmed' }, drop: { atUs: us(690) } },
    });
  });

  it('keeps an hour of lead-in, not the whole morning', () => {
    const { book } = play([...steady(0, 7300), mark('charge', 'set', 7299)]);
    expect(book.open?.startUs).toBe(us(7299 - 3600));
  });

  it('keeps as a roast without charge what nobody saw begin, when its drop is pressed', () => {
    // The program was down for four minutes, in which the beans came; nobody pressed.
    const first = batch(2, { coolS: 0 });
    const unseen = first.timeS.flatMap((timeS, i) =>
      timeS > first.chargeS - 40 && timeS < first.chargeS + 200
        ? []
        : [sample(timeS, first.btC[i] ?? null)],
    );
    const dropS = (first.timeS.at(-1) ?? 0) - 1;
    const { state, book, effects } = play([...unseen, mark('drop', 'set', dropS)]);
    expect(codes(effects)).toEqual([]);
    expect(book.open?.startUs).toBeGreaterThanOrEqual(us(first.chargeS + 199));
    expect(Object.keys(book.open?.marks ?? {})).toEqual(['drop']);
    const named = play([{ ...mark('charge', 'set', first.chargeS + 210), isExact: true }], {
      state,
      book,
    });
    expect(codes(named.effects)).toEqual([]);
    expect(Object.keys(named.book.open?.marks ?? {}).sort()).toEqual(['charge', 'drop']);
    const later = play([sample(dropS + 1000, 150)], { state, book });
    expect(later.book.finished.map(({ reason }) => reason)).toEqual(['afterDrop']);
    const next = play([...steady(900, 1100, 190), mark('charge', 'set', 1099)], { state, book });
    expect(next.book.finished.map(({ reason }) => reason)).toEqual(['nextCharge']);
    // Nothing is roasted in a cold drum.
    const cold = play([...steady(0, 400, 90), mark('drop', 'set', 399)]);
    expect(codes(cold.effects)).toEqual(['mark.no-roast']);
  });

  it('begins the next batch at a press of charge when BT says that the beans before are out', () => {
    for (const seed of [1, 2, 3]) {
      const first = batch(seed, { coolS: 200 });
      // Nobody marks the drop, and nothing is read of its fall.
      const unseen = first.timeS.flatMap((timeS, i) =>
        Math.abs(timeS - first.dropS) < 15 ? [] : [sample(timeS, first.btC[i] ?? null)],
      );
      const charged = [...unseen.slice(0, 155), mark('charge', 'set', 151)];
      const roasting = [...charged, ...unseen.slice(155, 500)];
      const early = play([...roasting, mark('charge', 'set', 490)]);
      expect(codes(early.effects)).toEqual(['request.conflict']);
      expect(early.book.finished).toEqual([]);
      const pressS = (first.timeS.at(-1) ?? 0) + 1;
      const next = mark('charge', 'set', pressS);
      const { state, book, effects } = play([...charged, ...unseen.slice(155), next]);
      expect(codes(effects)).toEqual([]);
      expect(book.finished).toHaveLength(1);
      const [before] = book.finished;
      expect(before?.reason).toBe('nextCharge');
      expect(before?.marks['drop']?.state).toBe('suggested');
      const leftS = (before?.marks['drop']?.atUs ?? 0) / 1e6;
      expect(Math.abs(leftS - first.dropS)).toBeLessThan(16);
      expect(book.open?.marks['charge']).toEqual({ atUs: us(pressS), state: 'confirmed' });
      const undone = play([mark('charge', 'undo', pressS)], { state, book });
      expect(undone.book.open?.marks).toEqual({});
      expect(undone.book.finished).toHaveLength(1);
    }
  });

  it('keeps the roast open when charge is undone, and uses it for the next charge', () => {
    const undone = play([...steady(0, 60), mark('charge', 'set', 50), mark('charge', 'undo', 59)]);
    expect(undone.book.open?.marks).toEqual({});
    expect(sessionPhase(undone.state.open)).toBe('idle');
    const { book, effects } = play([...steady(60, 90), mark('charge', 'set', 89)], undone);
    expect(effects.map((effect) => effect.type)).toEqual(['mark']);
    expect(book.open?.marks['charge']?.atUs).toBe(us(89));
  });

  it('closes a dropped roast at the next charge and opens the next where the first one ends', () => {
    const { book } = play([
      ...steady(0, 20),
      mark('charge', 'set', 19),
      ...steady(20, 620),
      mark('drop', 'set', 619),
      ...steady(620, 1000),
      mark('charge', 'set', 999),
    ]);
    expect(book.finished[0]).toMatchObject({ reason: 'nextCharge', endUs: us(819) });
    expect(book.open?.startUs).toBe(us(819));
  });

  it('refuses a next charge before something that was marked of the roast before', () => {
    const before = play([
      ...steady(0, 20),
      mark('charge', 'set', 19),
      ...steady(20, 620),
      mark('scEnd', 'set', 619),
      mark('drop', 'set', 590),
    ]);
    expect(codes(play([mark('charge', 'set', 600)], before).effects)).toEqual(['mark.order']);
  });

  it('reopens the roast when drop or cool end is undone', () => {
    const roasted = [...steady(0, 20), mark('charge', 'set', 19), ...steady(20, 620)];
    const cooled = play([...roasted, mark('drop', 'set', 619), mark('coolEnd', 'set', 619)]);
    const again = play([mark('coolEnd', 'undo', 619), ...steady(620, 640)], cooled);
    expect(again.effects.map((effect) => effect.type)).toEqual(['reopen', 'mark']);
    expect(sessionPhase(again.state.open)).toBe('dropped');

    const late = play([...steady(620, 1700)], play([...roasted, mark('drop', 'set', 619)]));
    expect(late.book.finished[0]?.reason).toBe('afterDrop');
    const back = play([mark('drop', 'undo', 1699), ...steady(1700, 1800)], late);
    expect(back.effects.map((effect) => effect.type)).toEqual(['reopen', 'mark']);
    expect(sessionPhase(back.state.open)).toBe('roasting');
  });

  it('marks nothing of a roast that has ended by a press that came after it', () => {
    const ended = play([
      ...steady(0, 20),
      mark('charge', 'set', 19),
      ...steady(20, 620),
      mark('dryEnd', 'set', 300),
      mark('drop', 'set', 619),
      ...steady(620, 640),
      mark('coolEnd', 'set', 639),
    ]);
    const pressedLate = play([...steady(640, 700), mark('dryEnd', 'set', 699)], ended);
    expect(codes(pressedLate.effects)).toEqual(['mark.no-roast']);
    const named = play([mark('dryEnd', 'set', 310)], ended);
    expect(codes(named.effects)).toEqual(['request.conflict']);
    expect(
      play([mark('fcStart', 'set', 500)], ended).book.finished[0]?.marks['fcStart']?.atUs,
    ).toBe(us(500));
  });

  it('leaves no turning point before a charge that is pressed anew', () => {
    const stream = batch(1);
    const cooled = play(samples(stream, 0));
    const nowS = Math.ceil(stream.timeS.at(-1) ?? 0);
    const again = play([mark('drop', 'undo', nowS), ...steady(nowS + 1, nowS + 30, 30)], cooled);
    const { book } = play([mark('charge', 'set', nowS + 29)], again);
    expect(book.open?.marks['charge']?.atUs).toBe(us(nowS + 29));
    expect(book.open?.marks['turningPoint']).toBeUndefined();
  });

  it('takes a named moment as it is, beside a suggestion too', () => {
    const stream = batch(1);
    const until = play(samples(stream).slice(0, 180));
    expect(until.book.open?.marks['charge']?.state).toBe('suggested');
    const named = { ...mark('charge', 'set', stream.chargeS + 12), isExact: true };
    const { book } = play([named], until);
    expect(book.open?.marks['charge']).toEqual({ atUs: named.atUs, state: 'confirmed' });
  });

  it('confirms a suggestion that is pressed near it, and moves it when pressed elsewhere', () => {
    const stream = batch(1);
    const until = play(samples(stream).slice(0, 180));
    const suggestedUs = until.book.open?.marks['charge']?.atUs;
    const near = play([mark('charge', 'set', stream.chargeS + 12)], until);
    expect(near.book.open?.marks['charge']).toEqual({ atUs: suggestedUs, state: 'confirmed' });
    const far = play([mark('charge', 'set', stream.chargeS - 45)], until);
    expect(far.book.open?.marks['charge']?.atUs).toBe(us(stream.chargeS - 45));
    const device = play([mark('charge', 'set', stream.chargeS, 'device')], until);
    expect(device.book.open?.marks['charge']?.atUs).toBe(us(stream.chargeS));
  });

  it('lets a device repeat itself without a word', () => {
    const { effects } = play([
      ...steady(0, 20),
      mark('charge', 'set', 19),
      mark('charge', 'set', 19, 'device'),
    ]);
    expect(effects.map((effect) => effect.type)).toEqual(['open', 'mark']);
  });

  it('refuses what makes no sense, with a reason', () => {
    expect(codes(play([mark('charge', 'set', 0)]).effects)).toEqual(['mark.no-data']);
    const idle = steady(0, 20);
    const charged = [...idle, mark('charge', 'set', 19)];
    const last = (...inputs: SessionInput[]) => codes(play(inputs).effects);
    expect(last(...idle, mark('drop', 'set', 19))).toEqual(['mark.no-roast']);
    expect(last(...idle, { type: 'close' })).toEqual(['mark.no-roast']);
    expect(last(...charged, mark('turningPoint', 'set', 19))).toEqual(['mark.derived']);
    expect(last(...charged, mark('drop', 'undo', 19))).toEqual(['mark.not-set']);
    expect(last(...charged, mark('drop', 'confirm', 19))).toEqual(['mark.not-set']);
    expect(last(...charged, mark('dryEnd', 'set', 5))).toEqual(['mark.order']);
    expect(last(...charged, mark('charge', 'set', 19))).toEqual(['request.conflict']);
    const dry = [...charged, ...steady(20, 300), mark('dryEnd', 'set', 250)];
    expect(last(...dry, mark('charge', 'move', 260))).toEqual(['mark.order']);
    const dropped = [...dry, mark('drop', 'set', 280)];
    expect(last(...dropped, mark('fcStart', 'set', 290))).toEqual(['mark.order']);
    expect(last(...dropped, mark('fcStart', 'set', 270))).toEqual([]);
    expect(last(...dropped, mark('drop', 'undo', 290), mark('fcStart', 'set', 290))).toEqual([]);
    expect(last(...dropped, mark('coolEnd', 'set', 290))).toEqual([]);
  });
});
