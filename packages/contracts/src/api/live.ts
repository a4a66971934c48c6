import { missingReasons, readingDefects } from '@artisan-ts/domain';
import { z } from 'zod';
import { clockDto } from '#api/clock.ts';
import { findingDto } from '#api/finding.ts';
import { leverEventDto, machineDto } from '#api/machine.ts';
import { roastDto } from '#api/roast.ts';
import { autosaveDto } from '#api/settings.ts';

/**
 * Server-sent events of `GET /api/v1/live`. The id of every event is the durable cursor at that moment.
 * A new connection first gets `machine`, `roast` and the samples since charge lead-in (or since its
 * Last-Event-ID), then what happens. Samples may come twice; (sourceId, boot, stream, seq) tells.
 */
export const sampleEvent = z
  .object({
    machineId: z.string(),
    sourceId: z.string(),
    boot: z.string(),
    stream: z.string(),
    seq: z.int(),
    monoUs: z.int(),
    wallMs: z.int(),
    channels: z.record(z.string(), z.number().nullable()).describe('by field: btC, etC'),
    missing: z.record(z.string(), z.enum(missingReasons)).optional(),
    quality: z
      .record(z.string(), z.enum(readingDefects))
      .optional()
      .describe('values that cannot be right, by field; they stand as they came'),
    ror: z.object({ btCPerMin: z.number().nullable(), etCPerMin: z.number().nullable() }),
    late: z
      .literal(true)
      .optional()
      .describe('it came too late to be used for what happened then; absent: it came in time'),
  })
  .meta({ id: 'SampleEvent' });
export type SampleEvent = z.infer<typeof sampleEvent>;

/** The roast of a machine was opened, changed (marks, notes, levers) or closed: its whole header. */
export const roastEvent = z
  .object({ machineId: z.string(), roast: roastDto })
  .meta({ id: 'RoastEvent' });
export type RoastEvent = z.infer<typeof roastEvent>;

/** A mark was set, suggested, moved, confirmed or undone (`mark` null). */
export const markEvent = z
  .object({
    machineId: z.string(),
    roastId: z.string(),
    kind: z.string(),
    action: z.string(),
    monoUs: z.int().nullable(),
  })
  .meta({ id: 'MarkEvent' });
export type MarkEvent = z.infer<typeof markEvent>;

export const leverEvent = leverEventDto;

export const recordingDto = z
  .object({
    state: z.enum(['idle', 'saved', 'behind', 'failing']),
    message: z.string(),
    lagMs: z.number().describe('age of the oldest reading that is not on disk'),
    durableCursor: z.int(),
  })
  .meta({ id: 'Recording' });

/** Something about time or power that a person should know; the newest last. */
export const noticeDto = z
  .object({ code: z.string(), message: z.string(), wallMs: z.int() })
  .meta({ id: 'Notice' });
export type NoticeDto = z.infer<typeof noticeDto>;

/** How telemetry comes in: the broker, what was set aside and what is missing, since the start. */
export const telemetryHealthDto = z
  .object({
    broker: z.object({
      kind: z.enum(['off', 'embedded', 'external']),
      isUp: z.boolean(),
      message: z.string(),
    }),
    setAside: z.object({
      count: z.int().describe('messages that could not be used'),
      byCode: z.record(z.string(), z.int()),
      last: z.object({ code: z.string(), message: z.string(), wallMs: z.int() }).nullable(),
    }),
    missing: z.int().describe('readings whose number was passed over and that have not come'),
    troubled: z
      .array(z.object({ machine: z.string(), message: z.string(), wallMs: z.int() }))
      .optional()
      .describe('what senders say is wrong with them; absent: nothing'),
  })
  .meta({ id: 'TelemetryHealth' });

/** What waits for a person. */
export const inboxDto = z
  .object({ needsYou: z.int().describe('missions that somebody has to decide') })
  .meta({ id: 'Inbox' });

export const healthEvent = z
  .object({
    findings: z.array(findingDto).describe('what is wrong now, the gravest first'),
    recording: recordingDto,
    telemetry: telemetryHealthDto.optional(),
    machines: z.array(machineDto),
    autosave: autosaveDto.optional().describe('absent: no folder is chosen'),
    inbox: inboxDto.optional().describe('absent: nothing waits, or nothing is done by itself here'),
    notices: z
      .array(noticeDto)
      .optional()
      .describe('what happened to time and power; absent: nothing'),
    clock: clockDto.optional(),
  })
  .meta({ id: 'HealthEvent' });
export type HealthEvent = z.infer<typeof healthEvent>;

/** Everything at or below the cursor is on disk. `newest` tells up to which sample per machine. */
export const durableEvent = z
  .object({
    cursor: z.int(),
    newest: z.array(
      z.object({ sourceId: z.string(), boot: z.string(), stream: z.string(), seq: z.int() }),
    ),
  })
  .meta({ id: 'DurableEvent' });
export type DurableEvent = z.infer<typeof durableEvent>;

/** The stream itself: `id`, `event` and one line of JSON `data` for each event; comments keep the way open. */
export const liveEventText = z.string();

export const liveEventNames = ['sample', 'mark', 'roast', 'lever', 'health', 'durable'] as const;
export type LiveEventName = (typeof liveEventNames)[number];

export const healthDto = z
  .object({
    status: z.enum(['ok', 'degraded']).describe('degraded: there is an alarm or a warning'),
    product: z.literal('artisan-ts'),
    version: z.string(),
    startedWallMs: z.int(),
    dataFolder: z.string(),
    findings: z.array(findingDto).describe('what is wrong now, the gravest first'),
    recording: recordingDto,
    telemetry: telemetryHealthDto.optional(),
    machines: z.array(machineDto),
    autosave: autosaveDto.optional().describe('absent: no folder is chosen'),
    inbox: inboxDto.optional().describe('absent: nothing waits, or nothing is done by itself here'),
    notices: z.array(noticeDto).optional(),
    clock: clockDto.optional(),
  })
  .meta({ id: 'Health' });
export type HealthDto = z.infer<typeof healthDto>;
