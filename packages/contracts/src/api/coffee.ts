import { z } from 'zod';
import { idText } from '#id-text.ts';

export const coffeeIdText = idText('coffee');
export const lotIdText = idText('lot');

const nameText = z.string().trim().min(1, 'a name').max(200);
const line = z.string().trim().max(200);
const longText = z.string().max(4000);
const day = z.iso.date();

/** Spread into the query of a list that is read page by page. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('items on one page'),
  cursor: z.string().min(1).max(200).optional().describe('`next` of the page before'),
};

const nextCursor = z
  .string()
  .nullable()
  .describe('pass as cursor for the next page; null on the last');

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: nextCursor });
}

const yesNo = z.enum(['true', 'false']).default('false');

export const coffeeDto = z
  .object({
    id: coffeeIdText,
    revision: z.int(),
    isArchived: z.boolean(),
    name: z.string(),
    origin: z.string(),
    process: z.string(),
    variety: z.string(),
    supplier: z.string(),
    notes: z.string(),
  })
  .meta({ id: 'Coffee' });
export type CoffeeDto = z.infer<typeof coffeeDto>;

export const changeCoffeeBody = z.strictObject({
  name: nameText.optional(),
  origin: line.optional(),
  process: line.optional(),
  variety: line.optional(),
  supplier: line.optional(),
  notes: longText.optional(),
  isArchived: z.boolean().optional().describe('true puts it away; nothing is deleted'),
});
export type ChangeCoffeeBody = z.infer<typeof changeCoffeeBody>;
export const addCoffeeBody = changeCoffeeBody.omit({ isArchived: true }).extend({ name: nameText });
export type AddCoffeeBody = z.infer<typeof addCoffeeBody>;

export const coffeeParams = z.strictObject({ id: coffeeIdText });
export const listCoffeesQuery = z.strictObject({
  ...pageQuery,
  search: z.string().trim().max(200).optional().describe('words in any of its texts'),
  archived: yesNo.describe('those that were put away instead of the others'),
});
export const coffeePage = pageOf(coffeeDto);
export type CoffeePage = z.infer<typeof coffeePage>;

export const lotDto = z
  .object({
    id: lotIdText,
    revision: z.int(),
    isArchived: z.boolean(),
    coffeeId: coffeeIdText,
    coffeeName: z.string(),
    name: z.string(),
    receivedOn: z.string().nullable(),
    receivedG: z.number().nullable(),
    roasts: z.int().describe('roasts of this lot'),
    usedG: z.number().describe('green mass of those that were weighed'),
    unweighedRoasts: z.int().describe('roasts whose green mass is not known: missing in usedG'),
    remainingG: z
      .number()
      .nullable()
      .describe('received minus used, below zero when more was roasted; null when not weighed'),
    moisturePct: z.number().nullable(),
    densityGPerL: z.number().nullable(),
    waterActivity: z.number().nullable(),
    screenSize: z.string(),
    location: z.string(),
    notes: z.string(),
  })
  .meta({ id: 'Lot' });
export type LotDto = z.infer<typeof lotDto>;

const massWords = 'grams, from 0 to 100000000';
const percentWords = 'percent, from 0 to 100';
const densityWords = 'grams per litre, from 1 to 2000';
const activityWords = 'a number from 0 to 1';

export const changeLotBody = z.strictObject({
  name: nameText.optional(),
  receivedOn: day.nullable().optional(),
  receivedG: z.number(massWords).min(0, massWords).max(1e8, massWords).nullable().optional(),
  moisturePct: z
    .number(percentWords)
    .min(0, percentWords)
    .max(100, percentWords)
    .nullable()
    .optional(),
  densityGPerL: z
    .number(densityWords)
    .min(1, densityWords)
    .max(2000, densityWords)
    .nullable()
    .optional(),
  waterActivity: z
    .number(activityWords)
    .min(0, activityWords)
    .max(1, activityWords)
    .nullable()
    .optional(),
  screenSize: line.optional(),
  location: line.optional(),
  notes: longText.optional(),
  isArchived: z.boolean().optional().describe('true puts it away; nothing is deleted'),
});
export type ChangeLotBody = z.infer<typeof changeLotBody>;
export const addLotBody = changeLotBody
  .omit({ isArchived: true })
  .extend({ coffeeId: coffeeIdText, name: nameText });
export type AddLotBody = z.infer<typeof addLotBody>;

export const lotParams = z.strictObject({ id: lotIdText });
export const listLotsQuery = z.strictObject({
  ...pageQuery,
  coffee: coffeeIdText.optional(),
  search: z.string().trim().max(200).optional().describe('words in any of its texts'),
  archived: yesNo.describe('those that were put away instead of the others'),
});
export const lotPage = pageOf(lotDto);
export type LotPage = z.infer<typeof lotPage>;
