import { MonoUs } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { channelValues, type WireEffect, type WireInput } from '#wire/conversation.ts';
import { answersOnly, isMiss, type PollPlan, pollConversation, type Stamped } from '#wire/poll.ts';

const [replyTimeoutUs, quietUs, intervalUs] = [500_000, 200_000, 5_000_000];

/** So long a line is still before it is asked. */
const stillUs = 20_000;

/** A device that is asked for BT and then for ET, and whose answers do not say what they answer. */
interface TwoProbes {
  readonly query: 'bt' | 'et';
  readonly frame: Stamped & { readonly valueC: number };
  readonly answer: number;
}
const plan: PollPlan<TwoProbes> = {
  ...answersOnly,
  greetings: [],
  queries: ['bt', 'et'],
  intervalUs,
  replyTimeoutUs,
  quietUs,
  advice: '',
  framer: () => {
    throw new Error('frames are given');
  },
  encode: (query) => new TextEncoder().encode(query),
  understand: (_query, _number, { valueC }) => ({ kind: 'answer', answer: valueC }),
  values: (answers) => channelValues(answers.map((each) => (isMiss(each) ? each.miss : each))),
};

/** A conversation in which time passes as it is told, and that is woken when it wants to be. */
class Talk {
  readonly #conversation = pollConversation(plan);
  #state;
  /** What was asked, and when. */
  readonly asked: (readonly [atUs: number, query: string])[] = [];
  readonly samples: Extract<WireEffect, { type: 'sample' }>[] = [];

  constructor() {
    const { state, effects } = this.#conversation.open(MonoUs(0));
    this.#state = state;
    this.#do(effects, 0);
  }

  answer(atUs: number, valueC: number): void {
    this.until(atUs);
    this.#take({ type: 'frame', frame: { beganUs: MonoUs(atUs), valueC } }, atUs);
  }

  /** Lets time pass up to, and with, a moment. */
  until(atUs: number): void {
    for (;;) {
      const wakeUs = this.#conversation.wakeUs(this.#state);
      if (wakeUs > atUs) return;
      this.wake(wakeUs);
    }
  }

  wake(atUs: number): void {
    this.#take({ type: 'wake' }, atUs);
  }

  #take(input: WireInput<TwoProbes['frame']>, atUs: number): void {
    const { state, effects } = this.#conversation.decide(this.#state, input, MonoUs(atUs));
    this.#state = state;
    this.#do(effects, atUs);
  }

  #do(effects: readonly WireEffect[], atUs: number): void {
    for (const effect of effects) {
      if (effect.type === 'send') this.asked.push([atUs, new TextDecoder().decode(effect.bytes)]);
      if (effect.type === 'sample') this.samples.push(effect);
    }
  }
}

describe('a device that is asked', () => {
  it('has a sample of the moment at which its first answer came, which is BT', () => {
    const talk = new Talk();
    talk.answer(100_000, 190);
    talk.answer(400_000, 210);
    expect(talk.samples).toMatchObject([
      { atUs: 100_000, values: [190, 210], missing: [null, null] },
    ]);
  });

  it('is left alone after a question without an answer, and a late one answers nothing', () => {
    const talk = new Talk();
    talk.answer(replyTimeoutUs + quietUs / 2, 190);
    talk.until(replyTimeoutUs + quietUs);
    expect(talk.asked).toEqual([
      [0, 'bt'],
      [replyTimeoutUs + quietUs, 'et'],
    ]);
    const etUs = replyTimeoutUs + quietUs + 100_000;
    talk.answer(etUs, 210);
    expect(talk.samples).toMatchObject([
      { atUs: etUs, values: [null, 210], missing: ['no-reply', null] },
    ]);
  });

  it('is asked once after the computer slept, and then at the times of its rounds', () => {
    const talk = new Talk();
    talk.answer(100_000, 190);
    talk.answer(200_000, 210);
    const awakeUs = 3.5 * intervalUs;
    talk.wake(awakeUs);
    talk.until(awakeUs + stillUs);
    talk.answer(awakeUs + 100_000, 191);
    talk.answer(awakeUs + 200_000, 211);
    talk.until(4 * intervalUs);
    const rounds = talk.asked.filter(([, query]) => query === 'bt').map(([atUs]) => atUs);
    expect(rounds).toEqual([0, awakeUs + stillUs, 4 * intervalUs]);
  });

  it('is asked the next question when its line has been still for a moment', () => {
    const talk = new Talk();
    talk.answer(100_000, 190);
    // The same answer again, and its end after the pause of an adapter.
    talk.answer(100_000, 190);
    talk.answer(115_000, 190);
    talk.until(115_000 + stillUs);
    talk.answer(150_000, 210);
    expect(talk.asked).toEqual([
      [0, 'bt'],
      [115_000 + stillUs, 'et'],
    ]);
    expect(talk.samples).toMatchObject([{ values: [190, 210] }]);
  });

  it('is heard first when nobody listened for a while: what came meanwhile answers nothing', () => {
    const talk = new Talk();
    talk.answer(100_000, 190);
    const heldUpUs = 300_000;
    talk.wake(heldUpUs);
    talk.answer(heldUpUs, 190);
    talk.until(heldUpUs + stillUs);
    talk.answer(heldUpUs + 50_000, 210);
    expect(talk.samples).toMatchObject([{ values: [190, 210] }]);
  });

  it('is asked all the same when its line is never still', () => {
    const talk = new Talk();
    for (let atUs = 100_000; atUs < 2 * intervalUs; atUs += 10_000) talk.answer(atUs, 190);
    expect(talk.samples.length).toBeGreaterThanOrEqual(2);
  });

  it('is greeted again only once its line is still, and half of what came before is forgotten', () => {
    const { state } = pollConversation({ ...plan, greetings: ['bt', 'et'] }).open(MonoUs(0));
    const conversation = pollConversation({ ...plan, greetings: ['bt', 'et'] });
    const frame = { beganUs: MonoUs(100_000), valueC: 0 };
    const answered = conversation.decide(state, { type: 'frame', frame }, MonoUs(100_000));
    expect(answered.effects).toEqual([]);
    const again = conversation.decide(answered.state, { type: 'frame', frame }, MonoUs(100_000));
    expect(again.effects).toEqual([]);
    const next = conversation.decide(again.state, { type: 'wake' }, MonoUs(100_000 + stillUs));
    expect(next.effects.map(({ type }) => type)).toEqual(['forget', 'send']);
    expect(next.state).toMatchObject({ phase: 'greeting', at: 1 });
  });
});
