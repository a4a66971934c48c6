import type { Break } from '#detection/break.ts';
import { type Expectations, nothingExpected } from '#milestones/expectation.ts';

/** Seconds before the bend in BT at which people press, by mark; negative: after it. */
export type PressLeadS = Readonly<Record<Break['kind'], number>>;

/** The times by which a session is run, in seconds of the source's clock. */
export interface SessionRules {
  /** How much of what was read before charge belongs to the roast, at most. */
  readonly leadInMaxS: number;
  /** The same when the roast before ended in a drop: what is older is its cooling. */
  readonly leadInBackToBackS: number;
  /** After drop, the roast closes by itself. */
  readonly closeAfterDropS: number;
  /** After the last mark or press, a roast without drop closes by itself. */
  readonly unattendedCloseS: number;
  /** No roast is shorter: until then no drop is suggested. */
  readonly roastMinS: number;
  /** No roast is longer: then another press of charge begins the next batch. */
  readonly roastMaxS: number;
  /** No machine is emptied and charged again sooner. */
  readonly turnaroundMinS: number;
  /** A press this close to a suggested mark means that mark; a break this close to an undone one is the undone one. */
  readonly sameMomentS: number;
  /** Where dry end and first crack are expected, from earlier roasts of the machine as far as there are any. */
  readonly expects: Expectations;
  /** So long before the bend a mark is suggested: where the people at this machine press, as far as known. */
  readonly pressLeadS: PressLeadS;
}

/** Defaults for any machine; `closeAfterDropS` is set by machine. */
export const defaultSessionRules: SessionRules = {
  leadInMaxS: 3600,
  leadInBackToBackS: 180,
  // The cooling tray is done after 4 to 6 minutes; two and a half times that.
  closeAfterDropS: 900,
  // Five times the longest roast nobody would question (25 min).
  unattendedCloseS: 7200,
  // Fluid beds take 3 minutes and more.
  roastMinS: 120,
  roastMaxS: 2400,
  turnaroundMinS: 60,
  sameMomentS: 30,
  expects: nothingExpected,
  // A hand is quicker than beans that fall on a probe, and much quicker than the last of them leave it. Of 0 to 8 s the best
  // for people nobody knows (docs/decisions/0008-where-a-mark-stands.md).
  pressLeadS: { charge: 2, drop: 4 },
};
