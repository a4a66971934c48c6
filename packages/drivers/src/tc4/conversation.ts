import { type ErrorCode, type MissingReason, type MonoUs, usPerSecond } from '@artisan-ts/domain';
import type { Tc4Field } from '#tc4/channels.ts';
import type { Tc4Line } from '#tc4/frame.ts';

/** What is said to the board, and how long to wait. All spans in microseconds of the source's clock. */
export interface Tc4Plan {
  /** Commands that tell the board what to answer, in order; each is acknowledged by a comment or an empty line. */
  readonly handshake: readonly string[];
  /** What the acknowledgement of the first command repeats, where the firmware is known. */
  readonly digits: string;
  readonly intervalUs: number;
  readonly replyTimeoutUs: number;
  /** Fields that an answer to READ needs. */
  readonly fieldCount: number;
}

/**
 * `handshake`: a command waits for its acknowledgement. `reading`: READ waits for its answer. `resting`: nothing
 * is under way until the next reading is due. There is never more than one command under way.
 */
export interface Tc4State {
  readonly phase: 'handshake' | 'reading' | 'resting';
  /** Index of the handshake command under way. */
  readonly step: number;
  readonly triesLeft: number;
  /** When the command under way was sent. */
  readonly askedUs: number;
  /** When the next reading is due: a multiple of the interval after the start, so that polling does not drift. */
  readonly dueUs: number;
  /** When the board last gave a good answer, at first the start. */
  readonly answeredUs: number;
  /** When it last answered READ or sent garbage, at first the start. */
  readonly heardUs: number;
  /** It has answered READ at least once on this connection, well or badly. */
  readonly hasAnswered: boolean;
  /** It has acknowledged the first command of a handshake, so silence after that command means something. */
  readonly acknowledges: boolean;
  /** It has answered well since the last handshake, so late acknowledgements can no longer come. */
  readonly isInStep: boolean;
}

export type Tc4Input =
  | { readonly type: 'line'; readonly line: Tc4Line }
  | { readonly type: 'wake' };

export type Tc4Effect =
  | { readonly type: 'send'; readonly command: string }
  /** `atUs` is the arrival of the first byte of the answer. */
  | { readonly type: 'reading'; readonly fields: readonly Tc4Field[]; readonly atUs: MonoUs }
  | { readonly type: 'missing'; readonly reason: MissingReason; readonly atUs: MonoUs }
  | { readonly type: 'fault'; readonly code: ErrorCode; readonly message: string };

export interface Tc4Turn {
  readonly state: Tc4State;
  readonly effects: readonly Tc4Effect[];
}

/** The query of the board; it changes nothing. */
export const readCommand = 'READ';

/**
 * A board restarts when its port is opened and hears nothing for about two seconds (boot loader), so the first
 * command is tried until then with the usual time-out of a second, and twice more.
 */
const firstCommandTries = 4;

/** A silent board is given up after this: a half-open connection must be found within 15 s. */
const silentAfterUs = 10 * usPerSecond;

/** A board that is heard but never understood is given longer: noise passes, and reopening may restart the board. */
const unreadableForUs = 20 * usPerSecond;

/** The first state and command on a fresh connection. */
export function openConversation(plan: Tc4Plan, nowUs: MonoUs): Tc4Turn {
  const state: Tc4State = {
    phase: 'resting',
    step: 0,
    triesLeft: 0,
    askedUs: nowUs,
    dueUs: nowUs,
    answeredUs: nowUs,
    heardUs: nowUs,
    hasAnswered: false,
    acknowledges: false,
    isInStep: false,
  };
  return shakeHands(plan, state, nowUs);
}

/** When the conversation wants to be woken if nothing arrives before. */
export function wakeUs(plan: Tc4Plan, state: Tc4State): number {
  const giveUpUs = state.askedUs + plan.replyTimeoutUs;
  switch (state.phase) {
    case 'resting':
      return state.dueUs;
    case 'reading':
      return giveUpUs;
    case 'handshake':
      return state.hasAnswered ? Math.min(giveUpUs, state.dueUs) : giveUpUs;
  }
}

/**
 * The conversation with a TC4 as one pure function.
 *
 * Answers carry no number, so the order of the lines is all that ties an answer to its question. After anything
 * unexpected (a time-out, a damaged line, a line nobody asked for) the handshake is held again: its
 * acknowledgement comes after every answer that is still on its way, and everything before it is thrown away.
 * So a late answer is never taken for the next one's, and a board that restarted is told its unit again before
 * a number is believed.
 */
