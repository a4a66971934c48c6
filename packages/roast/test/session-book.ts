import { type MarkKind, MonoUs, usPerSecond } from '@artisan-ts/domain';
import { expect } from 'vitest';
import { decideSession } from '#session/decide.ts';
import { resumeSession } from '#session/resume.ts';
import { defaultSessionRules } from '#session/rules.ts';
import {
  initialSession,
  type SessionEffect,
  type SessionInput,
  type SessionState,
} from '#session/state.ts';
import { type SyntheticStream, syntheticRoast } from './synthetic-roast.ts';

export const rules = defaultSessionRules;
export const us = (timeS: number): MonoUs => MonoUs(Math.round(timeS * usPerSecond));

export const sample = (timeS: number, btC: number | null): SessionInput => ({
  type: 'sample',
  monoUs: us(timeS),
  btC,
  etC: null,
});
type MarkInput = Extract<SessionInput, { type: 'mark' }>;
export const mark = (
  kind: MarkKind,
  action: MarkInput['action'],
  timeS: number,
  source: MarkInput['source'] = 'operator',
): MarkInput => ({ type: 'mark', kind, action, atUs: us(timeS), source });

/** What a recorder that does what it is told would hold. */
interface Book {
  readonly open: Roast | null;
  readonly finished: readonly Roast[];
}
interface Roast {
  readonly startUs: number;
  readonly endUs: number | null;
  readonly reason: string | null;
  readonly marks: Readonly<Record<string, { readonly atUs: number; readonly state: string }>>;
  readonly undone: Readonly<Record<string, number>>;
  /** The newest reading when somebody last did something to it. */
  readonly touchedUs: number;
}

function write(book: Book, effect: SessionEffect): Book {
  switch (effect.type) {
    case 'refuse':
      return book;
    case 'open':
      expect(book.open).toBeNull();
      return {
        ...book,
        open: {
          startUs: effect.startUs,
          endUs: null,
          reason: null,
          marks: {},
          undone: {},
          touchedUs: effect.startUs,
        },
      };
    case 'close': {
      expect(book.open).not.toBeNull();
      const { open } = book;
      if (open === null) return book;
      const closed = { ...open, endUs: effect.endUs, reason: effect.reason };
      return { open: null, finished: [...book.finished, closed] };
    }
    case 'reopen': {
      expect(book.open).toBeNull();
      const last = book.finished.at(-1);
      expect(last).toBeDefined();
      return {
        open: last === undefined ? null : { ...last, endUs: null, reason: null },
        finished: book.finished.slice(0, -1),
      };
    }
    case 'mark':
      return writeMark(book, effect);
  }
}

function writeMark(book: Book, effect: Extract<SessionEffect, { type: 'mark' }>): Book {
  const roast = book.open ?? book.finished.at(-1);
  expect(roast).toBeDefined();
  if (roast === undefined) return book;
  const { kind, action, atUs } = effect;
  const before = roast.marks[kind];
  if (action === 'suggest') {
    expect(book.open).not.toBeNull();
    expect(before?.state, `${kind} suggested over a person's`).not.toBe('confirmed');
    const undoneUs = roast.undone[kind];
    if (undoneUs !== undefined) expect(atUs).toBeGreaterThan(undoneUs);
  } else if (action !== 'set') expect(before).toBeDefined();
  const { [kind]: _, ...others } = roast.marks;
  const state = action === 'suggest' ? 'suggested' : 'confirmed';
  const undone =
    action === 'undo' && before !== undefined && kind !== 'turningPoint'
      ? { ...roast.undone, [kind]: before.atUs }
      : roast.undone;
  const marks = atUs === null ? others : { ...others, [kind]: { atUs, state } };
  if (atUs !== null) expect(atUs).toBeGreaterThanOrEqual(roast.startUs);
  const changed = { ...roast, marks, undone };
  if (book.open !== null) return { ...book, open: changed };
  return { ...book, finished: [...book.finished.slice(0, -1), changed] };
}

