import type { ErrorCode, MarkKind, MissingReason, MonoUs } from '@artisan-ts/domain';
import {
  type ChannelValues,
  type Conversation,
  type Framer,
  stay,
  type WireEffect,
  type WireInput,
  type WireTurn,
} from '#wire/conversation.ts';
import { giveUp } from '#wire/patience.ts';

/** What a frame is to the question under way. */
export type Understood<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The device answered that it will not; the words are for a person. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Not for this question: late, doubled, of another device. */
  | { readonly kind: 'other' };

/** A frame of a device that is asked: it knows when its first byte came. */
export interface Stamped {
  readonly beganUs: MonoUs;
}

/** What a kind of device is asked, how its frames look, and what an answer holds. */
export interface PollTypes {
  readonly query: unknown;
  readonly frame: Stamped;
  readonly answer: unknown;
}

/**
 * What is asked, in which order, and how long to wait. One question is under way at a time; a round of questions
 * makes one sample.
 */
export interface PollPlan<T extends PollTypes> {
  /** Asked after opening, until each is answered; without these the device answers nothing else. */
  readonly greetings: readonly T['query'][];
  /** One round, in order. The first one's answer dates the sample, so BT comes first. */
  readonly queries: readonly T['query'][];
  /** Between the beginnings of rounds, of the source's clock. */
  readonly intervalUs: number;
  readonly replyTimeoutUs: number;
  /**
   * How long the line is left alone after a question failed, and what is heard meanwhile thrown away. As long as an
   * answer can be late where answers name no question; 0 where they do. Where they do not, the line must also have been
   * still for a moment before each question, so that an answer that comes twice is not taken for the next one.
   */
  readonly quietUs: number;
  /** What to look at when nothing comes, or nothing readable. */
  readonly advice: string;
  framer(): Framer<T['frame']>;
  /** The question as bytes. `number` counts all questions of a connection. */
  encode(query: T['query'], number: number): Uint8Array;
  understand(query: T['query'], number: number, frame: T['frame']): Understood<T['answer']>;
  /** Whether a greeting may stay without an answer: after its time-out the conversation goes on. */
  isOptional(greeting: T['query']): boolean;
  /** What the device says of its own accord in a frame: a button at the machine was pressed. */
  marks(frame: T['frame']): readonly MarkKind[];
  /** What a person should know about an answer when the connection is tested: parts of it that were refused. */
  remarks(answer: T['answer']): readonly string[];
  /** The values of a round from its answers, each in the place of its question. */
  values(answers: readonly (T['answer'] | Miss)[]): ChannelValues;
}

/** A question without an answer. */
export interface Miss {
  readonly miss: MissingReason;
}

/** Whether a question of the round has no answer. */
export function isMiss(answer: unknown): answer is Miss {
  return typeof answer === 'object' && answer !== null && 'miss' in answer;
}

/**
 * Before a question nothing has come for so long, where answers name none: 3.5 characters at 2000 baud, and longer than
 * the 16 ms that USB adapters hold bytes back.
 */
const stillUs = 20_000;

/** Where a conversation that asks stands. */
export interface PollState<T extends PollTypes> {
  /** `quiet`: the line is left alone before the next question. `resting`: the round is over. */
  readonly phase: 'greeting' | 'asking' | 'quiet' | 'resting';
  /** Index of the greeting or query under way, or of the next one. */
  readonly at: number;
  /** Questions asked on this connection. */
  readonly asked: number;
  readonly askedUs: number;
  /** All greetings are over; what is asked next is a query. */
  readonly isGreeted: boolean;
  readonly quietUntilUs: number;
  /** Nobody listened when the next question was due, and it was put off for that once. */
  readonly isPutOff: boolean;
  /** When the next round is due: a multiple of the interval after the first one. */
  readonly dueUs: number;
  /** When the device last said anything at all, at first the start. */
  readonly heardUs: number;
  /** When it last answered, well or with a refusal; at first the start. */
  readonly answeredUs: number;
  readonly hasAnswered: boolean;
  /** Something came since the question that was no answer. */
  readonly isNoisy: boolean;
  readonly answers: readonly (T['answer'] | Miss)[];
  /** Arrival of the first answer of the round. */
  readonly firstUs: MonoUs | null;
}

/** What a device lacks that only answers, and has to answer everything. */
export const answersOnly = {
  isOptional: () => false,
  marks: (): readonly MarkKind[] => [],
  remarks: (): readonly string[] => [],
};

/** The conversation with a device that answers questions, as pure functions of a plan. */
export function pollConversation<T extends PollTypes>(
  plan: PollPlan<T>,
): Conversation<PollState<T>, T['frame']> {
  return {
    framer: () => plan.framer(),
    open: (nowUs) => open(plan, nowUs),
    decide: (state, input, nowUs) => decide(plan, state, input, nowUs),
    wakeUs: (state) => wakeUs(plan, state),
  };
}

