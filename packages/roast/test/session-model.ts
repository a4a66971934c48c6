import type { CloseReason, MarkKind } from '@artisan-ts/domain';

/**
 * The rules of a session as they were asked for, written down once more and apart from the code: what a roast may become, by what
 * happens. Where the requirements leave open whether a curve shows something, both are allowed.
 */

/** `uncharged`: a roast is open and its charge was taken back. */
export type ModelPhase = 'no roast' | 'uncharged' | 'roasting' | 'dropped';

/** A mark: whether a person stands for it, and about where it is, in seconds. */
export interface ModelMark {
  readonly atS: number;
  readonly isConfirmed: boolean;
}

export interface ModelRoast {
  /** Where it begins, minutes before charge. */
  readonly startS: number;
  readonly marks: ReadonlyMap<MarkKind, ModelMark>;
  /** Where charge and drop stood that a person took back. */
  readonly declinedS: ReadonlyMap<MarkKind, number>;
  /** When somebody last did something to it. */
  readonly touchedS: number;
}

export interface ModelState {
  readonly open: ModelRoast | null;
  /** The roast closed last, for second thoughts; a restart forgets it. */
  readonly last: ModelRoast | null;
  /** Why roasts were closed, the first one first. */
  readonly closed: readonly CloseReason[];
  /** When the last one was: what happened before belongs to it. */
  readonly closedS: number;
}

/** Answer of the model to a press: what it becomes, and the reason code when it is refused. */
export interface ModelStep {
  readonly state: ModelState;
  readonly refused: string | null;
}

export type ModelAction = 'set' | 'undo' | 'confirm' | 'move';

/** Rules in numbers, s: a roast closes so long after drop, or after the last mark when nobody comes; none is longer or shorter. */
export const modelTimes = {
  afterDrop: 900,
  unattended: 7200,
  roastMax: 2400,
  roastMin: 120,
  turnaround: 60,
  /** A press this close to a suggestion means it. */
  sameMoment: 30,
} as const;

export const nothingYet: ModelState = {
  open: null,
  last: null,
  closed: [],
  closedS: Number.NEGATIVE_INFINITY,
};

export function phaseOf(roast: ModelRoast | null): ModelPhase {
  if (roast === null) return 'no roast';
  if (roast.marks.has('drop')) return 'dropped';
  return roast.marks.has('charge') ? 'roasting' : 'uncharged';
}

type Row = Readonly<Record<'charge' | 'close' | 'cool end', 'opens' | 'marks' | 'closes' | 'no'>>;

/**
 * What begins and ends a roast, by phase. Everything else that is pressed marks the roast that is open; nothing that is not
 * pressed, seen or timed out changes anything: silence and a restart have no row.
 */
const table: Readonly<Record<ModelPhase, Row>> = {
  'no roast': { charge: 'opens', close: 'no', 'cool end': 'no' },
  uncharged: { charge: 'marks', close: 'closes', 'cool end': 'closes' },
  roasting: { charge: 'marks', close: 'closes', 'cool end': 'closes' },
  dropped: { charge: 'opens', close: 'closes', 'cool end': 'closes' },
};

/** A person presses a button at the newest reading. */
export function pressed(
  state: ModelState,
  kind: MarkKind,
  action: ModelAction,
  nowS: number,
): ModelStep {
  if (action === 'set') return set(state, kind, nowS);
  const roast = state.open ?? state.last;
  const mark = roast?.marks.get(kind);
  if (roast === null) return refused(state, 'mark.no-roast');
  if (mark === undefined) return refused(state, 'mark.not-set');
  if (action === 'undo') return undo(state, roast, kind, nowS);
  if (action === 'confirm') return placed(state, roast, kind, mark.atS, nowS);
  return roastAt(state, nowS) === null
    ? refused(state, 'mark.no-roast')
    : placed(state, roast, kind, nowS, nowS);
}

function set(state: ModelState, kind: MarkKind, nowS: number): ModelStep {
  if (kind === 'charge' && opensAt(state.open, nowS)) return charged(state, nowS, true);
  const roast = roastAt(state, nowS);
  if (roast === null) return refused(state, 'mark.no-roast');
  const known = roast.marks.get(kind);
  if (known?.isConfirmed) return refused(state, 'request.conflict');
  const isMeant =
    known !== undefined &&
    kind !== 'dryEnd' &&
    kind !== 'fcStart' &&
    nowS - known.atS <= modelTimes.sameMoment;
  return placed(state, roast, kind, isMeant ? known.atS : nowS, nowS);
}

/**
 * A person presses charge in a roast whose drop nobody marked, and whose beans may be out: where BT shows that they are, it is the next
 * batch's; otherwise it is set already.
 */
