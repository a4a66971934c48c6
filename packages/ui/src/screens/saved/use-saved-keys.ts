import { useEffect } from 'react';
import { toggleReference } from '#preferences/preferences.ts';
import { clearWhatIf, openWhatIf } from '#roasting/use-what-if.ts';

/** The keys of a saved roast beside those of its playback: P asks what if, Esc takes the answer away, B shows the reference or not. */
export function useSavedKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      const isField =
        target instanceof Element &&
        target.closest('input:not([type="range"]), textarea, select, [data-own-keys]') !== null;
      if (isField) return;
      if (!act(event.key)) return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function act(key: string): boolean {
  switch (key.toLowerCase()) {
    case 'p':
      openWhatIf(true);
      return true;
    case 'b':
      toggleReference();
      return true;
    case 'escape':
      return clearWhatIf();
    default:
      return false;
  }
}
