import type { MarkEvent } from '@artisan-ts/contracts';
import {
  type Machine,
  type MarkKind,
  MonoUs,
  type Note,
  ok,
  type Result,
  type RoastHeader,
  type RoastId,
  refuse,
  secondsAfter,
  secondsBetween,
  usPerMs,
  WallMs,
} from '@artisan-ts/domain';
import {
  decideSession,
  defaultSessionRules,
  type Expectations,
  forgetClosed,
  resumeSession,
  type SessionInput,
  type SessionRemains,
  type SessionRules,
  type SessionState,
} from '@artisan-ts/roast';
import type { PastSession } from '#late/past-session.ts';
import type { LeverTrack } from '#levers/lever-track.ts';
import type { Clock } from '#ports/clock.ts';
import type { IdSource } from '#ports/ids.ts';
import type { StoredRoast } from '#ports/stored-roast.ts';
import {
  applyEffect,
  type Draft,
  draftOf,
  markEvent,
  newDraft,
  type RecordEffect,
} from '#roasts/draft.ts';
import { lossBegins, type OwnNote } from '#roasts/loss-notes.ts';
import type { PressHabit } from '#roasts/press-habit.ts';
import type { RoastLedger } from '#roasts/roast-ledger.ts';
import type { Tape } from '#tape/tape.ts';

/** Notes of the station's own that are remembered: what happened in the lead-in of a roast that begins later belongs to it. */
const ownNotesMax = 50;

/** Hears what the desk did, after it did it. */
export interface DeskListener {
  marked(event: MarkEvent): void;
  /** The roast was opened, changed or closed. */
  changed(): void;
}

export interface RoastDeskParts {
  readonly machine: () => Machine;
  /** The clock of the machine's source. */
  readonly clock: Clock;
  readonly tape: Tape;
  readonly levers: LeverTrack;
  readonly ledger: RoastLedger;
  readonly ids: IdSource;
  readonly utcOffsetS: (at: WallMs) => number | null;
  readonly habit: PressHabit;
  readonly listener: DeskListener;
  /** Where dry end and first crack are expected in a roast that begins now. */
  readonly expects: () => Expectations;
  /** Whether readings of the machine are being lost for want of memory. */
  readonly isLosing: () => boolean;
}

type SampleInput = Extract<SessionInput, { readonly type: 'sample' }>;

/** What an input would do, decided and not yet done. To be performed before the next input. */
export interface Plan {
  readonly state: SessionState;
  readonly effects: readonly RecordEffect[];
}

/** The roasts of one machine: what the session rules decide is done here, to one record at a time. */
export class RoastDesk {
  readonly #parts: RoastDeskParts;
  #state: SessionState;
  /** Newest mark of the roast that was resumed; null when none was. */
  readonly #settledUs: MonoUs | null;
  #roastId: RoastId | null = null;
  /** Samples since the past began to be played again; null: it does not, or a roast was opened, changed by somebody or closed since. */
  #since: { readonly input: SampleInput; readonly wallMs: WallMs }[] | null = null;

  #ownNotes: OwnNote[] = [];

  /** `latest` is the newest roast of the machine, open or closed, deleted ones too; null when there was none. */
  constructor(parts: RoastDeskParts, latest: StoredRoast | null) {
    this.#parts = parts;
    const { closeAfterDropS } = parts.machine().configuration;
    const remains = remainsOf(latest, parts.clock.monoUs());
    this.#settledUs = settledOf(remains);
    const expects = parts.expects();
    const { pressLeadS } = parts.habit;
    const rules = { ...defaultSessionRules, closeAfterDropS, expects, pressLeadS };
    this.#state = resumeSession(rules, remains);
    const isThere = latest !== null && latest.header.deletedWallMs === undefined;
    if (isThere) this.#hold(parts.ledger.take(latest).header.id);
  }

