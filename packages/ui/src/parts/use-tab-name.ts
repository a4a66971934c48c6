import { useEffect } from 'react';

/** Names the browser's tab after the screen, so that several open tabs and the history can be told apart. */
export function useTabName(name: string): void {
  useEffect(() => {
    document.title = name === 'Artisan' ? name : `${name} \u00b7 Artisan`;
  }, [name]);
}
