import { ArtisanError, refuse } from '@artisan-ts/domain';
import type { RoastFiles } from '#ports/roast-files.ts';

const words = 'this station has no way to write files';

/** Stands in where a station is run without files. */
export const noRoastFiles: RoastFiles = {
  check: async () => refuse('autosave.folder', words),
  save: () => Promise.reject(new ArtisanError('autosave.folder', words)),
};