  /** The roast that is going on, or the last one. */
  get roast(): StoredRoast | null {
    const roast = this.#stored;
    if (roast === null || roast.span === null || roast.header.closeReason !== null) return roast;
    const leverChanges = this.#parts.levers.changes(roast.span.startUs, null);
    return { ...roast, header: { ...roast.header, leverChanges } };
  }

  /** The roast that is going on, or null. */
  get openRoast(): StoredRoast | null {
    const roast = this.roast;
    return roast?.header.closeReason === null ? roast : null;
  }

  /** Lets the rules see a reading. @throws ArtisanError as {@link perform} */
  sample(input: SampleInput): void {
    this.#since?.push({ input, wallMs: this.#parts.clock.wallMs() });
    const plan = this.#decide(input);
    if (plan.effects.some(({ type }) => type === 'open' || type === 'close')) this.#since = null;
    this.#do(plan);
  }

  /** The times and expectations by which roasts are run now. */
  get rules(): SessionRules {
    return this.#present.rules;
  }

  /**
   * The session as it would stand after a restart, for readings of the past to be played to them once more: from the start of
   * the roast that goes on, or null. To be followed by {@link adopt}.
   */
  beginAgain(): { readonly state: SessionState; readonly startUs: MonoUs | null } {
    this.#since = [];
    const remains = remainsOf(this.#stored, this.#parts.clock.monoUs());
    return { state: resumeSession(this.rules, remains), startUs: remains.open?.startUs ?? null };
  }

  /**
   * Goes on from rules that have seen the past again, with what came meanwhile. What the record says already is not done
   * anew, and nothing at or before its newest mark. `own`: what of it is for this desk to do. False, and nothing is changed,
   * when somebody did something meanwhile, or a roast was opened or closed here: the past would do that once more.
   */
  adopt(
    past: PastSession,
    own: (effects: readonly RecordEffect[]) => readonly RecordEffect[],
  ): boolean {
    const since = this.#since;
    this.#since = null;
    if (since === null) return false;
    for (const { input, wallMs } of since) past.decide(input, wallMs);
    const settledUs = settledOf(remainsOf(this.#stored, this.#parts.clock.monoUs()));
    const news = own(past.effects).filter(
      (effect) => !isSettled(effect, settledUs) && !isDone(effect, this.#stored),
    );
    // What was closed last can still be reopened, unless another was closed since.
    const closed = past.state.closed ?? this.#state.closed;
    this.#do({ state: { ...past.state, closed }, effects: news });
    return true;
  }

  /**
   * Lets the rules see a reading from disk again after a restart. Up to the newest mark the record says what was decided;
   * what came after it may have been lost with the program, and is decided now as it would have been then.
   */
  replay(input: SampleInput): void {
    const { state, effects } = this.#decide(input);
    const isSettled = this.#settledUs !== null && input.monoUs <= this.#settledUs;
    const news = isSettled ? [] : effects.filter((effect) => !isDone(effect, this.#stored));
    this.#do({ state, effects: news });
  }

  /** What an input of a person or a device would do, or why it cannot be done. */
  plan(input: SessionInput): Result<Plan> {
    const { state, effects } = decideSession(this.#present, input);
    const refusal = effects.find((effect) => effect.type === 'refuse');
    if (refusal !== undefined) return refuse(refusal.code, refusal.message);
    return ok({ state, effects: effects.filter((effect) => effect.type !== 'refuse') });
  }

  /** @throws ArtisanError `store.unavailable` when too many changes wait to be saved; then nothing is changed */
  perform(plan: Plan): void {
    this.#since = null;
    this.#do(plan);
  }

  #do(plan: Plan): void {
    if (plan.effects.length > 0) this.#apply(plan.effects);
    this.#state = plan.state;
  }

  /** Lets go of the last roast, which was deleted: whatever comes begins another. */
  forget(id: RoastId): void {
    const roast = this.#stored;
    if (roast === null || roast.header.id !== id || roast.header.closeReason === null) return;
    this.#since = null;
    this.#state = forgetClosed(this.#state);
    this.#parts.ledger.release(id);
    this.#roastId = null;
  }

  /**
   * Writes into the roast that is going on; null when there is none. A note without id is the station's own: the
   * next roast gets it too when the moment lies in its lead-in, and one that says so already gets it once.
   */
  note(id: Note['id'], text: string, atUs: MonoUs): RoastId | null {
    if (id === null) this.#ownNotes = [...this.#ownNotes, { text, atUs }].slice(-ownNotesMax);
    const roast = this.#stored;
    if (roast === null || roast.span === null || roast.header.closeReason !== null) return null;
    const note: Note = { id, timeS: secondsBetween(roast.span.startUs, atUs), text };
    if (id === null && (note.timeS < 0 || isSaid(note, roast.header.notes))) return null;
    const notes = [...roast.header.notes, note].sort((a, b) => a.timeS - b.timeS);
    this.#parts.ledger.change(roast.header.id, { header: { notes } });
    this.#parts.listener.changed();
    return roast.header.id;
  }

  /** The session by what is known now. A roast that has begun goes on by what was known then. */
  get #present(): SessionState {
    const expects = this.#parts.expects();
    const { pressLeadS } = this.#parts.habit;
    const { rules, open } = this.#state;
    const isKnown = rules.expects === expects && rules.pressLeadS === pressLeadS;
    if (open !== null || isKnown) return this.#state;
    return { ...this.#state, rules: { ...rules, expects, pressLeadS } };
  }

  get #stored(): StoredRoast | null {
    return this.#roastId === null ? null : this.#parts.ledger.get(this.#roastId);
  }

  #decide(input: SampleInput): Plan {
    const { state, effects } = decideSession(this.#present, input);
    return { state, effects: effects.filter((effect) => effect.type !== 'refuse') };
  }

  /** One write per record: a roast is never on disk without the mark that opened it. */
  #apply(effects: readonly RecordEffect[]): void {
    const { levers, clock, listener } = this.#parts;
    const events: MarkEvent[] = [];
    let draft = draftOf(this.#stored);
    let isTouched = false;
    for (const effect of effects) {
      if (effect.type === 'open') {
        if (isTouched && draft !== null) this.#put(draft);
        draft = this.#begin(effect.startUs, effect.startedWallMs);
      } else if (draft !== null) {
        draft = applyEffect(draft, effect, { wallMs: clock.wallMs(), levers });
      }
      isTouched = true;
      if (effect.type === 'mark' && draft !== null) events.push(markEvent(draft, effect));
    }
    if (draft !== null) this.#put(draft);
    for (const event of events) listener.marked(event);
    listener.changed();
  }

  #begin(startUs: MonoUs, saidWallMs: WallMs | undefined): Draft {
    const { ids, clock, tape, utcOffsetS, machine } = this.#parts;
    const agoMs = (clock.monoUs() - startUs) / usPerMs;
    const startedWallMs =
      saidWallMs ?? tape.wallAtOrAfter(startUs) ?? WallMs(Math.round(clock.wallMs() - agoMs));
    const own = machine();
    const notes = this.#ownNotesSince(startUs).map(({ text, atUs }) => ({
      id: null,
      timeS: secondsBetween(startUs, atUs),
      text,
    }));
    const draft = newDraft({
      id: ids.next('roast'),
      machine: own,
      clockRate: clock.rate,
      startUs,
      startedWallMs,
      utcOffsetS: utcOffsetS(startedWallMs),
      setup: own.setup ?? null,
    });
    return { ...draft, header: { ...draft.header, notes } };
  }

  /** What happened from the start of a roast on, and what goes on there since before. */
  #ownNotesSince(startUs: MonoUs): readonly OwnNote[] {
    const own = this.#ownNotes.filter(({ atUs }) => atUs >= startUs);
    const begins = lossBegins({ fromUs: startUs });
    const isLosing = this.#parts.isLosing() && own.every(({ text }) => text !== begins.text);
    return isLosing ? [begins, ...own] : own;
  }

