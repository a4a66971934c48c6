import type { LeverSpec, MarkKind } from '@artisan-ts/domain';
import { expectedKinds } from '@artisan-ts/roast';
import { closeRoast, removeNote, sendLever, sendMark, sendNote } from '#api/machines.ts';
import { reasonText } from '#api/request.ts';
import { learnLever, learnRoast, liveState } from '#live/live-store.ts';
import { type Place, setControls, useControls } from '#roasting/control-store.ts';
import { lastAction } from '#roasting/last-action.ts';
import { markOf } from '#roasting/moment.ts';

/** How long undo stays a large target after a press. */
export const undoOfferMs = 10_000;

/** Undos on their way, by machine and mark: what is pressed meanwhile is pressed after them. */
const undosUnderWay = new Map<string, Promise<void>>();

/**
 * Presses an event button: sets the mark, confirms a suggestion, or asks what to do with a mark that stands. Dry end and first crack
 * are set where they are pressed, whatever was suggested: who hears the crack knows better; confirming is another press.
 */
export function pressMark(machineId: string, kind: MarkKind): Promise<void> {
  const undo = undosUnderWay.get(`${machineId} ${kind}`);
  if (undo !== undefined) return undo.then(() => pressAfterUndo(machineId, kind));
  const roast = liveState().roasts[machineId] ?? null;
  const isClosed = roast !== null && roast.closeReason !== null;
  const mark = isClosed ? null : markOf(roast, kind);
  if (mark?.state === 'confirmed') {
    const { asking } = useControls.getState();
    setControls({ asking: asking === kind ? null : kind, refusal: null });
    return Promise.resolve();
  }
  const isEstimate = expectedKinds.some((expected) => expected === kind);
  return changeMark(machineId, kind, mark && !isEstimate ? 'confirm' : 'set');
}

/** A person who presses while a mark is being undone wants it anew; when the undo was refused its mark still stands. */
async function pressAfterUndo(machineId: string, kind: MarkKind): Promise<void> {
  const roast = liveState().roasts[machineId] ?? null;
  if (roast?.closeReason === null && markOf(roast, kind) !== null) return;
  await changeMark(machineId, kind, 'set');
}

/** Sets, moves to now, confirms or undoes a mark. What the station refuses is said beside the button. */
export function changeMark(
  machineId: string,
  kind: MarkKind,
  action: 'set' | 'move' | 'undo' | 'confirm',
): Promise<void> {
  if (useControls.getState().pending.includes(kind)) return Promise.resolve();
  const done = sendChange(machineId, kind, action);
  if (action === 'undo') {
    const key = `${machineId} ${kind}`;
    undosUnderWay.set(key, done);
    void done.finally(() => undosUnderWay.delete(key));
  }
  return done;
}

async function sendChange(
  machineId: string,
  kind: MarkKind,
  action: 'set' | 'move' | 'undo' | 'confirm',
): Promise<void> {
  setControls({ asking: null, emphasis: null, refusal: null });
  useControls.setState((state) => ({ pending: [...state.pending, kind] }));
  try {
    learnRoast(machineId, await sendMark(machineId, { kind, action }));
    setControls({ undoOfferUntilMs: action === 'undo' ? 0 : performance.now() + undoOfferMs });
  } catch (error) {
    refuse(`mark:${kind}`, error);
  } finally {
    useControls.setState((state) => ({ pending: state.pending.filter((k) => k !== kind) }));
  }
}

/** Takes back the last mark or note; never anything a machine did. */
export async function undoLast(machineId: string): Promise<void> {
  const action = lastAction(liveState().roasts[machineId] ?? null);
  if (!action) return;
  if (action.what === 'mark') {
    await changeMark(machineId, action.kind, 'undo');
    return;
  }
  try {
    learnRoast(machineId, await removeNote(machineId, action.noteId));
    setControls({ undoOfferUntilMs: 0, refusal: null });
  } catch (error) {
    refuse('undo', error);
  }
}

/** Writes a note at the moment it was begun, in seconds from charge; now when there is none. Says whether it was kept, so that the words are not lost when it was not. */
export async function addNote(
  machineId: string,
  text: string,
  timeS: number | null = null,
): Promise<boolean> {
  try {
    const at = timeS === null ? {} : { at: { timeS } };
    learnRoast(machineId, await sendNote(machineId, { text, ...at }));
    setControls({
      isNoteOpen: false,
      refusal: null,
      undoOfferUntilMs: performance.now() + undoOfferMs,
    });
    return true;
  } catch (error) {
    refuse('note', error);
    return false;
  }
}

/** Sets or logs a lever; the value is brought into its range first. */
export async function setLever(machineId: string, spec: LeverSpec, value: number): Promise<void> {
  const target = Math.min(spec.max, Math.max(spec.min, value));
  useControls.setState((state) => ({
    refusal: null,
    wanted: { ...state.wanted, [spec.id]: target },
  }));
  try {
    learnLever(await sendLever(machineId, spec.id, target));
  } catch (error) {
    refuse(`lever:${spec.id}`, error);
  } finally {
    useControls.setState((state) => {
      // A later press has its own wish: only the last one ends the waiting.
      if (state.wanted[spec.id] !== target) return state;
      const { [spec.id]: _, ...wanted } = state.wanted;
      return { wanted };
    });
  }
}

/** One step up or down from the value that is wanted or known. */
export function stepLever(machineId: string, spec: LeverSpec, direction: -1 | 1): void {
  const known =
    useControls.getState().wanted[spec.id] ?? liveState().levers[machineId]?.[spec.id]?.value;
  if (known === undefined) {
    setControls({
      refusal: { place: `lever:${spec.id}`, text: 'Not known yet: type the first value.' },
    });
    return;
  }
  const decimals = (String(spec.step).split('.')[1] ?? '').length;
  void setLever(machineId, spec, Number((known + direction * spec.step).toFixed(decimals)));
}

/** Ends the roast that is going on. */
export async function finishRoast(machineId: string): Promise<void> {
  try {
    learnRoast(machineId, await closeRoast(machineId));
    setControls({ refusal: null });
  } catch (error) {
    refuse('close', error);
  }
}

function refuse(place: Place, error: unknown): void {
  setControls({ refusal: { place, text: reasonText(error) } });
}
