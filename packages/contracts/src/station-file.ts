import { z } from 'zod';

/** `$ARTISAN_DATA/station.json`: how other programs of this machine find the station that runs on the data folder. */
export const stationFile = z.object({
  url: z.url(),
  pid: z.int().positive(),
  version: z.string(),
  startedWallMs: z.int(),
});
export type StationFile = z.infer<typeof stationFile>;