export function decideTc4(plan: Tc4Plan, state: Tc4State, input: Tc4Input, nowUs: MonoUs): Tc4Turn {
  if (input.type === 'wake') return onWake(plan, state, nowUs);
  switch (state.phase) {
    case 'handshake':
      return onHandshakeLine(plan, state, input.line, nowUs);
    case 'reading':
      return onAnswer(plan, state, input.line, nowUs);
    case 'resting':
      return isHarmless(state, input.line) ? stay(state) : shakeHands(plan, state, nowUs);
  }
}

function stay(state: Tc4State): Tc4Turn {
  return { state, effects: [] };
}

/** Empty lines say nothing; until the first answer, comments may be acknowledgements that come late. */
function isHarmless(state: Tc4State, { reply }: Tc4Line): boolean {
  return reply.kind === 'blank' || (reply.kind === 'comment' && !state.isInStep);
}

function onHandshakeLine(plan: Tc4Plan, state: Tc4State, line: Tc4Line, nowUs: MonoUs): Tc4Turn {
  switch (line.reply.kind) {
    case 'comment':
    case 'blank':
      return onAcknowledgement(plan, state, line, nowUs);
    case 'garbage': {
      // It may have been the acknowledgement, joined to half a line that was left over.
      const heard = { ...state, heardUs: nowUs };
      return heard.triesLeft > 0 ? tryAgain(plan, heard, nowUs) : stay(heard);
    }
    case 'fields':
      return stay(state);
  }
}

/**
 * A remark that does not repeat the digits may be the greeting of a board that has just started and never heard the
 * command. So it is said again; after as many remarks as there are tries the board is surely up.
 */
function onAcknowledgement(plan: Tc4Plan, state: Tc4State, line: Tc4Line, nowUs: MonoUs): Tc4Turn {
  const { reply } = line;
  if (state.step > 0) return nextCommand(plan, state, nowUs);
  const after = { ...state, acknowledges: true };
  const isSure = reply.kind === 'comment' && reply.text.includes(plan.digits);
  return isSure || state.triesLeft === 0
    ? nextCommand(plan, after, nowUs)
    : tryAgain(plan, after, nowUs);
}

function tryAgain(plan: Tc4Plan, state: Tc4State, nowUs: MonoUs): Tc4Turn {
  return sendStep(plan, { ...state, triesLeft: Math.max(0, state.triesLeft - 1) }, nowUs);
}

function onAnswer(plan: Tc4Plan, state: Tc4State, line: Tc4Line, nowUs: MonoUs): Tc4Turn {
  const { reply, beganUs } = line;
  if (isHarmless(state, line)) return stay(state);
  if (reply.kind === 'comment') return miss(plan, state, 'no-reply', nowUs);
  const isWhole =
    reply.kind === 'fields' && reply.fields.length >= plan.fieldCount && beganUs >= state.askedUs;
  if (!isWhole) return miss(plan, state, 'unreadable', nowUs);
  return {
    state: {
      ...state,
      phase: 'resting',
      answeredUs: nowUs,
      heardUs: nowUs,
      hasAnswered: true,
      isInStep: true,
    },
    effects: [{ type: 'reading', fields: reply.fields, atUs: beganUs }],
  };
}

function onWake(plan: Tc4Plan, state: Tc4State, nowUs: MonoUs): Tc4Turn {
  if (nowUs < wakeUs(plan, state)) return stay(state);
  switch (state.phase) {
    case 'resting':
      return ask(plan, state, nowUs);
    case 'reading':
      return miss(plan, state, 'no-reply', nowUs);
    case 'handshake':
      return onHandshakeWake(plan, state, nowUs);
  }
}

/** A reading that falls due while the handshake is waiting is missing, so that the gap has a reason. */
function onHandshakeWake(plan: Tc4Plan, state: Tc4State, nowUs: MonoUs): Tc4Turn {
  const isDue = state.hasAnswered && nowUs >= state.dueUs;
  const missed: Tc4Effect[] = isDue ? [{ type: 'missing', reason: 'no-reply', atUs: nowUs }] : [];
  const after = isDue ? { ...state, dueUs: nextDueUs(plan, state, nowUs) } : state;
  const given = giveUp(plan, after, nowUs);
  if (given !== null) return { state: after, effects: [...missed, given] };
  if (nowUs < state.askedUs + plan.replyTimeoutUs) return { state: after, effects: missed };
  // Without its acknowledgement a board that gives one may still owe an old answer, however long it is quiet.
  const mustTryAgain = after.triesLeft > 0 || (after.step === 0 && after.acknowledges);
  const turn = mustTryAgain ? tryAgain(plan, after, nowUs) : nextCommand(plan, after, nowUs);
  return { state: turn.state, effects: [...missed, ...turn.effects] };
}

