import {
  type Coffee,
  type Cupping,
  type CuppingSheet,
  cupFindings,
  cuppingAttributes,
  cuppingForms,
  descriptorGroups,
  type Lot,
} from '@artisan-ts/domain';
import { z } from 'zod';
import { type DocumentForm, documentForm, grams, idOf, wallMs } from '#document-form.ts';

const kept = { revision: z.int().min(1), isArchived: z.boolean() };

const coffee = z.strictObject({
  ...kept,
  id: idOf('coffee'),
  name: z.string(),
  origin: z.string(),
  process: z.string(),
  variety: z.string(),
  supplier: z.string(),
  notes: z.string(),
});

const lot = z.strictObject({
  ...kept,
  id: idOf('lot'),
  coffeeId: idOf('coffee'),
  name: z.string(),
  receivedOn: z.string().nullable(),
  receivedG: grams.nullable(),
  moisturePct: z.number().nullable(),
  densityGPerL: z.number().nullable(),
  waterActivity: z.number().nullable(),
  screenSize: z.string(),
  location: z.string(),
  notes: z.string(),
});

const sampleId = idOf('sample');
const code = z.string().regex(/^\d{3}$/, 'three digits');

const trial = z.strictObject({
  id: idOf('trial'),
  tasterId: idOf('taster'),
  cups: z.array(z.strictObject({ code, sampleId })),
});

const cupping = z.strictObject({
  ...kept,
  id: idOf('cupping'),
  form: z.enum(cuppingForms),
  title: z.string(),
  createdWallMs: wallMs,
  cups: z.int().min(1),
  samples: z.array(
    z.strictObject({
      id: sampleId,
      name: z.string(),
      roastId: idOf('roast').nullable(),
      lotId: idOf('lot').nullable(),
    }),
  ),
  tasters: z.array(z.strictObject({ id: idOf('taster'), name: z.string() })),
  rounds: z
    .array(
      z.strictObject({
        codes: z.record(z.string(), code),
        trials: z.array(trial),
        startedWallMs: wallMs,
        revealedWallMs: wallMs.nullable(),
      }),
    )
    .min(1),
  notes: z.string(),
});

const attribute = z.enum(cuppingAttributes);

const sheet = z.strictObject({
  cuppingId: idOf('cupping'),
  round: z.int().min(0),
  tasterId: idOf('taster'),
  itemId: z.union([sampleId, idOf('trial')]),
  scores: z.partialRecord(attribute, z.number()),
  intensities: z.partialRecord(attribute, z.number()),
  cups: z.partialRecord(z.enum(cupFindings), z.array(z.int().min(0))),
  descriptors: z.partialRecord(z.enum(descriptorGroups), z.array(z.string())),
  notes: z.string(),
  pick: z.string().nullable(),
  wallMs,
});

/** A coffee, whole. */
export const coffeeForm: DocumentForm<Coffee> = documentForm<Coffee>(coffee);
/** A lot, whole. */
export const lotForm: DocumentForm<Lot> = documentForm<Lot>(lot);
/** A cupping without its sheets. */
export const cuppingForm: DocumentForm<Cupping> = documentForm<Cupping>(cupping);
/** What one taster wrote about one sample. */
export const sheetForm: DocumentForm<CuppingSheet> = documentForm<CuppingSheet>(sheet);
