import {
  closeReasons,
  markActions,
  markKinds,
  markSources,
  origins,
  rateOfRiseMethodNames,
  readingDefects,
  smoothingNames,
} from '@artisan-ts/domain';
import { z } from 'zod';
import { coffeeIdText, lotIdText } from '#api/coffee.ts';
import { leverSpecDto } from '#api/machine.ts';
import { sensorHint } from '#hint-message.ts';
import { idText } from '#id-text.ts';

export const roastIdText = idText('roast');

/** What a profile or a person is called; empty: not said. */
export const nameText = z.string().trim().max(100);

/** Where a mark shall stand: on the machine's axis, or in seconds from charge. */
export const markPosition = z.union([
  z.strictObject({ monoUs: z.int().min(0) }),
  z.strictObject({ timeS: z.number() }),
]);

export const markBody = z.strictObject({
  kind: z.enum(markKinds),
  action: z.enum(['set', 'move', 'undo', 'confirm']),
  at: markPosition.optional().describe('now, when absent'),
});

export const addNoteBody = z.strictObject({
  text: z.string().trim().min(1).max(2000),
  at: markPosition.optional().describe('now, when absent'),
});

/** What a sensor believes: a microphone that heard cracks, a camera that saw yellow beans. */
export const hintBody = z.strictObject({
  ...sensorHint,
  at: markPosition.optional().describe('now, when absent'),
});

export const markDto = z
  .object({
    kind: z.enum(markKinds),
    timeS: z.number().describe('seconds from charge; from the first sample when charge is unset'),
    monoUs: z.int().nullable().describe('on the machine axis; null for imported roasts'),
    btC: z.number().nullable(),
    etC: z.number().nullable(),
    state: z.enum(['suggested', 'confirmed']),
    source: z.enum(markSources),
    confidence: z.number().min(0).max(1),
    reason: z.string(),
    history: z.array(
      z.object({
        action: z.enum(markActions),
        timeS: z.number().nullable(),
        source: z.enum(markSources),
        wallMs: z.int(),
      }),
    ),
  })
  .meta({ id: 'Mark' });
export type MarkDto = z.infer<typeof markDto>;

export const phasesDto = z
  .object({
    dryS: z.number(),
    midS: z.number(),
    finishS: z.number(),
    totalS: z.number(),
    dryEndBy: z.enum(['mark', 'temperature']),
  })
  .meta({ id: 'Phases' });

export const roastDto = z
  .object({
    id: roastIdText,
    revision: z.int(),
    origin: z.enum(origins),
    title: z.string(),
    machineId: z.string().nullable(),
    machineName: z.string(),
    coffeeId: z.string().nullable(),
    lotId: z.string().nullable(),
    profile: z.string().describe('what it was roasted by; empty: not said'),
    person: z.string().describe('who roasted it; empty: not said'),
    beans: z.string(),
    displayUnit: z.enum(['C', 'F']),
    startedWallMs: z.int().nullable(),
    utcOffsetS: z.number().nullable(),
    clockRate: z.number(),
    intervalS: z.number(),
    samples: z.int().nullable().describe('number of rows of the curve; null in lists'),
    closeReason: z.enum(closeReasons).nullable().describe('null while the roast goes on'),
    deletedWallMs: z
      .int()
      .optional()
      .describe('when it was deleted: it can still be restored; absent: it is not deleted'),
    startUs: z
      .int()
      .nullable()
      .describe('start of the record on the machine axis; null for imports'),
    greenG: z.number().nullable(),
    roastedG: z.number().nullable(),
    weightLossPct: z.number().nullable(),
    roastingNotes: z.string(),
    marks: z.array(markDto).describe('in the order of time'),
    phases: phasesDto.nullable(),
    dtrPct: z.number().nullable(),
    levers: z.array(leverSpecDto),
    leverChanges: z.array(
      z.object({
        lever: z.string(),
        timeS: z.number().describe('from charge'),
        value: z.number(),
        state: z.string(),
      }),
    ),
    notes: z.array(
      z.object({
        id: z.string().nullable(),
        timeS: z.number().describe('from charge'),
        text: z.string(),
      }),
    ),
  })
  .meta({ id: 'Roast' });
export type RoastDto = z.infer<typeof roastDto>;

/** A row of the list: with a thinned curve for its thumbnail. */
export const roastRowDto = roastDto
  .omit({ levers: true, leverChanges: true, notes: true })
  .extend({
    thumbnailBtC: z
      .array(z.number().nullable())
      .describe('BT from charge to drop, 60 points at most'),
  })
  .meta({ id: 'RoastRow' });
export type RoastRowDto = z.infer<typeof roastRowDto>;

export const roastPage = z.object({
  items: z.array(roastRowDto),
  next: z.string().nullable().describe('pass as cursor for the next page; null on the last'),
});

/** Columns align with `timeS`; null is missing. */
export const curveDto = z
  .object({
    roastId: roastIdText,
    timeS: z
      .array(z.number())
      .describe('seconds from charge; from the first sample when charge is unset'),
    channels: z.record(z.string(), z.array(z.number().nullable())).describe('by field: btC, etC'),
    ror: z.object({
      method: z.enum(rateOfRiseMethodNames),
      window: z.number().describe('seconds the rate of rise looks back'),
      lagS: z.number().describe('how far it runs behind the curve'),
      btCPerMin: z.array(z.number().nullable()),
      etCPerMin: z.array(z.number().nullable()),
    }),
    smoothed: z
      .object({
        method: z.enum(smoothingNames),
        window: z.number().nullable().describe('seconds it looks back; null: by sampling'),
        lagS: z.number().nullable().describe('behind an even rise; null: by sampling'),
        btC: z.array(z.number().nullable()),
        etC: z.array(z.number().nullable()),
      })
      .optional()
      .describe('the curves as they are drawn; absent: as read'),
    gaps: z.array(z.object({ fromS: z.number(), toS: z.number() })),
    streams: z
      .array(
        z.object({
          timeS: z.array(z.number()),
          channels: z.record(z.string(), z.array(z.number().nullable())),
        }),
      )
      .optional()
      .describe(
        'what was read at other times than timeS, at its own; in channels it is held until the next reading, or stale',
      ),
    defects: z
      .array(
        z.object({
          field: z.string(),
          defect: z.enum(readingDefects),
          fromS: z.number(),
          toS: z.number(),
        }),
      )
      .optional()
      .describe('values that cannot be right: kept as they came, left out of rates'),
  })
  .meta({ id: 'Curve' });
export type CurveDto = z.infer<typeof curveDto>;

export const changeRoastBody = z.strictObject({
  title: z.string().trim().min(1).max(200).optional(),
  profile: nameText.optional().describe('what it was roasted by'),
  person: nameText.optional().describe('who roasted it'),
  beans: z.string().max(4000).optional(),
  greenG: z.number().positive().max(1_000_000).nullable().optional(),
  roastedG: z.number().positive().max(1_000_000).nullable().optional(),
  roastingNotes: z.string().max(20_000).optional(),
  coffeeId: coffeeIdText.nullable().optional().describe('another coffee lets go of the lot'),
  lotId: lotIdText.nullable().optional().describe('its coffee comes with it'),
});
