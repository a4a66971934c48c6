import type { Preferences } from '#preferences/preferences.ts';

/** Writes the chosen theme onto the page and follows the system while the person has chosen none. */
export function applyTheme(preferences: Pick<Preferences, 'theme' | 'colourSafe'>): void {
  const isDark =
    preferences.theme === 'dark' ||
    (preferences.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.dataset['theme'] = isDark ? 'dark' : 'light';
  root.dataset['vision'] = preferences.colourSafe ? 'safe' : 'usual';
}

/** Calls back when the system changes between light and dark. Returns the way to stop. */
export function onSystemTheme(listener: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
