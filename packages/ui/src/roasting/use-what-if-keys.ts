import { useEffect } from 'react';
import { clearWhatIf, openWhatIf } from '#roasting/use-what-if.ts';

/** P asks and Esc takes the answer away, on a screen that has no keys of the roast. */
export function useWhatIfKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      const isField =
        target instanceof Element &&
        target.closest('input:not([type="range"]), textarea, select, [data-own-keys]') !== null;
      if (isField) return;
      if (event.key === 'Escape') clearWhatIf();
      if (event.key !== 'p' && event.key !== 'P') return;
      openWhatIf(true);
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