function open<T extends PollTypes>(plan: PollPlan<T>, nowUs: MonoUs): WireTurn<PollState<T>> {
  const state: PollState<T> = {
    phase: 'resting',
    at: 0,
    asked: 0,
    askedUs: nowUs,
    isGreeted: plan.greetings.length === 0,
    quietUntilUs: nowUs,
    isPutOff: false,
    dueUs: nowUs,
    heardUs: nowUs,
    answeredUs: nowUs,
    hasAnswered: false,
    isNoisy: false,
    answers: [],
    firstUs: null,
  };
  return state.isGreeted ? beginRound(plan, state, nowUs) : greet(plan, state, nowUs);
}

function wakeUs<T extends PollTypes>(plan: PollPlan<T>, state: PollState<T>): number {
  switch (state.phase) {
    case 'greeting':
    case 'asking':
      return state.askedUs + plan.replyTimeoutUs;
    case 'quiet':
      return state.quietUntilUs;
    case 'resting':
      return Math.max(state.dueUs, state.quietUntilUs);
  }
}

function decide<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  input: WireInput<T['frame']>,
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  switch (input.type) {
    case 'noise':
      return stay({ ...disturbed(plan, state, nowUs), isNoisy: true });
    case 'frame':
      return onAnyFrame(plan, state, input.frame, nowUs);
    case 'wake':
      return nowUs < wakeUs(plan, state) ? stay(state) : onWake(plan, state, nowUs);
  }
}

/** What the device says by itself is told at once, whatever is under way. */
function onAnyFrame<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  frame: T['frame'],
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  const marks = plan.marks(frame);
  if (marks.length === 0) return onFrame(plan, state, frame, nowUs);
  const atUs = frame.beganUs;
  return { state, effects: marks.map((kind) => ({ type: 'mark' as const, kind, atUs })) };
}

function onFrame<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  frame: T['frame'],
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  if (!isAsking(state)) return stay(disturbed(plan, state, nowUs));
  const query = (state.phase === 'greeting' ? plan.greetings : plan.queries)[state.at];
  const heard = plan.understand(query, state.asked, frame);
  if (heard.kind === 'other') return stay({ ...state, isNoisy: true });
  const answered = { ...state, heardUs: nowUs, answeredUs: nowUs, hasAnswered: true };
  if (state.phase === 'greeting') {
    if (heard.kind === 'refused') return end(answered, 'driver.refused', heard.why);
    return afterGreeting(plan, answered, nowUs);
  }
  if (heard.kind === 'answer') {
    const { firstUs } = state;
    const after = { ...answered, firstUs: firstUs ?? frame.beganUs };
    return remarking(plan.remarks(heard.answer), goOn(plan, after, heard.answer, nowUs));
  }
  return remarking([heard.why], goOn(plan, answered, { miss: 'not-sent' }, nowUs));
}

function remarking<State>(texts: readonly string[], turn: WireTurn<State>): WireTurn<State> {
  if (texts.length === 0) return turn;
  const remarks = texts.map((text) => ({ type: 'remark' as const, text }));
  return { state: turn.state, effects: [...remarks, ...turn.effects] };
}

function onWake<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  switch (state.phase) {
    case 'greeting':
      return onUnanswered(plan, state, nowUs, (after) =>
        plan.isOptional(plan.greetings[state.at])
          ? afterGreeting(plan, after, nowUs)
          : greet(plan, after, nowUs),
      );
    case 'asking':
      return onUnanswered(plan, state, nowUs, (after) => {
        const answers = [...after.answers, missOf(state)];
        const isLast = answers.length >= plan.queries.length;
        if (isLast || plan.quietUs === 0) {
          return goOn(plan, { ...after, isNoisy: false }, missOf(state), nowUs);
        }
        return stay({ ...after, phase: 'quiet', at: state.at + 1, answers });
      });
    case 'quiet':
    case 'resting': {
      const stillBeforeUs = stillUsOf(plan);
      if (!state.isPutOff && nowUs - wakeUs(plan, state) > stillBeforeUs && stillBeforeUs > 0) {
        // Whoever woke late was held up, and so was what came meanwhile: it is heard first.
        return stay({ ...state, isPutOff: true, quietUntilUs: nowUs + stillBeforeUs });
      }
      if (!state.isGreeted) return greet(plan, state, nowUs);
      const isFirst = state.phase === 'resting' || state.at === 0;
      return isFirst ? beginRound(plan, state, nowUs) : ask(plan, state, nowUs);
    }
  }
}

function isAsking<T extends PollTypes>({ phase }: PollState<T>): boolean {
  return phase === 'asking' || phase === 'greeting';
}

/** How long nothing has come before a question; 0 where answers name theirs. */
function stillUsOf<T extends PollTypes>({ quietUs }: PollPlan<T>): number {
  return Math.min(stillUs, quietUs);
}

/** Something comes while nothing is asked: the line has to be still anew, though nobody waits for that for ever. */
function disturbed<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  nowUs: number,
): PollState<T> {
  if (isAsking(state)) return state;
  const dueUs = state.phase === 'resting' ? state.dueUs : state.askedUs;
  const latestUs = Math.max(state.askedUs, dueUs) + 2 * plan.replyTimeoutUs + plan.quietUs;
  const stillFromUs = Math.min(nowUs + stillUsOf(plan), latestUs);
  return { ...state, quietUntilUs: Math.max(state.quietUntilUs, stillFromUs) };
}

