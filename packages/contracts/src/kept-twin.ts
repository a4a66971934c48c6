import { z } from 'zod';

const number = z.number();

const slopes = z.object({ btCPerS: number, etCPerS: number });

const batch = z.object({
  burner: number,
  air: number,
  beanC: number,
  skinLeadC: number,
  drumC: number,
  moisture: number,
  reactionJPerKg: number,
  firstCracked: number,
  secondCracked: number,
  dryMatterLost: number,
  btC: number,
  etC: number,
});

const condition = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('preheated'), drumC: number }),
  z.object({
    phase: z.literal('roasting'),
    batch,
    slopes,
    elapsedS: number.nonnegative().optional(),
  }),
  z.object({
    phase: z.literal('empty'),
    drum: z.object({ burner: number, air: number, drumC: number, btC: number, etC: number }),
    droppedS: number.nonnegative().nullable(),
  }),
  z.object({
    phase: z.literal('cooling'),
    dropped: slopes.extend({ btC: number, etC: number, drumC: number }),
    elapsedS: number.nonnegative(),
  }),
]);

/** `$ARTISAN_DATA/sources/<source>.json`: where a simulated machine was when somebody did something to it for the last time. */
export const keptTwin = z.object({
  /** Which machine, seed and days it is: another one cannot go on from here. */
  of: z.string(),
  /** On the axis of the source. */
  atUs: z.int().nonnegative(),
  state: z.object({
    timeS: number.nonnegative(),
    steps: z.int().nonnegative(),
    batches: z.int().nonnegative(),
    beans: z
      .object({
        greenG: number.nullable(),
        moisturePct: number.nullable(),
        densityGPerL: number.nullable(),
        screenSize: z.string(),
      })
      .nullish(),
    levers: z.object({ burner: number, air: number, drumSpeed: number }),
    now: condition,
    before: z.array(condition).max(3).readonly(),
  }),
});
export type KeptTwin = z.infer<typeof keptTwin>;
