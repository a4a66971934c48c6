import { resolve } from 'node:path';
import type { StationConfig, StationFile } from '@artisan-ts/contracts';
import { lockDataFolder, openStore, type Store } from '@artisan-ts/storage';

/** A data folder that is ours: locked, and its store open. */
export interface OpenData {
  readonly store: Store;
  /** Tells other programs of this computer where the station is. */
  announce(station: StationFile): void;
  /** Closes the store and gives the folder free. */
  close(): Promise<void>;
}

/** Takes a data folder for a station, configured as `config` says. @throws ArtisanError `store.*` */
export async function openData(
  folder: string,
  { auditAnchors, missionsDatabase }: Pick<StationConfig, 'auditAnchors' | 'missionsDatabase'> = {},
): Promise<OpenData> {
  const lock = lockDataFolder(folder);
  try {
    const store = await openStore({
      folder,
      ...(missionsDatabase !== undefined && { missionsUrl: missionsDatabase }),
      ...(auditAnchors !== undefined && { anchorFile: resolve(auditAnchors) }),
    });
    return {
      store,
      announce: (station) => lock.announce(station),
      close: async () => {
        await store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