export function pressedAnew(
  state: ModelState,
  nowS: number,
  hasBeansOf: number | null,
): ModelStep[] {
  const chargeS = state.open?.marks.get('charge')?.atS;
  const isPlain =
    hasBeansOf !== null && chargeS !== undefined && Math.abs(chargeS - hasBeansOf) <= nearDeedS;
  return phaseOf(state.open) === 'roasting' && !isPlain ? [charged(state, nowS, true)] : [];
}

/**
 * A person presses drop where no roast goes on: beans that nobody saw come leave. Where too little was read, or it is too cold for
 * that, it is refused.
 */
export function pressedUnseen(state: ModelState, nowS: number): ModelStep[] {
  if (state.open !== null || (state.last !== null && nowS <= state.closedS)) return [];
  const marks = new Map([['drop', { atS: nowS, isConfirmed: true }] as const]);
  return [taken({ ...state, open: { startS: 0, marks, declinedS: new Map(), touchedS: nowS } })];
}

function opensAt(open: ModelRoast | null, nowS: number): boolean {
  if (table[phaseOf(open)].charge === 'opens') return true;
  const chargeS = open?.marks.get('charge')?.atS;
  return chargeS !== undefined && nowS > chargeS + modelTimes.roastMax;
}

/** Charge of a batch: it closes the roast before and opens its own. */
function charged(state: ModelState, atS: number, isConfirmed: boolean): ModelStep {
  const before = state.open === null ? state : ended(state, 'nextCharge', atS);
  const marks = new Map([['charge', { atS, isConfirmed }] as const]);
  return taken({ ...before, open: { startS: atS, marks, declinedS: new Map(), touchedS: atS } });
}

function placed(
  state: ModelState,
  roast: ModelRoast,
  kind: MarkKind,
  atS: number,
  nowS: number,
): ModelStep {
  if (!isInOrder(roast, kind, atS)) return refused(state, 'mark.order');
  const marks = new Map([...roast.marks, [kind, { atS, isConfirmed: true }] as const]);
  const next = withRoast(state, { ...roast, marks, touchedS: nowS });
  const isOver = kind === 'coolEnd' && state.open !== null;
  return taken(isOver ? ended(next, 'coolEnd', nowS) : next);
}

/** Nothing stands before charge, and what beans do in the drum not after a drop that a person stands for. */
function isInOrder({ marks }: ModelRoast, kind: MarkKind, atS: number): boolean {
  const drop = marks.get('drop');
  const isOfBeans = !['charge', 'drop', 'coolEnd'].includes(kind);
  if (isOfBeans && drop?.isConfirmed && atS > drop.atS) return false;
  if (kind !== 'charge') return atS >= (marks.get('charge')?.atS ?? Number.NEGATIVE_INFINITY);
  return [...marks].every(([other, mark]) => other === 'charge' || mark.atS >= atS);
}

/** Taking charge, drop or cool end back makes the roast closed last go on. */
function undo(state: ModelState, roast: ModelRoast, kind: MarkKind, nowS: number): ModelStep {
  const marks = new Map([...roast.marks].filter(([other]) => other !== kind));
  const stoodS = roast.marks.get(kind)?.atS ?? nowS;
  const declinedS = new Map([...roast.declinedS, [kind, stoodS] as const]);
  const changed = { ...roast, marks, declinedS, touchedS: nowS };
  const reopens =
    state.open === null && (kind === 'charge' || kind === 'drop' || kind === 'coolEnd');
  if (!reopens) return taken(withRoast(state, changed));
  return taken({ ...state, open: changed, last: null, closed: state.closed.slice(0, -1) });
}

/** A person closes. */
export function closedByPerson(state: ModelState, nowS: number): ModelStep {
  if (table[phaseOf(state.open)].close === 'no') return refused(state, 'mark.no-roast');
  return taken(ended(state, 'operator', nowS));
}

/** What a curve may make of a state, and whether it has to. */
export interface Sighting {
  readonly may: readonly ModelState[];
  readonly isCertain: boolean;
}

/** Beans that truly went in or out. */
export interface Deed {
  readonly kind: 'charge' | 'drop';
  readonly atS: number;
  /** When beans went in before that; null when never, or when too little of that roast was read. */
  readonly chargedS: number | null;
  /** BT had stopped rising before: so does an empty drum. */
  readonly isStanding: boolean;
}

/** A person presses charge so far from it at most; who says that it was elsewhere leaves nobody able to tell what a fall is. */
const nearDeedS = 75;