  #put(draft: Draft): void {
    const { ledger } = this.#parts;
    const { isNew, kind, header, span } = draft;
    if (isNew) ledger.add({ header, span });
    else ledger.change(header.id, { header, span }, kind);
    this.#hold(header.id);
  }

  #hold(id: RoastId): void {
    if (this.#roastId !== null) this.#parts.ledger.release(this.#roastId);
    this.#roastId = id;
    this.#parts.ledger.hold(id);
  }
}

function isSaid({ timeS, text }: Note, notes: readonly Note[]): boolean {
  return notes.some((note) => note.timeS === timeS && note.text === text);
}

/** Newest mark of the roast that goes on, or its start; null when none does. */
function settledOf({ open }: SessionRemains): MonoUs | null {
  return open && MonoUs(Math.max(open.startUs, ...open.marks.map((mark) => mark.atUs)));
}

/** Whether the record was decided up to there. */
function isSettled(effect: RecordEffect, settledUs: MonoUs | null): boolean {
  if (settledUs === null || effect.type !== 'mark') return false;
  return effect.atUs !== null && effect.atUs <= settledUs;
}

/** What the rules need to know of the newest roast. Marks taken back count where they last stood. */
function remainsOf(latest: StoredRoast | null, nowUs: MonoUs): SessionRemains {
  const span = latest?.span ?? null;
  if (latest === null || span === null) return { open: null, lastClosedEndUs: null };
  if (latest.header.closeReason !== null) return { open: null, lastClosedEndUs: span.endUs };
  const { marks, undoneMarks = {} } = latest.header;
  const standing = Object.values(marks).map(({ kind, timeS, state, source }) => ({
    kind,
    atUs: secondsAfter(span.startUs, timeS),
    state,
    source,
  }));
  const undone = Object.entries(undoneMarks).flatMap(([kind, history]) => {
    const last = history.findLast((entry) => entry.timeS !== null);
    if (last === undefined || last.timeS === null) return [];
    const atUs = secondsAfter(span.startUs, last.timeS);
    return [{ kind: kind as MarkKind, atUs, state: 'undone', source: last.source } as const];
  });
  return {
    open: {
      startUs: span.startUs,
      marks: [...standing, ...undone],
      touchedUs: touchedOf(latest.header, span.startUs, nowUs),
    },
    lastClosedEndUs: null,
  };
}

