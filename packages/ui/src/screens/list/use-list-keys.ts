import { useEffect, useRef } from 'react';

/** C compares the chosen roasts and Escape lets go of them, wherever the focus is but for text that is typed. */
export function useListKeys(keys: {
  readonly compare: () => void;
  readonly clear: () => void;
}): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input:not([type="checkbox"]), textarea, select, [data-own-keys]'))
        return;
      if (event.key.toLowerCase() === 'c') now.current.compare();
      else if (event.key === 'Escape') now.current.clear();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
