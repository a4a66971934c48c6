import { resolve } from 'node:path';

/**
 * Bundles the instrument into a folder of static files that any server can serve from its root. What was in
 * the folder is replaced.
 */
export async function buildUi(options: { readonly outDir: string }): Promise<void> {
  // Loaded on demand: the bundler is megabytes that a station with a built screen never needs.
  const { build } = await import('vite');
  await build({
    configFile: resolve(import.meta.dirname, '../vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: resolve(options.outDir), emptyOutDir: true },
  });
}
