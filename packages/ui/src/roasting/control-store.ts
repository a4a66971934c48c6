import type { MarkKind } from '@artisan-ts/domain';
import { create } from 'zustand';

/** Where on the screen a refusal belongs: beside what was pressed. */
export type Place = `mark:${MarkKind}` | `lever:${string}` | 'undo' | 'note' | 'close';

/** What a person is in the middle of at the roast screen. Nothing here outlives the page. */
export interface ControlState {
  /** Moved by the arrow keys; null follows the next expected mark. */
  readonly emphasis: MarkKind | null;
  /** Marks on their way to the station. */
  readonly pending: readonly MarkKind[];
  /** A marked event that was pressed again: it asks whether to move or to undo. */
  readonly asking: MarkKind | null;
  readonly refusal: { readonly place: Place; readonly text: string } | null;
  /** Until when, on `performance.now()`, undo is offered large. */
  readonly undoOfferUntilMs: number;
  readonly isNoteOpen: boolean;
  /** A lever being set by keyboard, and the digits so far. */
  readonly quick: { readonly lever: string; readonly text: string } | null;
  readonly selectedLever: string | null;
  /** Values on their way to the machine, by lever. */
  readonly wanted: Readonly<Record<string, number>>;
  readonly isHelpOpen: boolean;
}

const atRest: ControlState = {
  emphasis: null,
  pending: [],
  asking: null,
  refusal: null,
  undoOfferUntilMs: 0,
  isNoteOpen: false,
  quick: null,
  selectedLever: null,
  wanted: {},
  isHelpOpen: false,
};

/** The state of the controls of the roast screen. */
export const useControls = create<ControlState>()(() => atRest);

/** Changes some of it. */
export function setControls(change: Partial<ControlState>): void {
  useControls.setState(change);
}

/** Back to rest, when a machine comes into sight: what was begun at another one is over. The sheet of keys is about none. */
export function resetControls(): void {
  useControls.setState(({ isHelpOpen }) => ({ ...atRest, isHelpOpen }));
}
