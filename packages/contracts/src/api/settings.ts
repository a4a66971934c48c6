import { z } from 'zod';

/** Fewer days than these could take away the lead-in of a roast that was interrupted over a weekend. */
const keepReadingsDaysMin = 7;
/** Ten years: a bound, not advice. */
const keepReadingsDaysMax = 3650;
const keepReadingsDaysWords = `a whole number of days from ${keepReadingsDaysMin} to ${keepReadingsDaysMax}`;

/** When an agent starts by itself, as the kernel reads it. */
const schedule = z
  .string()
  .regex(
    /^(off|(daily|sun|mon|tue|wed|thu|fri|sat) ([01]\d|2[0-3]):[0-5]\d)$/,
    'off, or daily or mon to sun with a time, such as "mon 06:00"',
  );

/** Addresses of services that somebody named: http or https, and no secret in it. */
const address = z
  .url({ protocol: /^https?$/, error: 'an address such as http://localhost:4318/v1/traces' })
  .max(500);

const shape = {
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
  driftWatch: schedule.describe(
    'when each machine is looked at for drift, by the clock on the wall',
  ),
  rehearsal: schedule.describe(
    'when the reference roast is rehearsed on the twin of a simulated machine',
  ),
  traceExport: address
    .nullable()
    .describe('traces of missions are sent here by OTLP over HTTP; null: nowhere'),
  metricsPort: z
    .int()
    .min(1)
    .max(65_535)
    .nullable()
    .describe('numbers for Prometheus are served on this port of this computer; null: nowhere'),
  reasoner: z
    .strictObject({ url: address, model: z.string().min(1).max(100) })
    .nullable()
    .describe(
      'a language model that may remark on reports, by an OpenAI-compatible address; null: none',
    ),
};

/**
 * What holds until somebody chooses. Three months of a machine that is read once a second, day and night, are
 * below one gigabyte. Nothing leaves the computer.
 */
export const defaultSettings = {
  autosaveFolder: null,
  keepReadingsDays: 90,
  driftWatch: 'mon 06:00',
  rehearsal: 'off',
  traceExport: null,
  metricsPort: null,
  reasoner: null,
} as const;

/** What a person chose for the whole station. Stored in `main.db`; what was not yet a choice then is as it is by default. */
export const stationSettings = z.strictObject({
  ...shape,
  driftWatch: shape.driftWatch.default(defaultSettings.driftWatch),
  rehearsal: shape.rehearsal.default(defaultSettings.rehearsal),
  traceExport: shape.traceExport.default(null),
  metricsPort: shape.metricsPort.default(null),
  reasoner: shape.reasoner.default(null),
});
export type StationSettings = z.infer<typeof stationSettings>;

// A default within it would change what was not named.
export const changeSettingsBody = z.strictObject(shape).partial();
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
    ...shape,
    autosave: autosaveDto.nullable().describe('null: no folder is chosen'),
  })
  .meta({ id: 'Settings' });
export type SettingsDto = z.infer<typeof settingsDto>;
