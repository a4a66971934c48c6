import { missingReasons } from '@artisan-ts/domain';
import { z } from 'zod';
import { idText } from '#id-text.ts';
import { fieldText, topicSegment } from '#telemetry.ts';

/** Larger messages are refused before they are looked at. */
export const envelopeBytesMax = 64 * 1024;
/** Deeper JSON is refused before it is built. */
export const envelopeDepthMax = 8;
/** Points of one batch; a batch is also at most {@link batchBytesMax} long. */
export const batchPointsMax = 60;
export const batchBytesMax = 16 * 1024;

/** Characters in which a sender says what is wrong with it. */
export const troubleLengthMax = 400;

const integer = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A machine in a topic: its id (`machine_` and 32 hex digits). */
const machineSegment = z.string().regex(/^[a-z0-9_-]{1,80}$/, 'the id of a machine');

const scope = { org: topicSegment, site: topicSegment, machine: machineSegment };

/** 128 random bits for each start of the sender. */
const bootText = idText('boot');

/**
 * What travels over MQTT. `body` is the base64url of the exact UTF-8 bytes of the inner JSON, so that these bytes can be
 * signed and need never be written anew; `route` repeats the origin for whoever only routes.
 */
export const envelope = z.strictObject({
  v: z.literal(1),
  type: z.enum(['telemetry', 'batch', 'birth', 'ack']),
  body: z.string().regex(/^[A-Za-z0-9_-]+$/, 'base64url'),
  route: z.strictObject(scope),
});
export type Envelope = z.infer<typeof envelope>;

const origin = {
  v: z.literal(1),
  ...scope,
  /** Which device of the machine, where it is read by several over MQTT. */
  source: idText('source').optional(),
  boot: bootText,
  bootCount: integer,
};

/** Values by field name (`btC`, `etC`); null is missing, with a reason in `missing`. */
const channels = z.record(fieldText, z.number().nullable());

/**
 * One sample as its sender numbered it.
 *
 * Units: `monoUs` microseconds since the sender's start; `wallMs` milliseconds since 1970 by the sender's clock.
 */
const point = {
  seq: integer,
  monoUs: integer,
  wallMs: integer,
  channels,
  missing: z.record(z.string(), z.enum(missingReasons)).optional(),
};

const telemetryPoint = z.strictObject(point);
export type TelemetryPoint = z.infer<typeof telemetryPoint>;

/** One sample, as it happens. */
export const telemetryBody = z.strictObject({ ...origin, stream: topicSegment, ...point });
export type TelemetryBody = z.infer<typeof telemetryBody>;

/** Up to 60 samples. `historical` when they were kept while there was no connection. */
export const batchBody = z.strictObject({
  ...origin,
  stream: topicSegment,
  historical: z.boolean(),
  points: z.array(telemetryPoint).min(1).max(batchPointsMax),
});
export type BatchBody = z.infer<typeof batchBody>;

/**
 * A sender was started or is there again, before anything else of that boot. `bootCount` grows from start to start. It says
 * what it still holds: nothing below `oldestSeq` will come any more. `dropped` counts what it had to let go before it was
 * acknowledged.
 */
export const birthBody = z.strictObject({
  ...origin,
  streams: z
    .array(z.strictObject({ stream: topicSegment, oldestSeq: integer, dropped: integer }))
    .max(16),
  /** What is wrong with the sender now, for a person; absent: nothing. */
  trouble: z.string().max(troubleLengthMax).optional(),
});
export type BirthBody = z.infer<typeof birthBody>;

/** From the station: everything up to `seq` of that boot and stream is on its disk or will never come. */
export const ackBody = z.strictObject({ ...origin, stream: topicSegment, seq: integer });
export type AckBody = z.infer<typeof ackBody>;

/** The body of an envelope with its type. */
export type EnvelopeContent =
  | { readonly type: 'telemetry'; readonly body: TelemetryBody }
  | { readonly type: 'batch'; readonly body: BatchBody }
  | { readonly type: 'birth'; readonly body: BirthBody }
  | { readonly type: 'ack'; readonly body: AckBody };

/** The schema of the body of each type. */
export const envelopeBodies = {
  telemetry: telemetryBody,
  batch: batchBody,
  birth: birthBody,
  ack: ackBody,
} as const;

/** Who a message is about. */
export type Scope = Envelope['route'];

/** A sender, as it says it in each of its messages. */
export interface SenderScope extends Scope {
  readonly source?: string;
}

/** Where senders publish and stations listen. */
export const telemetryFilter = 'roaster/+/+/+/telemetry';

/** `roaster/{org}/{site}/{machine}/ack`: where a sender listens. */
export function ackTopic({ org, site, machine }: Scope): string {
  return `roaster/${org}/${site}/${machine}/ack`;
}
