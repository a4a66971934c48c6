/** What a key does on the roast screen. */
export type KeyAction =
  | { readonly do: 'press' }
  | { readonly do: 'confirm' }
  | { readonly do: 'emphasis'; readonly step: -1 | 1 }
  | { readonly do: 'lever'; readonly step: -1 | 1 }
  | { readonly do: 'quick'; readonly lever: string }
  | {
      readonly do:
        | 'undo'
        | 'background'
        | 'fullScreen'
        | 'note'
        | 'health'
        | 'inbox'
        | 'whatIf'
        | 'help'
        | 'escape';
    };

/** A key press, as much of it as matters. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The keys that open the quick entry of a lever. */
export const leverKeys: Readonly<Record<string, string>> = {
  q: 'air',
  w: 'drumSpeed',
  e: 'damper',
  r: 'burner',
};

/** What people read on the help sheet, in the order they need it. */
export const keyHelp: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Space', does: 'Press the emphasised event' },
  { keys: '\u2190 \u2192', does: 'Move the emphasis along the event row' },
  { keys: 'Enter', does: 'Confirm a suggested mark' },
  { keys: 'Ctrl Z', does: 'Take a prediction away, or undo the last mark or note' },
  { keys: 'Q W E R', does: 'Set air, drum, damper, burner: then digits and Enter' },
  { keys: '\u2191 \u2193', does: 'Step the selected lever; with none, move the reference' },
  { keys: 'N', does: 'Note at this time' },
  { keys: 'B', does: 'Reference on and off' },
  { keys: 'P', does: 'Predict: what if a lever stood elsewhere' },
  { keys: 'H', does: 'Health: what is wrong and what to do' },
  { keys: 'I', does: 'Inbox: what the station did, and what waits for you' },
  { keys: 'F', does: 'Full screen' },
  {
    keys: 'Esc',
    does: 'Close what is open, take a prediction away, let go of the lever; never stops a roast',
  },
  { keys: '?', does: 'This sheet' },
];

const plainKeys: Readonly<Record<string, KeyAction>> = {
  ' ': { do: 'press' },
  enter: { do: 'confirm' },
  arrowleft: { do: 'emphasis', step: -1 },
  arrowright: { do: 'emphasis', step: 1 },
  arrowup: { do: 'lever', step: 1 },
  arrowdown: { do: 'lever', step: -1 },
  b: { do: 'background' },
  f: { do: 'fullScreen' },
  h: { do: 'health' },
  p: { do: 'whatIf' },
  i: { do: 'inbox' },
  n: { do: 'note' },
  '?': { do: 'help' },
  escape: { do: 'escape' },
};

/** The action of a key, or null when it has none here. Combinations belong to the browser, but for undo. */
export function actionOf(press: KeyPress): KeyAction | null {
  const key = press.key.toLowerCase();
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return key === 'z' ? { do: 'undo' } : null;
  const lever = leverKeys[key];
  return lever ? { do: 'quick', lever } : (plainKeys[key] ?? null);
}

const quickTextMax = 7;

/** The text of a quick entry after another key; null when the key is not part of a number. */
export function quickText(text: string, key: string): string | null {
  if (key === 'Backspace') return text.slice(0, -1);
  const character = key === ',' ? '.' : key;
  if (!/^[0-9.-]$/.test(character) || text.length >= quickTextMax) return null;
  if (character === '.' && text.includes('.')) return null;
  if (character === '-' && text !== '') return null;
  return text + character;
}

/** The number that was typed; null when it is none yet. */
export function quickValue(text: string): number | null {
  if (!/\d/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
