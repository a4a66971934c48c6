import { channelQuantities, leverModes, leverUnits, origins } from '@artisan-ts/domain';
import { z } from 'zod';
import { coffeeIdText, lotIdText } from '#api/coffee.ts';
import { channelTroubleDto, signalLimitsDto } from '#api/signal.ts';
import { settingFieldDto } from '#driver-settings.ts';
import { idText } from '#id-text.ts';

export const machineIdText = idText('machine');

export const leverSpecDto = z
  .object({
    id: z.string(),
    label: z.string(),
    unit: z.enum(leverUnits),
    mode: z.enum(leverModes).describe('logged by hand, measured, or commanded by us'),
    min: z.number(),
    max: z.number(),
    step: z.number().positive(),
  })
  .meta({ id: 'LeverSpec' });

/** A lever that a person logs by hand, as asked for when a machine is added. */
export const loggedLeverDto = leverSpecDto
  .omit({ mode: true })
  .extend({ id: z.string().min(1).max(40), label: z.string().trim().min(1, 'a name').max(80) });

/** More dials on one roaster are a misunderstanding. */
const loggedLeversMax = 8;

/** How the connection of a machine stands. */
export const connectionStates = [
  'connecting',
  'connected',
  'silent',
  'lost',
  'finished',
  'stopped',
] as const;

const connectionDto = z.object({
  state: z.enum(connectionStates),
  message: z.string().describe('in words: what happened, what is safe, what to do'),
  code: z.string().nullable(),
  sinceWallMs: z.int(),
});

/** What the batches of a machine are. */
export const setupDto = z
  .object({
    coffeeId: z.string().nullable(),
    lotId: z.string().nullable(),
    profile: z.string().describe('what they are roasted by; empty: not said'),
    person: z.string().describe('who roasts; empty: not said'),
    greenG: z.number().nullable().describe('green mass of every batch'),
  })
  .meta({ id: 'RoastSetup' });

const setupName = z.string().trim().max(100).optional();

export const setupBody = z.strictObject({
  coffeeId: coffeeIdText.nullable().optional().describe('another coffee lets go of the lot'),
  lotId: lotIdText.nullable().optional().describe('its coffee comes with it'),
  profile: setupName.describe('what they are roasted by'),
  person: setupName.describe('who roasts'),
  greenG: z.number().positive().max(1_000_000).nullable().optional(),
});

export const machineDto = z
  .object({
    id: machineIdText,
    name: z.string(),
    origin: z.enum(origins),
    driver: z.string(),
    settings: z.record(z.string(), z.unknown()),
    clockRate: z.number(),
    configurationId: z.string(),
    channels: z.array(
      z.object({
        id: z.string(),
        field: z.string().describe('its name in samples and curves, unit included: btC'),
        label: z.string(),
        quantity: z.enum(channelQuantities),
        trouble: channelTroubleDto
          .optional()
          .describe('what is wrong with its signal; absent: nothing'),
      }),
    ),
    intervalS: z.number().describe('expected seconds between samples, of the machine clock'),
    levers: z.array(leverSpecDto),
    connection: connectionDto.describe('of the leading source; in words what is wrong with others'),
    sources: z
      .array(
        z.object({
          id: z.string(),
          driver: z.string(),
          settings: z.record(z.string(), z.unknown()),
          channels: z.array(z.string()).describe('ids of the channels it measures'),
          intervalS: z.number(),
          connection: connectionDto,
        }),
      )
      .describe('the devices it is read by; the first leads'),
    roastId: z.string().nullable().describe('the roast that is going on'),
    setup: setupDto.describe('what roasts that begin take over'),
  })
  .meta({ id: 'Machine' });
export type MachineDto = z.infer<typeof machineDto>;

/** A device that a machine is read by. */
export const sourceBody = z.strictObject({
  driver: z.string().min(1).describe('the name of a driver, as `GET /drivers` lists them'),
  settings: z.record(z.string(), z.unknown()).default({}),
  channels: z
    .record(
      z.string(),
      z.strictObject({
        id: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'an id of letters and digits, such as bt'),
        label: z.string().trim().min(1).max(40),
      }),
    )
    .optional()
    .describe('by its own channel (bt, et): how it is called here; taken names get a number'),
});
export type SourceBody = z.infer<typeof sourceBody>;

/** More devices on one roaster are a misunderstanding. */
const sourcesMax = 8;

export const addMachineBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  driver: z.string().min(1).optional().describe('for a machine with one source: twin, replay, tc4'),
  settings: z.record(z.string(), z.unknown()).optional(),
  sources: z
    .array(sourceBody)
    .min(1)
    .max(sourcesMax)
    .optional()
    .describe('instead of driver and settings; the first with a channel bt leads'),
  levers: z
    .array(loggedLeverDto)
    .max(loggedLeversMax)
    .optional()
    .describe('levers that people log by hand'),
  origin: z
    .enum(['simulated', 'replayed'])
    .optional()
    .describe('what is behind the wire when it is not a real machine'),
  signalLimits: z
    .record(z.string(), signalLimitsDto)
    .optional()
    .describe('by channel (bt, et): where this machine differs from what is usual'),
  closeAfterDropS: z
    .number()
    .min(60)
    .max(7200)
    .default(900)
    .describe('seconds after drop until a roast closes by itself'),
});

export const changeMachineBody = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  clockRate: z
    .number()
    .min(1)
    .max(100)
    .optional()
    .describe('speed; simulated and replayed machines only'),
  sources: z
    .array(z.union([z.strictObject({ id: z.string() }), sourceBody]))
    .min(1)
    .max(sourcesMax)
    .optional()
    .describe('all it is read by from now on: those that stay by id, new ones as when adding'),
  levers: z
    .array(loggedLeverDto)
    .max(loggedLeversMax)
    .optional()
    .describe('all that people log by hand from now on'),
});

export const connectionReportDto = z
  .object({
    ok: z.boolean(),
    steps: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
    sample: z.record(z.string(), z.number().nullable()).nullable().describe('by field: btC, etC'),
  })
  .meta({ id: 'ConnectionReport' });

export const setLeverBody = z.strictObject({
  lever: z.string().min(1).max(40),
  value: z.number(),
});

export const leverEventDto = z
  .object({
    machineId: machineIdText,
    lever: z.string(),
    monoUs: z.int(),
    wallMs: z.int(),
    value: z.number(),
    state: z.enum(['logged', 'measured', 'sent', 'confirmed', 'failed']),
  })
  .meta({ id: 'LeverEvent' });
export type LeverEventDto = z.infer<typeof leverEventDto>;

/** What can be connected, for the "add a machine" form. */
export const driverKindDto = z
  .object({
    name: z.string(),
    label: z.string(),
    origin: z.enum(origins),
    fields: z.array(settingFieldDto),
    models: z
      .array(
        z.object({
          brand: z.string(),
          model: z.string(),
          settings: z.record(z.string(), z.union([z.string(), z.number()])),
          wire: z.enum(['serial', 'network']).optional().describe('absent: either is possible'),
        }),
      )
      .optional()
      .describe('machines that are known by name, with what to set for them'),
  })
  .meta({ id: 'DriverKind' });
export type DriverKindDto = z.infer<typeof driverKindDto>;
