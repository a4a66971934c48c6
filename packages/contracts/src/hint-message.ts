import { hintKinds } from '@artisan-ts/domain';
import { z } from 'zod';

/** What a sensor believes of a roast, in every way it can say so. */
export const sensorHint = {
  kind: z.enum(hintKinds),
  confidence: z.number().min(0).max(1).describe('how sure the sensor is'),
  by: z.string().trim().min(1).max(60).describe('which sensor: "drum microphone"'),
  reason: z.string().trim().max(200).default('').describe('why: "5 cracks in 10 s"'),
};

/** Where sensors publish and stations listen. */
export const hintFilter = 'roaster/+/+/+/hint';

/** A hint as it travels over MQTT, plain JSON. `wallMs`: when it happened, milliseconds since 1970 by the sensor's clock. */
export const hintMessage = z.strictObject({
  v: z.literal(1),
  ...sensorHint,
  wallMs: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type HintMessage = z.infer<typeof hintMessage>;
