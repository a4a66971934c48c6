import { missingReasons } from '@artisan-ts/domain';
import { z } from 'zod';
import { idText } from '#id-text.ts';

/** A topic segment: organisation, site, machine, stream. */
export const topicSegment = z.string().regex(/^[a-z0-9-]{1,40}$/, '1 to 40 of a-z, 0-9 and -');

/** What a channel is called in a message, its unit included. */
export const fieldText = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'a field of letters and digits, such as btC');

const integer = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/**
 * One reading as it travels over the bus, in process or by MQTT.
 *
 * Units: `monoUs` integer microseconds, `wallMs` integer milliseconds, `channels` in the internal unit of
 * each channel (Celsius, percent, pascal, rpm). A channel that is null has a reason in `missing`.
 */
export const telemetryMessage = z.strictObject({
  v: z.literal(1),
  org: topicSegment,
  site: topicSegment,
  machine: z.string().min(1).max(80),
  sourceId: idText('source'),
  boot: idText('boot'),
  stream: topicSegment,
  seq: integer,
  monoUs: integer,
  wallMs: integer,
  channels: z.record(fieldText, z.number().nullable()),
  missing: z.record(z.string(), z.enum(missingReasons)).optional(),
});
export type TelemetryMessage = z.infer<typeof telemetryMessage>;

/** `roaster/{org}/{site}/{machine}/telemetry` */
export function telemetryTopic(
  message: Pick<TelemetryMessage, 'org' | 'site' | 'machine'>,
): string {
  return `roaster/${message.org}/${message.site}/${message.machine}/telemetry`;
}
