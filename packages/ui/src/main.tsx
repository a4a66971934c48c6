import '@fontsource-variable/inter/opsz.css';
import '#theme/tokens.css';
import '#theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '#App.tsx';
import { startLive } from '#live/live-store.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { applyTheme, onSystemTheme } from '#theme/apply-theme.ts';

applyTheme(usePreferences.getState());
usePreferences.subscribe(applyTheme);
onSystemTheme(() => applyTheme(usePreferences.getState()));
startLive();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
