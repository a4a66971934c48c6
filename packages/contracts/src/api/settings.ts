import { z } from 'zod';

/** Fewer days than these could take away the lead-in of a roast that was interrupted over a weekend. */
const keepReadingsDaysMin = 7;
/** Ten years: a bound, not advice. */
const keepReadingsDaysMax = 3650;
const keepReadingsDaysWords = `a whole number of days from ${keepReadingsDaysMin} to ${keepReadingsDaysMax}`;

/** What a person chose for the whole station. Stored in `main.db`. */
export const stationSettings = z.strictObject({
  autosaveFolder: z
    .string()
    .min(1)
    .max(1000)
    .nullable()
    .describe('every closed roast is saved here as .alog; null: nowhere'),
  keepReadingsDays: z
    .int(keepReadingsDaysWords)
    .min(keepReadingsDaysMin, keepReadingsDaysWords)
    .max(keepReadingsDaysMax, keepReadingsDaysWords)
    .describe('days after which readings are forgotten; roasts are kept for ever'),
});
export type StationSettings = z.infer<typeof stationSettings>;

/**
 * What holds until somebody chooses. Three months of a machine that is read once a second, day and night, are
 * below one gigabyte.
 */
export const defaultSettings: StationSettings = { autosaveFolder: null, keepReadingsDays: 90 };

export const changeSettingsBody = stationSettings.partial();
export type ChangeSettingsBody = z.infer<typeof changeSettingsBody>;

/** How saving every closed roast as a file goes. */
export const autosaveDto = z
  .object({
    state: z.enum(['saved', 'waiting', 'failing']),
    message: z.string(),
    folder: z.string(),
  })
  .meta({ id: 'Autosave' });
export type AutosaveDto = z.infer<typeof autosaveDto>;

export const settingsDto = z
  .object({
    ...stationSettings.shape,
    autosave: autosaveDto.nullable().describe('null: no folder is chosen'),
  })
  .meta({ id: 'Settings' });
export type SettingsDto = z.infer<typeof settingsDto>;
