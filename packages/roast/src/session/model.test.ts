import { type MarkKind, settableMarkKinds, usPerSecond } from '@artisan-ts/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideSession } from '#session/decide.ts';
import { initialSession, type SessionInput } from '#session/state.ts';
import { codes, emptyBook, mark, play, replayed, rules, sample } from '../../test/session-book.ts';
import { SessionDrum } from '../../test/session-drum.ts';
import {
  closedByPerson,
  type Deed,
  type ModelAction,
  type ModelRoast,
  type ModelState,
  type ModelStep,
  nothingYet,
  pressed,
  pressedAnew,
  pressedUnseen,
  restartedModel,
  seen,
  timedOut,
  tolerance,
} from '../../test/session-model.ts';

/** `SEED=7 RUNS=20000 npx vitest run session/model` plays other days, and more of them. */
const seed = Number(process.env['SEED'] ?? 1);

/** What a day is made of. `deed`: beans go in, or out, whichever comes next; then a person presses or not, so many seconds later. */
type Step =
  | { readonly type: 'wait' | 'silence'; readonly seconds: number }
  | { readonly type: 'deed'; readonly pressAfterS: number | null }
  | { readonly type: 'press'; readonly kind: MarkKind; readonly action: ModelAction }
  | { readonly type: 'close' | 'restart' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('wait' as const),
      seconds: fc.integer({ min: 1, max: 500 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('silence' as const),
      seconds: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 800, max: 9000 })),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      type: fc.constant('deed' as const),
      pressAfterS: fc.option(fc.integer({ min: 0, max: 70 })),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('press' as const),
      kind: fc.oneof(
        fc.constantFrom('charge' as const, 'drop' as const),
        fc.constantFrom(...settableMarkKinds),
      ),
      action: fc.constantFrom(
        'set' as const,
        'undo' as const,
        'undo' as const,
        'confirm' as const,
        'move' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom('close' as const, 'restart' as const) }),
  },
);
const anyDay = fc.record({
  steps: fc.array(anyStep, { minLength: 4, maxLength: 16 }),
  intervalS: fc.constantFrom(1, 2, 2, 5),
});

/** A deed that a curve shows before long; `isPlain`: everything around it is read. */
interface Pending extends Deed {
  readonly isPlain: boolean;
}
/** One way in which it may have gone. */
interface Variant {
  readonly state: ModelState;
  readonly pending: readonly Pending[];
}

/** A charge needs a settled drum before it, a drop a roast; both are noticed within so long. */
const settledS = 200;
const roastedS = 430;
/** Beans in this drum are as hot as they get after so long. */
const standsAfterS = 900;
/** Whoever saw nothing of a roast for so long cannot tell where it is. */
const hiddenS = 120;
/** The same while a deed shows, of which the rest may be too little. */
const silenceMaxS = 6;
const deedShowsS = 60;
const noticedS = 90;
/** A drop whose fall was missed shows by this that BT stays down. */
const missedShowsS = 700;
/** Plays a day to the rules and to the model side by side. */
class Day {
  readonly #intervalS: number;
  readonly #drum = new SessionDrum();
  #real = { state: initialSession(rules), book: emptyBook };
  #variants: readonly Variant[] = [{ state: nothingYet, pending: [] }];
  #readings: SessionInput[] = [];
  #nowS = 0;
  #deedS = 0;
  #chargedS: number | null = null;
  #hiddenS = Number.NEGATIVE_INFINITY;
  #readS: number | null = null;
  #beforeS = 0;
  #seeingSinceS = 0;
  readonly #log: string[] = [];

  constructor(intervalS: number) {
    this.#intervalS = intervalS;
  }

  wait(seconds: number): void {
    for (const endS = this.#nowS + seconds; this.#nowS < endS; ) {
      this.#nowS += this.#intervalS;
      this.#read(this.#drum.after(this.#intervalS));
    }
  }

  silence(seconds: number): void {
    this.#drum.after(seconds);
    this.#nowS += seconds;
    const isNearDeed = this.#nowS - seconds - this.#deedS < deedShowsS;
    if (seconds > (isNearDeed ? silenceMaxS : hiddenS)) this.#hiddenS = this.#nowS;
    this.#log.push(`silent until ${this.#nowS}`);
  }

