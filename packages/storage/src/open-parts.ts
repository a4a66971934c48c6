import { readingsFile } from '#readings/readings-file.ts';
import { SqliteReadingStore } from '#readings/sqlite-reading-store.ts';
import { mainFile } from '#roasts/main-file.ts';
import { sqliteRoastStore } from '#roasts/sqlite-roast-store.ts';
import { openDatabase } from '#sqlite/open-database.ts';
import type { StoreParts, StoreThreadOptions } from '#thread/protocol.ts';

/** Both databases of a data folder, open in this thread. */
export interface OpenStore extends StoreParts {
  close(): void;
}

/** Opens both databases, or none. @throws ArtisanError `store.*` */
export function openParts({ folder, mode }: StoreThreadOptions): OpenStore {
  const readings = openDatabase(folder, readingsFile, mode);
  try {
    const main = openDatabase(folder, mainFile, mode);
    return {
      readings: new SqliteReadingStore(readings),
      roasts: sqliteRoastStore(main),
      close: () => {
        main.close();
        readings.close();
      },
    };
  } catch (error) {
    readings.close();
    throw error;
  }
}
