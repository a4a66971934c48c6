import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The station that `vite dev` talks to. */
const station = process.env['ARTISAN_STATION'] ?? 'http://127.0.0.1:4717';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: {
    proxy: {
      '/api': {
        target: station,
        changeOrigin: true,
        // The station refuses changes that a foreign page asks for; this page is its own, on another port.
        headers: { origin: station },
      },
    },
  },
  // One file: it comes from the same machine, and a second one only adds a round trip.
  build: { target: 'es2023', emptyOutDir: true, chunkSizeWarningLimit: 800 },
  worker: { format: 'es' },
});
