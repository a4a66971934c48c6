import type {
  CloseReason,
  ErrorCode,
  MarkAction,
  MarkKind,
  MarkSource,
  MarkState,
  MonoUs,
} from '@artisan-ts/domain';
import type { Hole } from '#detection/hidden-charge.ts';
import { type BreakWindow, emptyWindow } from '#detection/window.ts';
import type { ExpectedKind } from '#milestones/expectation.ts';
import type { SessionRules } from '#session/rules.ts';

/** A mark of the roast that is going on. */
export interface SessionMark {
  readonly atUs: MonoUs;
  readonly state: MarkState;
  readonly source: MarkSource;
}

export type SessionMarks = Readonly<Partial<Record<MarkKind, SessionMark>>>;

/** Whether the beans of a roast without drop are still in the drum, as far as BT tells. */
export interface BeansDoubt {
  /** A fall that began before is a drop as any other. */
  readonly sinceUs: MonoUs;
  /** BT sank as it does in no roast: they are out. Otherwise they may have left unseen, without BT or while it stood. */
  readonly isEmpty: boolean;
  /** When they left and what BT was then, as far as BT tells; null while nothing says that they did, or nothing tells when. */
  readonly left: { readonly atUs: MonoUs; readonly btC: number } | null;
}

/** A reading of BT. */
export interface BtReading {
  readonly atUs: MonoUs;
  readonly btC: number;
  /** BT was not read for so long beside it that it may have turned unseen. */
  readonly isBesidePause: boolean;
}

/** A roast as far as the rules need it. */
export interface SessionRoast {
  readonly startUs: MonoUs;
  readonly marks: SessionMarks;
  /** Where marks stood that a person undid: not suggested there again. */
  readonly declinedUs: Readonly<Partial<Record<MarkKind, MonoUs>>>;
  /** When somebody last did something to it. Time-outs count from there at the earliest. */
  readonly touchedUs: MonoUs;
  /** Lowest BT since charge, the latest of equals; null when there is none yet, or it came too late to be the turning point. */
  readonly lowest: BtReading | null;
  /** BT at a suggested drop and the lowest since; null when the drop is a person's. */
  readonly fall: { readonly fromC: number; readonly lowestC: number } | null;
  /** null while nothing speaks against beans in the drum. */
  readonly doubt: BeansDoubt | null;
  /** The last stretch without BT, until what comes after it is compared with what was before. */
  readonly hole: {
    readonly untilUs: MonoUs;
    readonly fromC: number;
  } | null;
}

/** Everything the rules remember, as a value. */
export interface SessionState {
  readonly rules: SessionRules;
  /** The roast that is going on. */
  readonly open: SessionRoast | null;
  /** The last one that was closed here, for late presses and second thoughts. */
  readonly closed: {
    readonly roast: SessionRoast;
    /** Where the readings were spoken for before it was closed. */
    readonly endBeforeUs: MonoUs | null;
  } | null;
  /** Readings up to here belong to closed roasts. */
  readonly closedEndUs: MonoUs | null;
  readonly firstUs: MonoUs | null;
  readonly newestUs: MonoUs | null;
  /** The newest BT, which the reading after it confirms; null before the first. */
  readonly newestBt: BtReading | null;
  /** The reading with which BT took the value it has now. */
  readonly hold: BtReading | null;
  /** The last stretch in which the probe of BT hung, its first reading being true; null when it did not. */
  readonly hung: { readonly sinceUs: MonoUs; readonly untilUs: MonoUs } | null;
  /** ET as last read, C. */
  readonly newestEtC: number | null;
  readonly window: BreakWindow;
  /** The last stretch without BT while no beans were in the drum, until it is known whether it hid a charge. */
  readonly hole: Hole | null;
}

/** What happens to a session. */
export type SessionInput =
  | {
      readonly type: 'sample';
      readonly monoUs: MonoUs;
      readonly btC: number | null;
      readonly etC: number | null;
      /** The probe of BT is seen to hang, and has since BT took the value it had last. Absent: it does not. */
      readonly hangs?: boolean;
    }
  | {
      readonly type: 'mark';
      readonly kind: MarkKind;
      readonly action: Exclude<MarkAction, 'suggest'>;
      readonly atUs: MonoUs;
      readonly source: MarkSource;
      /** The moment was named, not just pressed: it is taken as it is, beside a suggestion too. */
      readonly isExact?: boolean;
    }
  | {
      /** A sensor believes that a moment came. */
      readonly type: 'hint';
      readonly kind: ExpectedKind;
      readonly atUs: MonoUs;
      /** 0 to 1. */
      readonly confidence: number;
      /** Who says so and why, in words. */
      readonly reason: string;
    }
  | { readonly type: 'close' };

export type SampleInput = Extract<SessionInput, { type: 'sample' }>;
export type HintInput = Extract<SessionInput, { type: 'hint' }>;
export type MarkInput = Extract<SessionInput, { type: 'mark' }>;

/** What is to be done, in this order. Marks concern the open roast; after a close, the one just closed. */
export type SessionEffect =
  | { readonly type: 'open'; readonly startUs: MonoUs }
  | {
      readonly type: 'mark';
      readonly kind: MarkKind;
      readonly action: MarkAction;
      /** null when undone. */
      readonly atUs: MonoUs | null;
      readonly source: MarkSource;
      readonly confidence: number;
      readonly reason: string;
    }
  | { readonly type: 'close'; readonly reason: CloseReason; readonly endUs: MonoUs }
  /** The roast closed last goes on. */
  | { readonly type: 'reopen' }
  | { readonly type: 'refuse'; readonly code: ErrorCode; readonly message: string };

export interface SessionStep {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

/** A session that has seen nothing. */
export function initialSession(rules: SessionRules): SessionState {
  return {
    rules,
    open: null,
    closed: null,
    closedEndUs: null,
    firstUs: null,
    newestUs: null,
    newestBt: null,
    hold: null,
    hung: null,
    newestEtC: null,
    window: emptyWindow,
    hole: null,
  };
}

/** A roast nothing is known of but where it starts. */
export function newRoast(startUs: MonoUs, touchedUs: MonoUs): SessionRoast {
  return {
    startUs,
    marks: {},
    declinedUs: {},
    touchedUs,
    lowest: null,
    fall: null,
    doubt: null,
    hole: null,
  };
}

/** The marks without one. */
export function withoutMark(marks: SessionMarks, kind: MarkKind): SessionMarks {
  const { [kind]: _, ...others } = marks;
  return others;
}

/** The latest of the marks, or the start of the roast. */
export function latestMarkUs(roast: SessionRoast): MonoUs {
  return Math.max(roast.startUs, ...Object.values(roast.marks).map((mark) => mark.atUs)) as MonoUs;
}
