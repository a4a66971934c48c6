import { type MarkKind, MonoUs } from '@artisan-ts/domain';
import {
  type ChannelReading,
  type Conversation,
  channelValues,
  type Framer,
  stay,
  type WireEffect,
  type WireTurn,
} from '#wire/conversation.ts';
import { giveUp } from '#wire/patience.ts';
import type { Stamped } from '#wire/poll.ts';

/** How the frames of a device look, and what is kept of them. */
export interface ListenTypes {
  readonly frame: Stamped;
  readonly memory: unknown;
}

/** What is known after a frame. */
export interface Heard<Memory> {
  readonly memory: Memory;
  /** A sample can be made of it. */
  readonly isReading: boolean;
  /** What the device says happened. */
  readonly marks: readonly MarkKind[];
  /** When that happened, where the device tells; absent: with this frame. */
  readonly markedUs?: MonoUs;
}

/** A device that speaks by itself: what to make of it. Nothing is ever said to it. */
export interface ListenPlan<T extends ListenTypes> {
  /** Between samples, of the source's clock; a device that speaks oftener is thinned. */
  readonly intervalUs: number;
  /** How many channels a sample has. */
  readonly channelCount: number;
  /** What to look at when nothing comes, or nothing readable. */
  readonly advice: string;
  /** What is known before the first frame. */
  readonly nothing: T['memory'];
  framer(): Framer<T['frame']>;
  /** Null: the frame is none of this device. */
  take(memory: T['memory'], frame: T['frame']): Heard<T['memory']> | null;
  readings(memory: T['memory'], nowUs: MonoUs): readonly ChannelReading[];
  /** How often the device speaks, where that may be seldomer than the interval; absent, or 0: not known. */
  paceUs?(memory: T['memory']): number;
}

/** Where a conversation that listens stands. */
export interface ListenState<T extends ListenTypes> {
  readonly memory: T['memory'];
  /** When the last sample was made of a frame. */
  readonly sampledUs: number | null;
  /** The stamp of the last sample, made of a frame or missing. */
  readonly stampUs: MonoUs;
  /** When a sample is missing if none came. */
  readonly missUs: number;
  /** When anything came, at first the start. */
  readonly heardUs: number;
  /** When something understood came, at first the start. */
  readonly understoodUs: number;
  readonly hasSpoken: boolean;
  /** Something came since the last sample that is no frame. */
  readonly isNoisy: boolean;
}

/** A frame may come a quarter early and half an interval late and is still the next one. */
const earlyShare = 0.75;
const lateShare = 1.5;

/** The conversation with a device that speaks by itself, as pure functions of a plan. */
export function listenConversation<T extends ListenTypes>(
  plan: ListenPlan<T>,
): Conversation<ListenState<T>, T['frame']> {
  return {
    framer: () => plan.framer(),
    open: (nowUs) => stay(opened(plan, nowUs)),
    decide: (state, input, nowUs) => {
      switch (input.type) {
        case 'noise':
          return stay({ ...state, isNoisy: true });
        case 'frame':
          return onFrame(plan, state, input.frame, nowUs);
        case 'wake':
          return nowUs < state.missUs ? stay(state) : onMiss(plan, state, nowUs);
      }
    },
    wakeUs: ({ missUs }) => missUs,
  };
}

function opened<T extends ListenTypes>(plan: ListenPlan<T>, nowUs: MonoUs): ListenState<T> {
  return {
    memory: plan.nothing,
    sampledUs: null,
    stampUs: nowUs,
    missUs: nowUs + lateShare * plan.intervalUs,
    heardUs: nowUs,
    understoodUs: nowUs,
    hasSpoken: false,
    isNoisy: false,
  };
}

/** When the next sample is missing: a device that speaks seldomer than was said is waited for as it speaks. */
function missAfter<T extends ListenTypes>(plan: ListenPlan<T>, memory: T['memory']): number {
  return lateShare * Math.max(plan.intervalUs, plan.paceUs?.(memory) ?? 0);
}

function onFrame<T extends ListenTypes>(
  plan: ListenPlan<T>,
  state: ListenState<T>,
  frame: T['frame'],
  nowUs: MonoUs,
): WireTurn<ListenState<T>> {
  const heard = plan.take(state.memory, frame);
  if (heard === null) return stay({ ...state, isNoisy: true });
  const marks: WireEffect[] = heard.marks.map((kind) => {
    return { type: 'mark', kind, atUs: heard.markedUs ?? frame.beganUs };
  });
  const after: ListenState<T> = {
    ...state,
    memory: heard.memory,
    heardUs: nowUs,
    understoodUs: nowUs,
  };
  const { sampledUs } = state;
  const isEarly = sampledUs !== null && nowUs < sampledUs + earlyShare * plan.intervalUs;
  if (!heard.isReading || isEarly) return { state: after, effects: marks };
  // What was called missing a moment ago stands before what came just then.
  const atUs = MonoUs(Math.max(frame.beganUs, state.stampUs));
  const values = channelValues(plan.readings(heard.memory, nowUs));
  return {
    state: {
      ...after,
      sampledUs: nowUs,
      stampUs: atUs,
      missUs: nowUs + missAfter(plan, heard.memory),
      hasSpoken: true,
      isNoisy: false,
    },
    effects: [...marks, { type: 'sample', atUs, ...values }],
  };
}

/** A sample that did not come has a reason; nothing is told of a device that never spoke. */
function onMiss<T extends ListenTypes>(
  plan: ListenPlan<T>,
  state: ListenState<T>,
  nowUs: MonoUs,
): WireTurn<ListenState<T>> {
  const reason = state.isNoisy ? 'unreadable' : 'no-reply';
  const after: ListenState<T> = {
    ...state,
    stampUs: nowUs,
    missUs: nowUs + plan.intervalUs,
    heardUs: state.isNoisy ? nowUs : state.heardUs,
    isNoisy: false,
  };
  const readings = Array.from({ length: plan.channelCount }, () => reason as ChannelReading);
  const effects: WireEffect[] = state.hasSpoken
    ? [{ type: 'sample', atUs: nowUs, ...channelValues(readings) }]
    : [];
  const given = giveUp({
    silentUs: nowUs - after.heardUs,
    unreadableUs: nowUs - after.understoodUs,
    atLeastUs: 3 * plan.intervalUs,
    what: 'nothing came',
    advice: plan.advice,
  });
  return { state: after, effects: given === null ? effects : [...effects, given] };
}
