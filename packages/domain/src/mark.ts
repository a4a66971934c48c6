import type { WallMs } from '#quantity/time.ts';

/** The marks in roast order. */
export const markKinds = [
  'charge',
  'turningPoint',
  'dryEnd',
  'fcStart',
  'fcEnd',
  'scStart',
  'scEnd',
  'drop',
  'coolEnd',
] as const;
export type MarkKind = (typeof markKinds)[number];

/** The marks a person can press; the turning point is derived. */
export const settableMarkKinds = markKinds.filter((kind) => kind !== 'turningPoint');

/** What a person reads on the button. */
export const markLabels: Readonly<Record<MarkKind, string>> = {
  charge: 'Charge',
  turningPoint: 'Turning point',
  dryEnd: 'Dry end',
  fcStart: 'FC start',
  fcEnd: 'FC end',
  scStart: 'SC start',
  scEnd: 'SC end',
  drop: 'Drop',
  coolEnd: 'Cool end',
};

/** Who says so. */
export const markSources = ['operator', 'device', 'detected', 'qc', 'imported'] as const;
export type MarkSource = (typeof markSources)[number];

/** A suggested mark is the program's opinion until a person confirms, moves or undoes it. */
export type MarkState = 'suggested' | 'confirmed';

/** What can be done to a mark. */
export const markActions = ['set', 'move', 'undo', 'confirm', 'suggest'] as const;
export type MarkAction = (typeof markActions)[number];

/** One entry of a mark's history. History keeps the mistakes. */
export interface MarkRevision {
  readonly action: MarkAction;
  /** Where the mark stood after the action, seconds since the start of the record; null when undone. */
  readonly timeS: number | null;
  readonly source: MarkSource;
  readonly wallMs: WallMs;
}

/** A moment of the roast that has a name. */
export interface Mark {
  readonly kind: MarkKind;
  /** Seconds since the start of the record. */
  readonly timeS: number;
  readonly state: MarkState;
  readonly source: MarkSource;
  /** 0 to 1; 1 for what a person pressed. */
  readonly confidence: number;
  /** Why, in words; empty when a person pressed it. */
  readonly reason: string;
  /** Oldest first, the present state last. Empty for imported marks. */
  readonly history: readonly MarkRevision[];
}

/** At most one mark of each kind. */
export type MarkSet = Readonly<Partial<Record<MarkKind, Mark>>>;

/** What happened to marks that are not set now, oldest first, by kind. */
export type UndoneMarks = Readonly<Partial<Record<MarkKind, readonly MarkRevision[]>>>;