  /** Beans go in or out as soon as that is possible and looks like it. */
  deed(pressAfterS: number | null): void {
    const { hasBeans } = this.#drum;
    const dueS = this.#deedS + (hasBeans ? roastedS : settledS);
    if (this.#nowS < dueS) this.wait(dueS - this.#nowS);
    const kind = hasBeans ? 'drop' : 'charge';
    if (hasBeans) this.#drum.drop();
    else this.#drum.charge();
    const isStanding = hasBeans && this.#nowS - this.#deedS > standsAfterS;
    this.#deedS = this.#nowS;
    if (this.#nowS - this.#seeingSinceS < deedShowsS) this.#hiddenS = this.#nowS;
    this.#log.push(`${kind} at ${this.#nowS}`);
    const isPlain = this.#readS === this.#nowS && this.#nowS - this.#seeingSinceS > 150;
    const deed: Pending = { kind, atS: this.#nowS, chargedS: this.#known, isStanding, isPlain };
    if (kind === 'charge') this.#chargedS = this.#nowS;
    this.#variants = this.#variants.map((each) => ({
      ...each,
      pending: [...each.pending, deed],
    }));
    if (pressAfterS === null) return;
    this.wait(pressAfterS);
    this.press(kind, 'set');
  }

  /** The charge before, unless so much of its roast was hidden that nobody can know where it is. */
  get #known(): number | null {
    return this.#hiddenS > (this.#chargedS ?? 0) ? null : this.#chargedS;
  }

  press(kind: MarkKind, action: ModelAction): void {
    if (this.#readS === null) return;
    const nowS = this.#readS;
    this.#log.push(`${kind} ${action} at ${nowS}`);
    const isCharge = kind === 'charge' && action === 'set';
    const hasBeansOf = this.#drum.hasBeans ? this.#known : null;
    this.#give(mark(kind, action, nowS), (state) => [
      pressed(state, kind, action, nowS),
      ...(isCharge ? pressedAnew(state, nowS, hasBeansOf) : []),
      ...(kind === 'drop' && action === 'set' ? pressedUnseen(state, nowS) : []),
    ]);
  }

  close(): void {
    this.#log.push(`close at ${this.#nowS}`);
    this.#give({ type: 'close' }, (state) => [closedByPerson(state, this.#readS ?? 0)]);
  }

  restart(): void {
    this.#log.push(`restart at ${this.#nowS}`);
    const { state, book } = replayed(this.#real.book, this.#readings);
    this.#real = { state, book };
    const [readS, beforeS] = [this.#readS ?? 0, this.#beforeS];
    this.#variants = this.#variants
      .map((each) => ({ ...each, state: restartedModel(each.state) }))
      .flatMap((each) => inTime(each, readS, beforeS))
      .flatMap((each) => shown(each, readS));
    this.#compare();
  }

  #read(btC: number): void {
    const nowS = this.#nowS;
    const reading = sample(nowS, btC);
    this.#readings.push(reading);
    const isAfterSilence = nowS - (this.#readS ?? nowS) > this.#intervalS;
    if (isAfterSilence || this.#readS === null) this.#seeingSinceS = nowS;
    const beforeS = this.#readS ?? nowS;
    this.#beforeS = beforeS;
    this.#readS = nowS;
    this.#real = play([reading], this.#real);
    this.#variants = this.#variants
      .map((each) => (isAfterSilence ? doubted(each) : each))
      .flatMap((each) => inTime(each, nowS, beforeS))
      .flatMap((each) => shown(each, nowS));
    this.#compare();
  }

  /** Both get it; what the model refuses, the rules refuse with the same code. */
  #give(input: SessionInput, model: (state: ModelState) => readonly ModelStep[]): void {
    const refusal = codes(decideSession(this.#real.state, input).effects)[0] ?? null;
    this.#real = play([input], this.#real);
    const steps = this.#variants.flatMap((each) =>
      model(each.state).map((step) => ({ each, step })),
    );
    const alike = steps.filter(({ step }) => step.refused === refusal);
    if (alike.length === 0)
      this.#fail(
        `refused with ${refusal}, by the model with ${steps.map(({ step }) => step.refused)}`,
      );
    this.#variants = alike.map(({ each, step }) => ({ ...each, state: step.state }));
    this.#compare();
  }

  #compare(): void {
    const { open, finished } = this.#real.book;
    const alike = this.#variants.flatMap(({ state, pending }) => {
      const isSo = finished.map(({ reason }) => reason).join() === state.closed.join();
      const roast = alikeRoast(state.open, open);
      const last =
        state.last && alikeRoast(leftUnseen(state, finished.at(-1)), finished.at(-1) ?? null);
      if (!isSo || roast === 'other' || last === 'other') return [];
      return [{ state: { ...state, open: roast, last }, pending }];
    });
    if (alike.length === 0)
      this.#fail(
        `is ${JSON.stringify({ open, closed: finished.map(({ reason }) => reason), last: finished.at(-1)?.marks })}; may be ${this.#variants.map(({ state }) => JSON.stringify({ ...state, open: state.open && [...state.open.marks], last: state.last && [...state.last.marks] })).join(' or ')}`,
      );
    this.#variants = unique(alike);
  }

  #fail(what: string): never {
    return expect.fail(`at ${this.#nowS} s after ${this.#log.join(', ')}: ${what}`);
  }
}

