import { MonoUs } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideTc4,
  openConversation,
  type Tc4Effect,
  type Tc4Input,
  type Tc4Plan,
  type Tc4Turn,
  wakeUs,
} from '#tc4/conversation.ts';
import { parseReply } from '#tc4/frame.ts';

const second = 1_000_000;
const plan: Tc4Plan = {
  handshake: ['CHAN;1200', 'UNITS;C', 'FILT;70,70,70,70'],
  digits: '1200',
  intervalUs: 2 * second,
  replyTimeoutUs: second,
  fieldCount: 3,
};

/** Plays the other side by hand: says lines, lets time pass, keeps what was decided. */
class Talk {
  turn: Tc4Turn = openConversation(plan, MonoUs(0));
  readonly effects: Tc4Effect[] = [...this.turn.effects];
  nowUs = 0;

  hear(text: string, beganUs = this.nowUs): void {
    this.#take({ type: 'line', line: { beganUs: MonoUs(beganUs), reply: parseReply(text) } });
  }

  /** Wakes the conversation whenever it wants to be, until the given second. */
  waitUntil(atS: number): void {
    for (let due = this.#dueUs(); due <= atS * second && !this.fault; due = this.#dueUs()) {
      this.nowUs = Math.max(this.nowUs, due);
      this.#take({ type: 'wake' });
    }
    this.nowUs = Math.round(atS * second);
  }

  get sent(): string[] {
    return this.effects.flatMap((effect) => (effect.type === 'send' ? [effect.command] : []));
  }

  get told(): string[] {
    return this.effects.flatMap((effect) => {
      if (effect.type === 'reading') return [`${effect.atUs / second}: ${effect.fields.join(' ')}`];
      return effect.type === 'missing' ? [`${effect.atUs / second}: ${effect.reason}`] : [];
    });
  }

  get fault(): string | null {
    const fault = this.effects.find((effect) => effect.type === 'fault');
    return fault?.code ?? null;
  }

  /** The three acknowledgements of a good board. */
  acknowledge(): void {
    for (const text of ['# Active channels set to 1200', '', '# three']) this.hear(text);
  }

  #dueUs(): number {
    return wakeUs(plan, this.turn.state);
  }

  #take(input: Tc4Input): void {
    this.turn = decideTc4(plan, this.turn.state, input, MonoUs(this.nowUs));
    this.effects.push(...this.turn.effects);
  }
}

function inStep(): Talk {
  const talk = new Talk();
  talk.acknowledge();
  talk.hear('24.00,210.00,180.00');
  return talk;
}