function missOf<T extends PollTypes>({ isNoisy }: PollState<T>): Miss {
  return { miss: isNoisy ? 'unreadable' : 'no-reply' };
}

/** A question without an answer: what was half heard is forgotten, and the line is left alone for a while. */
function onUnanswered<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  nowUs: MonoUs,
  then: (state: PollState<T>) => WireTurn<PollState<T>>,
): WireTurn<PollState<T>> {
  const after: PollState<T> = {
    ...state,
    heardUs: state.isNoisy ? nowUs : state.heardUs,
    quietUntilUs: nowUs + plan.quietUs,
  };
  const given = givenUp(plan, after, nowUs);
  if (given === null) {
    const turn = then(after);
    return { state: turn.state, effects: [{ type: 'forget' }, ...turn.effects] };
  }
  const reason = missOf(state);
  const answers = plan.queries.map((_, index) => after.answers[index] ?? reason);
  return { state: after, effects: [...sampleOf(plan, { ...after, answers }, nowUs), given] };
}

/** One question is done with: the next one, or the end of the round. */
function goOn<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  answer: T['answer'] | Miss,
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  const answers = [...state.answers, answer];
  const after: PollState<T> = {
    ...state,
    answers,
    at: state.at + 1,
  };
  if (answers.length < plan.queries.length) return whenStill(plan, after, nowUs, ask);
  const rested: PollState<T> = { ...after, phase: 'resting', isNoisy: false };
  return { state: rested, effects: sampleOf(plan, rested, nowUs) };
}

/** Nothing is told of a device that has never answered: it is not connected. */
function sampleOf<T extends PollTypes>(
  plan: PollPlan<T>,
  { answers, firstUs, hasAnswered }: PollState<T>,
  nowUs: MonoUs,
): readonly WireEffect[] {
  if (!hasAnswered) return [];
  return [{ type: 'sample', atUs: firstUs ?? nowUs, ...plan.values(answers) }];
}

function afterGreeting<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  const at = state.at + 1;
  return at < plan.greetings.length
    ? whenStill(plan, { ...state, at }, nowUs, greet)
    : whenStill(plan, { ...state, at: 0, isGreeted: true }, nowUs, beginRound);
}

/** What is said next, at once or when the line has been still for a moment. */
function whenStill<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  nowUs: MonoUs,
  next: (plan: PollPlan<T>, state: PollState<T>, nowUs: MonoUs) => WireTurn<PollState<T>>,
): WireTurn<PollState<T>> {
  const stillBeforeUs = stillUsOf(plan);
  if (stillBeforeUs === 0) return next(plan, state, nowUs);
  const quietUntilUs = Math.max(state.quietUntilUs, nowUs + stillBeforeUs);
  return stay({ ...state, phase: 'quiet', quietUntilUs });
}

function greet<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  return send(plan, { ...state, phase: 'greeting' }, plan.greetings[state.at], nowUs);
}

function beginRound<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  const passed = Math.floor((nowUs - state.dueUs) / plan.intervalUs) + 1;
  // What was missed is skipped, never made up in a burst.
  const dueUs = state.dueUs + Math.max(0, passed) * plan.intervalUs;
  return ask(plan, { ...state, at: 0, answers: [], firstUs: null, dueUs }, nowUs);
}

function ask<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  return send(plan, { ...state, phase: 'asking' }, plan.queries[state.at], nowUs);
}

function send<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  query: T['query'] | undefined,
  nowUs: MonoUs,
): WireTurn<PollState<T>> {
  const asked = state.asked + 1;
  const question = { type: 'send', bytes: plan.encode(query, asked) } as const;
  return {
    state: { ...state, asked, askedUs: nowUs, isNoisy: false, isPutOff: false },
    // Half of what came before a question cannot be the beginning of its answer.
    effects: stillUsOf(plan) === 0 ? [question] : [{ type: 'forget' }, question],
  };
}

/** A device always gets the time for one whole round. */
function givenUp<T extends PollTypes>(
  plan: PollPlan<T>,
  state: PollState<T>,
  nowUs: MonoUs,
): WireEffect | null {
  const questions = Math.max(plan.queries.length, plan.greetings.length);
  const roundUs = questions * (plan.replyTimeoutUs + plan.quietUs);
  return giveUp({
    silentUs: nowUs - state.heardUs,
    unreadableUs: nowUs - state.answeredUs,
    atLeastUs: Math.max(3 * plan.intervalUs, roundUs),
    what: 'no answer',
    advice: plan.advice,
  });
}

function end<T extends PollTypes>(
  state: PollState<T>,
  code: ErrorCode,
  message: string,
): WireTurn<PollState<T>> {
  return { state, effects: [fault(code, message)] };
}

function fault(code: ErrorCode, message: string): WireEffect {
  return { type: 'fault', code, message };
}