/**
 * When somebody last did something to its marks, as their history says. A time to come was told by a clock that was set meanwhile:
 * then nothing is known but the moment that was marked, if one was.
 */
function touchedOf(
  { marks, undoneMarks = {}, startedWallMs }: RoastHeader,
  startUs: MonoUs,
  nowUs: MonoUs,
): MonoUs {
  const histories = [
    ...Object.values(marks).map(({ history }) => history),
    ...Object.values(undoneMarks),
  ];
  const touchesUs = histories.flat().flatMap(({ action, wallMs, timeS }) => {
    if (action === 'suggest') return [];
    const doneUs = Math.round(startUs + (wallMs - (startedWallMs ?? wallMs)) * usPerMs);
    if (doneUs <= nowUs) return [doneUs];
    return [timeS === null ? nowUs : Math.min(nowUs, secondsAfter(startUs, timeS))];
  });
  return MonoUs(Math.max(startUs, ...touchesUs));
}

/** Whether the record shows the mark already where it is suggested. */
function isDone(effect: RecordEffect, roast: StoredRoast | null): boolean {
  if (effect.type !== 'mark' || effect.atUs === null || !roast?.span) return false;
  const mark = roast.header.marks[effect.kind];
  return mark !== undefined && secondsAfter(roast.span.startUs, mark.timeS) === effect.atUs;
}