/** A record of what somebody did says when. */
function touched(book: Book, effects: readonly SessionEffect[], newestUs: number | null): Book {
  const isDone = effects.some((effect) => effect.type === 'mark' && effect.action !== 'suggest');
  if (!isDone || book.open === null || newestUs === null) return book;
  return { ...book, open: { ...book.open, touchedUs: newestUs } };
}

export const emptyBook: Book = { open: null, finished: [] };

export function play(
  inputs: readonly SessionInput[],
  from: { readonly state: SessionState; readonly book: Book } = {
    state: initialSession(rules),
    book: emptyBook,
  },
) {
  let { state, book } = from;
  const all: SessionEffect[] = [];
  for (const input of inputs) {
    const step = decideSession(state, input);
    state = step.state;
    for (const effect of step.effects) book = write(book, effect);
    book = touched(book, step.effects, state.newestUs);
    all.push(...step.effects);
    if ((state.open === null) !== (book.open === null))
      throw new Error('rules and record disagree');
  }
  return { state, book, effects: all };
}

export const machine = {
  jitter: 0.2,
  noiseC: 0.1,
  quantumC: 0.1,
  missing: 0.01,
  probeS: 12,
  chargeC: 195,
};
export function batch(
  seed: number,
  parts: { readonly leadInS?: number; readonly coolS?: number } = {},
) {
  const { leadInS = 150, coolS = 300 } = parts;
  return syntheticRoast({ ...machine, seed, intervalS: 1, leadInS, roastS: 600, coolS });
}
export const samples = (stream: SyntheticStream, fromS = 0): SessionInput[] =>
  stream.timeS.map((t, i) => sample(fromS + t, stream.btC[i] ?? null));

export const steady = (fromS: number, toS: number, btC = 190): SessionInput[] =>
  Array.from({ length: toS - fromS }, (_, i) => sample(fromS + i, btC));
export const codes = (effects: readonly SessionEffect[]): string[] =>
  effects.flatMap((effect) => (effect.type === 'refuse' ? [effect.code] : []));

/** A restart: what is on record, then the readings again without doing anything. */
export function restarted(book: Book, readings: readonly SessionInput[]): SessionState {
  return replayed(book, readings).state;
}

/**
 * The same with what would be done in it, and the record after that. It should be nothing: all of it was decided live.
 */
export function replayed(book: Book, readings: readonly SessionInput[]) {
  const { open } = book;
  const startUs = open === null ? null : MonoUs(open.startUs);
  const closedUs = book.finished.at(-1)?.endUs ?? null;
  const marks =
    open === null
      ? []
      : [
          ...Object.entries(open.marks).map(([kind, one]) => ({
            kind: kind as MarkKind,
            atUs: MonoUs(one.atUs),
            state: one.state as 'suggested' | 'confirmed',
            source: 'operator' as const,
          })),
          ...Object.entries(open.undone).map(([kind, atUs]) => ({
            kind: kind as MarkKind,
            atUs: MonoUs(atUs),
            state: 'undone' as const,
            source: 'operator' as const,
          })),
        ];
  let state = resumeSession(rules, {
    open:
      open === null || startUs === null
        ? null
        : { startUs, marks, touchedUs: MonoUs(open.touchedUs) },
    lastClosedEndUs: closedUs === null ? null : MonoUs(closedUs),
  });
  const settledUs = startUs === null ? null : Math.max(startUs, ...marks.map(({ atUs }) => atUs));
  const news: SessionEffect[] = [];
  for (const reading of readings) {
    const step = decideSession(state, reading);
    state = step.state;
    // As the desk does: what the record was decided by is not decided again.
    const isSettled =
      settledUs !== null && reading.type === 'sample' && reading.monoUs <= settledUs;
    if (isSettled) continue;
    for (const effect of step.effects) {
      const known = effect.type === 'mark' ? open?.marks[effect.kind]?.atUs : undefined;
      if (effect.type !== 'mark' || known !== effect.atUs) news.push(effect);
    }
  }
  return { state, news, book: news.reduce(write, book) };
}