/** A failed reading: it is told at once, and the handshake brings both sides into step again. */
function miss(
  plan: Tc4Plan,
  state: Tc4State,
  reason: 'no-reply' | 'unreadable',
  nowUs: MonoUs,
): Tc4Turn {
  const after = reason === 'no-reply' ? state : { ...state, heardUs: nowUs, hasAnswered: true };
  const missed: Tc4Effect[] = after.hasAnswered ? [{ type: 'missing', reason, atUs: nowUs }] : [];
  const given = giveUp(plan, after, nowUs);
  if (given !== null) return { state: after, effects: [...missed, given] };
  const turn = shakeHands(plan, after, nowUs);
  return { state: turn.state, effects: [...missed, ...turn.effects] };
}

/** The fault that ends the conversation when nothing, or nothing readable, has come for too long. */
function giveUp(plan: Tc4Plan, state: Tc4State, nowUs: MonoUs): Tc4Effect | null {
  // Slow polling and long time-outs were chosen by somebody: a board always gets the time for one whole try.
  const oneTryUs = (firstCommandTries + plan.handshake.length) * plan.replyTimeoutUs;
  const patienceUs = Math.max(silentAfterUs, 3 * plan.intervalUs, oneTryUs);
  const silentS = (nowUs - state.heardUs) / usPerSecond;
  if (silentS * usPerSecond >= patienceUs) {
    return fault(
      'driver.silent',
      `no answer to ${readCommand} for ${silentS.toFixed(0)} s, limit ${patienceUs / usPerSecond} s: check power, cable and baud rate, or allow a longer time-out`,
    );
  }
  const unreadableS = (nowUs - state.answeredUs) / usPerSecond;
  if (unreadableS * usPerSecond >= patienceUs + unreadableForUs) {
    return fault(
      'driver.frame',
      `nothing readable for ${unreadableS.toFixed(0)} s: check the baud rate, the cable's shield, and that the port is a TC4's`,
    );
  }
  return null;
}

function fault(code: ErrorCode, message: string): Tc4Effect {
  return { type: 'fault', code, message };
}

function shakeHands(plan: Tc4Plan, state: Tc4State, nowUs: MonoUs): Tc4Turn {
  const first = { ...state, step: 0, triesLeft: firstCommandTries - 1, isInStep: false };
  return sendStep(plan, first, nowUs);
}

/** Silence after the last try is accepted where nothing was ever acknowledged: READ will tell. */
function nextCommand(plan: Tc4Plan, state: Tc4State, nowUs: MonoUs): Tc4Turn {
  const step = state.step + 1;
  if (step < plan.handshake.length) return sendStep(plan, { ...state, step, triesLeft: 0 }, nowUs);
  const rested: Tc4State = { ...state, phase: 'resting' };
  return nowUs >= rested.dueUs ? ask(plan, rested, nowUs) : stay(rested);
}

function sendStep(plan: Tc4Plan, state: Tc4State, nowUs: MonoUs): Tc4Turn {
  return {
    state: { ...state, phase: 'handshake', askedUs: nowUs },
    effects: [{ type: 'send', command: plan.handshake[state.step] ?? readCommand }],
  };
}

function ask(plan: Tc4Plan, state: Tc4State, nowUs: MonoUs): Tc4Turn {
  return {
    state: {
      ...state,
      phase: 'reading',
      askedUs: nowUs,
      dueUs: nextDueUs(plan, state, nowUs),
    },
    effects: [{ type: 'send', command: readCommand }],
  };
}

/** The next multiple of the interval that lies ahead: what was missed is skipped, never made up in a burst. */
function nextDueUs(plan: Tc4Plan, { dueUs }: Tc4State, nowUs: MonoUs): number {
  const passed = Math.floor((nowUs - dueUs) / plan.intervalUs) + 1;
  return dueUs + Math.max(0, passed) * plan.intervalUs;
}
