import { buildUi } from '@artisan-ts/ui';

/** `node build-screen.ts FOLDER`: bundles the screen into the folder. */
const outDir = process.argv[2];
if (outDir === undefined) throw new Error('which folder?');
await buildUi({ outDir });
