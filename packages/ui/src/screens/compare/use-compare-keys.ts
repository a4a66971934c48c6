import { useEffect, useRef } from 'react';

/** What the keys of the comparison do. */
export interface CompareKeys {
  readonly toggle: (line: 'bt' | 'et' | 'rate') => void;
  readonly nextAlignment: () => void;
  readonly step: (by: -1 | 1) => void;
  readonly open: () => void;
  readonly hold: () => void;
  readonly clear: () => void;
}

/** B, E, R, A, up and down, Enter, H and Escape, wherever the focus is but for fields and open panels. */
export function useCompareKeys(keys: CompareKeys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select, [role="radiogroup"], [data-own-keys]')) return;
      const isOnControl = target?.closest('a, button') !== null && target !== null;
      if (act(event.key, isOnControl, now.current)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function act(key: string, isOnControl: boolean, keys: CompareKeys): boolean {
  switch (key.toLowerCase()) {
    case 'b':
      keys.toggle('bt');
      return true;
    case 'e':
      keys.toggle('et');
      return true;
    case 'r':
      keys.toggle('rate');
      return true;
    case 'a':
      keys.nextAlignment();
      return true;
    case 'h':
      keys.hold();
      return true;
    case 'arrowdown':
      keys.step(1);
      return true;
    case 'arrowup':
      keys.step(-1);
      return true;
    case 'enter':
      if (isOnControl) return false;
      keys.open();
      return true;
    case 'escape':
      keys.clear();
      return true;
    default:
      return false;
  }
}