/** After a silence a curve may show what happened before, and need not. */
function doubted({ state, pending }: Variant): Variant {
  return { state, pending: pending.map((each) => ({ ...each, isPlain: false })) };
}

function inTime({ state, pending }: Variant, nowS: number, beforeS: number): readonly Variant[] {
  const closed = timedOut(state, nowS, beforeS);
  if (closed === null) return [{ state, pending }];
  const over = { state: closed.state, pending };
  return closed.isCertain ? [over] : [{ state, pending }, over];
}

/** What the curve shows by now: it may be noticed at any moment, and has to be in the end. */
function shown(variant: Variant, nowS: number): readonly Variant[] {
  return variant.pending.reduce<readonly Variant[]>(
    (variants, deed) =>
      variants.flatMap(({ state, pending }) => {
        const isDue = nowS - deed.atS > noticedS;
        const isOver = nowS - deed.atS > (deed.kind === 'drop' ? missedShowsS : noticedS);
        const without = isOver ? pending.filter((other) => other !== deed) : pending;
        const { may, isCertain } = seen(state, deed);
        // When what it was taken for is taken back, the same fall may be noticed once more.
        const noticed = may.map((next) => ({ state: next, pending: without }));
        const isMissed = isDue && isCertain && deed.isPlain;
        return isMissed ? noticed : [{ state, pending: without }, ...noticed];
      }),
    [variant],
  );
}

type Written = {
  readonly startUs: number;
  readonly marks: Readonly<Record<string, { readonly atUs: number; readonly state: string }>>;
};

/** The roast of the model with its marks where the rules have them, or `other` when it is another. */
function alikeRoast(
  roast: ModelRoast | null,
  written: Written | null,
): ModelRoast | null | 'other' {
  if (roast === null || written === null)
    return roast === null && written === null ? null : 'other';
  const real = Object.entries(written.marks).filter(([kind]) => kind !== 'turningPoint');
  if (real.length !== roast.marks.size) return 'other';
  const marks = new Map<
    MarkKind,
    ModelRoast['marks'] extends ReadonlyMap<MarkKind, infer Mark> ? Mark : never
  >();
  for (const [kind, { atUs, state }] of real) {
    const atS = atUs / usPerSecond;
    const known = roast.marks.get(kind as MarkKind);
    const isConfirmed = state === 'confirmed';
    if (known?.isConfirmed !== isConfirmed || Math.abs(known.atS - atS) > tolerance) return 'other';
    marks.set(kind as MarkKind, { ...known, atS });
  }
  return { ...roast, startS: written.startUs / usPerSecond, marks };
}

/** The next batch came and nobody marked a drop before: the rules may suggest one, about where BT sank. */
function leftUnseen({ last, closed }: ModelState, written: Written | undefined): ModelRoast | null {
  const drop = written?.marks['drop'];
  const isSo = closed.at(-1) === 'nextCharge' && drop?.state === 'suggested';
  if (last === null || !isSo || last.marks.has('drop')) return last;
  const mark = { atS: drop.atUs / usPerSecond, isConfirmed: false };
  return { ...last, marks: new Map([...last.marks, ['drop', mark] as const]) };
}

function unique(variants: readonly Variant[]): readonly Variant[] {
  const text = ({ state, pending }: Variant): string =>
    JSON.stringify([
      state.open && [[...state.open.marks], [...state.open.declinedS], state.open.touchedS],
      state.last && [...state.last.marks],
      state.closed,
      pending,
    ]);
  return [...new Map(variants.map((each) => [text(each), each])).values()];
}

it('a session goes as the table of its rules says, whatever is pressed, seen, missed and restarted', () => {
  fc.assert(
    fc.property(anyDay, ({ steps, intervalS }) => {
      const day = new Day(intervalS);
      day.wait(160);
      for (const step of steps) {
        if (step.type === 'wait') day.wait(step.seconds);
        else if (step.type === 'silence') day.silence(step.seconds);
        else if (step.type === 'deed') day.deed(step.pressAfterS);
        else if (step.type === 'press') day.press(step.kind, step.action);
        else if (step.type === 'close') day.close();
        else day.restart();
      }
      day.wait(100);
    }),
    { numRuns: Number(process.env['RUNS'] ?? 2000), seed },
  );
});