describe('the conversation with a TC4', () => {
  it('sends channels, unit and filter one after the other, then asks', () => {
    const talk = new Talk();
    expect(talk.sent).toEqual(['CHAN;1200']);
    talk.acknowledge();
    expect(talk.sent).toEqual([...plan.handshake, 'READ']);
  });

  it('asks again at each multiple of the interval, however long the answers take', () => {
    const talk = inStep();
    for (const atS of [2.3, 4.9, 6.5]) {
      talk.waitUntil(atS);
      talk.hear(`24.00,210.00,${atS}`);
    }
    talk.waitUntil(8);
    expect(talk.told).toEqual([
      '0: 24 210 180',
      '2.3: 24 210 2.3',
      '4.9: 24 210 4.9',
      '6.5: 24 210 6.5',
    ]);
    expect(talk.turn.state).toMatchObject({ phase: 'reading', askedUs: 8 * second });
  });

  it('skips readings that fell due while it was late instead of asking in a burst', () => {
    const talk = inStep();
    talk.nowUs = 7.5 * second;
    talk.waitUntil(7.5);
    talk.hear('24.00,210.00,181.00');
    talk.waitUntil(8);
    expect(talk.sent.filter((command) => command === 'READ')).toHaveLength(3);
    expect(talk.turn.state.askedUs).toBe(8 * second);
  });

  it('starts without acknowledgements when the firmware gives none', () => {
    const talk = new Talk();
    talk.waitUntil(6);
    expect(talk.sent).toEqual([
      ...Array.from({ length: 4 }, () => 'CHAN;1200'),
      'UNITS;C',
      'FILT;70,70,70,70',
      'READ',
    ]);
    talk.hear('24.00,210.00,180.00');
    expect(talk.told).toEqual(['6: 24 210 180']);
  });

  it('says its first command again after a remark that may only be a greeting', () => {
    const talk = new Talk();
    talk.hear('# TC4 ready');
    talk.hear('# Active channels set to 1200');
    talk.hear('');
    talk.hear('');
    expect(talk.sent).toEqual([plan.handshake[0], ...plan.handshake, 'READ']);
  });

  it('is content with any remark of firmware that never repeats the digits', () => {
    const talk = new Talk();
    for (let line = 0; line < 6; line++) talk.hear('# ok');
    expect(talk.sent.slice(3)).toEqual([...plan.handshake, 'READ']);
  });

  it('asks nothing of a board that owes an acknowledgement, however long it is quiet', () => {
    const talk = inStep();
    talk.waitUntil(9.5);
    talk.hear('24.00,999.00,999.00');
    talk.acknowledge();
    talk.waitUntil(10);
    talk.hear('24.00,215.00,190.00');
    expect(talk.told.slice(-2)).toEqual(['8: no-reply', '10: 24 215 190']);
  });

  it('takes acknowledgements that come late for what they are', () => {
    const talk = new Talk();
    talk.waitUntil(2.5);
    talk.acknowledge();
    talk.hear('# Active channels set to 1200');
    talk.hear('24.00,210.00,180.00');
    expect(talk.told).toEqual(['2.5: 24 210 180']);
    expect(talk.sent.filter((command) => command === 'UNITS;C')).toHaveLength(1);
  });

  it('reports a missing answer at its time-out and never takes the late one for the next', () => {
    const talk = inStep();
    talk.waitUntil(3);
    expect(talk.told.at(-1)).toBe('3: no-reply');
    talk.waitUntil(3.2);
    talk.hear('24.00,999.00,999.00');
    talk.acknowledge();
    talk.waitUntil(4);
    talk.hear('24.00,211.00,182.00');
    expect(talk.told).toEqual(['0: 24 210 180', '3: no-reply', '4: 24 211 182']);
  });

  it('tells the board its unit again before it believes a number after a restart', () => {
    const talk = inStep();
    talk.waitUntil(2);
    talk.hear('# TC4 ready');
    talk.hear('75.20,410.00,356.00');
    expect(talk.told.at(-1)).toBe('2: no-reply');
    expect(talk.sent.at(-1)).toBe('CHAN;1200');
    talk.acknowledge();
    talk.waitUntil(4);
    talk.hear('24.00,211.00,182.00');
    expect(talk.told.at(-1)).toBe('4: 24 211 182');
  });

  it('reports damaged, short and joined lines as unreadable', () => {
    const talk = inStep();
    const damaged: [string, number][] = [
      ['24.00,2x0.00,180.00', 2],
      ['24.00,210.00', 4],
      ['24.00,210.00,180.00', 5.9],
    ];
    damaged.forEach(([text, beganS], turn) => {
      talk.waitUntil(2 * turn + 2);
      talk.hear(text, beganS * second);
      talk.acknowledge();
    });
    expect(talk.told.slice(1)).toEqual(['2: unreadable', '4: unreadable', '6: unreadable']);
  });

  it('gives every due reading a reason while the board is silent, then gives up', () => {
    const talk = inStep();
    talk.waitUntil(60);
    expect(talk.told.slice(1)).toEqual([
      '3: no-reply',
      '4: no-reply',
      '6: no-reply',
      '8: no-reply',
      '10: no-reply',
    ]);
    expect(talk.fault).toBe('driver.silent');
  });

  it('says that the line is unreadable when nothing else ever comes', () => {
    const talk = new Talk();
    for (let atS = 0; atS < 40 && talk.fault === null; atS += 0.5) {
      talk.waitUntil(atS);
      talk.hear('\u00ff\u00fe');
    }
    expect(talk.fault).toBe('driver.frame');
  });

  it('never has two commands under way and always names a time to wake, whatever is said', () => {
    const lines = ['# ok', '', '24.00,210.00,180.00', '24.00', '\u0000', '1,2,3,4,5,6,7,8', ','];
    const step = fc.oneof(
      fc.record({ say: fc.constantFrom(...lines) }),
      fc.record({ waitMs: fc.integer({ min: 0, max: 3000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const talk = new Talk();
        for (const one of steps) {
          const before = talk.effects.length;
          if ('say' in one) talk.hear(one.say);
          else talk.waitUntil(talk.nowUs / second + one.waitMs / 1000);
          const sentNow = talk.effects.slice(before).filter((effect) => effect.type === 'send');
          if ('say' in one) expect(sentNow.length).toBeLessThanOrEqual(1);
          if (talk.fault !== null) return;
          expect(Number.isFinite(wakeUs(plan, talk.turn.state))).toBe(true);
        }
        const times = talk.effects.flatMap((effect) => ('atUs' in effect ? [effect.atUs] : []));
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });
});