/** The curve shows a deed. */
export function seen(state: ModelState, deed: Deed): Sighting {
  const { open } = state;
  const { kind, atS, chargedS, isStanding } = deed;
  if (open === null) return seenIdle(state, deed);
  const mark = open.marks.get(kind);
  const isDeclined = open.declinedS.has(kind);
  const others = [...open.marks].filter(([other]) => other !== kind);
  const newestS = Math.max(...others.map(([, other]) => other.atS), Number.NEGATIVE_INFINITY);
  const isLast = newestS < atS - tolerance;
  const phase = phaseOf(open);
  const next = charged(state, atS, false).state;
  if (phase === 'dropped') {
    const pauseS = atS - (open.marks.get('drop')?.atS ?? atS);
    // A person said that they were out long before: what falls then looks as the next ones that come.
    if (kind === 'drop')
      return pauseS > modelTimes.turnaround - tolerance
        ? { may: [next], isCertain: false }
        : nothing;
    return { may: [next], isCertain: isLast && pauseS > modelTimes.turnaround + tolerance };
  }
  if (phase === 'uncharged') {
    // Beans that leave a roast without charge look as cold ones that come.
    const marked = suggested(state, open, 'charge', atS);
    return { may: [marked], isCertain: kind === 'charge' && !isDeclined && others.length === 0 };
  }
  const ageS = atS - (open.marks.get('charge')?.atS ?? atS);
  if (kind === 'charge' && mark !== undefined && ageS < modelTimes.roastMin - tolerance)
    return nothing;
  // The drop before it was not seen, or was taken back: whether this is the next batch depends on what BT did meanwhile.
  const dropped = suggested(state, open, 'drop', atS);
  const awayS = Math.abs((open.marks.get('charge')?.atS ?? atS) - (chargedS ?? 0));
  const isLost = chargedS === null || awayS > nearDeedS || open.declinedS.has('drop');
  if (kind === 'charge') return { may: isLost ? [next, dropped] : [next], isCertain: false };
  const isUnclear = isLost || isStanding || ageS > modelTimes.roastMax - tolerance;
  const isPlain = !isDeclined && isLast && ageS > modelTimes.roastMin + tolerance && !isUnclear;
  return { may: isUnclear ? [dropped, next] : [dropped], isCertain: isPlain };
}

/** No roast goes on: what falls is a charge, unless it fell before the last roast was closed. */
function seenIdle(state: ModelState, { kind, atS }: Deed): Sighting {
  const isNew = atS > state.closedS + tolerance;
  const may = [charged(state, atS, false).state];
  return { may, isCertain: isNew && kind === 'charge' };
}

const nothing = { may: [], isCertain: false } as const;
/** The turning point, which the model leaves out, is a mark as well: it stands so long after charge at most. */
const turnsWithinS = 240;
/** A suggestion stands so close to what happened. */
export const tolerance = 15;

function suggested(state: ModelState, roast: ModelRoast, kind: MarkKind, atS: number): ModelState {
  const mark = { atS, isConfirmed: false };
  return { ...state, open: { ...roast, marks: new Map([...roast.marks, [kind, mark] as const]) } };
}

/** A reading at a moment, and the one before it: whether a roast that waits is closed by it; near the limit the place of a suggestion decides. */
export function timedOut(
  state: ModelState,
  nowS: number,
  beforeS: number,
): { readonly state: ModelState; readonly isCertain: boolean } | null {
  const { open } = state;
  if (open === null) return null;
  const isDropped = phaseOf(open) === 'dropped';
  const standS = isDropped ? (open.marks.get('drop')?.atS ?? 0) : latestS(open);
  const waitS = nowS - Math.max(standS, open.touchedS);
  const limitS = isDropped ? modelTimes.afterDrop : modelTimes.unattended;
  const aboutS = isDropped ? tolerance : turnsWithinS;
  if (waitS <= limitS - aboutS) return null;
  const closed = ended(state, isDropped ? 'afterDrop' : 'unattended', beforeS);
  return { state: closed, isCertain: waitS > limitS + aboutS };
}

/** The program ends and begins again: what was going on goes on, and what was closed stays closed. */
export function restartedModel(state: ModelState): ModelState {
  return { ...state, last: null };
}

function latestS({ startS, marks }: ModelRoast): number {
  return Math.max(startS, ...[...marks.values()].map(({ atS }) => atS));
}

function ended(state: ModelState, reason: CloseReason, atS: number): ModelState {
  return { open: null, last: state.open, closed: [...state.closed, reason], closedS: atS };
}

function withRoast(state: ModelState, roast: ModelRoast): ModelState {
  return state.open === null ? { ...state, last: roast } : { ...state, open: roast };
}

/** What is pressed after the end of a roast belongs to none. */
function roastAt({ open, last, closedS }: ModelState, nowS: number): ModelRoast | null {
  return open ?? (nowS <= closedS ? last : null);
}

function taken(state: ModelState): ModelStep {
  return { state, refused: null };
}

function refused(state: ModelState, code: string): ModelStep {
  return { state, refused: code };
}
