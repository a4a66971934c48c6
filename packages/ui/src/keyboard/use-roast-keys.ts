import type { MachineDto } from '@artisan-ts/contracts';
import type { MarkKind } from '@artisan-ts/domain';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { actionOf, type KeyAction, quickText, quickValue } from '#keyboard/key-map.ts';
import { liveState } from '#live/live-store.ts';
import { setPreferences, toggleReference, usePreferences } from '#preferences/preferences.ts';
import { changeMark, pressMark, setLever, stepLever, undoLast } from '#roasting/commands.ts';
import { setControls, useControls } from '#roasting/control-store.ts';
import { neighbourMark, pendingSuggestion } from '#roasting/next-mark.ts';
import { shiftedBy } from '#roasting/reference-shift.ts';
import { clearWhatIf, openWhatIf } from '#roasting/use-what-if.ts';

/**
 * The keys of the roast screen, wherever the focus is, but for fields in which a person types and panels that
 * have keys of their own.
 */
export function useRoastKeys(machine: MachineDto | null, emphasised: MarkKind | null): void {
  const navigate = useNavigate();
  const toHealth = () => void navigate({ to: '/health' });
  const toInbox = () => void navigate({ to: '/inbox' });
  const now = useRef<Now>({ machine, emphasised, toHealth, toInbox });
  now.current = { machine, emphasised, toHealth, toInbox };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isElsewhere(event)) return;
      if (handle(event, now.current)) event.preventDefault();
    };
    // A button that has the focus would be pressed when Space is let go.
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key === ' ' && !isElsewhere(event)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    addEventListener('keyup', onKeyUp);
    return () => {
      removeEventListener('keydown', onKeyDown);
      removeEventListener('keyup', onKeyUp);
    };
  }, []);
}

/** What the screen is about when a key goes down. */
interface Now {
  readonly machine: MachineDto | null;
  readonly emphasised: MarkKind | null;
  readonly toHealth: () => void;
  readonly toInbox: () => void;
}

function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [data-own-keys]') !== null
  );
}

function handle(event: KeyboardEvent, now: Now) {
  const { machine } = now;
  if (machine && useControls.getState().quick && quickKey(event, machine)) return true;
  const action = actionOf(event);
  // Enter presses the control that has the focus; a suggestion is confirmed only when none has.
  const onControl = event.target instanceof Element && event.target.closest('button, a') !== null;
  if (!action || (action.do === 'confirm' && onControl)) return false;
  if (event.repeat && action.do !== 'lever' && action.do !== 'emphasis') return true;
  perform(action, now);
  return true;
}

function quickKey(event: KeyboardEvent, machine: MachineDto): boolean {
  const { quick } = useControls.getState();
  if (!quick || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === 'Enter') {
    const spec = machine.levers.find((lever) => lever.id === quick.lever);
    const value = quickValue(quick.text);
    setControls({ quick: null });
    if (spec && value !== null) void setLever(machine.id, spec, value);
    return true;
  }
  const text = quickText(quick.text, event.key);
  if (text === null) return false;
  setControls({ quick: { ...quick, text } });
  return true;
}

function perform(action: KeyAction, { machine, emphasised, toHealth, toInbox }: Now): void {
  switch (action.do) {
    case 'background':
      toggleReference();
      return;
    case 'health':
      toHealth();
      return;
    case 'inbox':
      toInbox();
      return;
    case 'fullScreen':
      toggleFullScreen();
      return;
    case 'help':
      setControls({ isHelpOpen: !useControls.getState().isHelpOpen });
      return;
    case 'whatIf':
      openWhatIf(true);
      return;
    case 'escape':
      clearWhatIf();
      setControls({
        quick: null,
        asking: null,
        refusal: null,
        isNoteOpen: false,
        isHelpOpen: false,
        emphasis: null,
        selectedLever: null,
      });
      return;
    default:
      if (machine) performAt(action, machine, emphasised);
  }
}

function performAt(action: KeyAction, machine: MachineDto, emphasised: MarkKind | null): void {
  const { selectedLever } = useControls.getState();
  const spec = machine.levers.find((lever) => lever.id === selectedLever);
  switch (action.do) {
    case 'press':
      if (emphasised) void pressMark(machine.id, emphasised);
      break;
    case 'confirm':
      confirmSuggestion(machine.id);
      break;
    case 'emphasis':
      setControls({ emphasis: neighbourMark(emphasised ?? 'charge', action.step) });
      break;
    case 'undo':
      if (!clearWhatIf()) void undoLast(machine.id);
      break;
    case 'note':
      setControls({ isNoteOpen: true });
      break;
    case 'quick':
      if (!machine.levers.some((lever) => lever.id === action.lever)) break;
      setControls({ quick: { lever: action.lever, text: '' }, selectedLever: action.lever });
      break;
    case 'lever':
      if (spec) stepLever(machine.id, spec, action.step);
      else shiftReference(action.step);
      break;
  }
}

function confirmSuggestion(machineId: string): void {
  const suggestion = pendingSuggestion(liveState().roasts[machineId]?.marks ?? []);
  if (suggestion) void changeMark(machineId, suggestion.kind, 'confirm');
}

/** With no lever selected the arrows move the reference, as far as there is one in sight. */
function shiftReference(step: -1 | 1): void {
  const { backgroundId, showBackground, backgroundShiftC, unit } = usePreferences.getState();
  if (backgroundId === null || !showBackground) return;
  setPreferences({ backgroundShiftC: shiftedBy(backgroundShiftC, step, unit) });
}

/** Full screen on and off. A browser may refuse; then the key does nothing. */
function toggleFullScreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  done.catch(() => undefined);
}
