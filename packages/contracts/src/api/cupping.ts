import { cupFindings, cuppingAttributes, cuppingForms, descriptorGroups } from '@artisan-ts/domain';
import { z } from 'zod';
import { lotIdText, pageOf, pageQuery } from '#api/coffee.ts';
import { roastIdText } from '#api/roast.ts';
import { idText } from '#id-text.ts';

const cuppingIdText = idText('cupping');
const tasterIdText = idText('taster');
const itemIdText = z
  .string()
  .regex(/^(sample|trial)_[0-9a-f]{32}$/, 'an id: sample_ or trial_ and 32 digits of 0-9 and a-f');
const nameText = z.string().trim().min(1, 'a name').max(100);

const scoreTable = z.partialRecord(z.enum(cuppingAttributes), z.number());
const cupTable = z.partialRecord(z.enum(cupFindings), z.array(z.int().min(0)));
const wordTable = z.partialRecord(z.enum(descriptorGroups), z.array(z.string()));

export const tasterDto = z.object({ id: tasterIdText, name: z.string() }).meta({ id: 'Taster' });

/** While the cupping is blind there is a code and nothing else. */
export const cuppingSampleDto = z
  .object({
    id: itemIdText,
    code: z.string().nullable().describe('null in a triangle test: every cup has its own'),
    name: z.string().nullable().describe('null while it is blind'),
    roastId: roastIdText.nullable(),
    lotId: lotIdText.nullable(),
  })
  .meta({ id: 'CuppingSample' });

export const cuppingDto = z
  .object({
    id: cuppingIdText,
    revision: z.int(),
    isArchived: z.boolean(),
    form: z.enum(cuppingForms),
    title: z.string(),
    createdWallMs: z.int(),
    cups: z.int().describe('of each sample; trials of each taster in a triangle test'),
    notes: z.string(),
    round: z.int().describe('the round that goes on, from 0'),
    isBlind: z.boolean(),
    revealedWallMs: z.int().nullable(),
    samples: z.array(cuppingSampleDto).describe('in the order of their codes while blind'),
    tasters: z.array(
      tasterDto.extend({
        done: z.int().describe('sheets of this round that are complete'),
        of: z.int(),
      }),
    ),
  })
  .meta({ id: 'Cupping' });
export type CuppingDto = z.infer<typeof cuppingDto>;

export const addCuppingBody = z.strictObject({
  title: nameText,
  form: z.enum(cuppingForms),
  cups: z.int().min(1).max(12).default(5),
  samples: z
    .array(
      z.strictObject({
        name: z.string().trim().max(200).default(''),
        roastId: roastIdText.nullable().default(null),
        lotId: lotIdText.nullable().default(null),
      }),
    )
    .min(1, 'at least one sample')
    .max(40),
  tasters: z.array(nameText).min(1, 'at least one taster').max(40),
});
export type AddCuppingBody = z.input<typeof addCuppingBody>;

export const changeCuppingBody = z.strictObject({
  title: nameText.optional(),
  notes: z.string().max(20_000).optional(),
  isArchived: z.boolean().optional().describe('true puts it away; nothing is deleted'),
});
export type ChangeCuppingBody = z.infer<typeof changeCuppingBody>;

export const addTasterBody = z.strictObject({ name: nameText });
export type AddTasterBody = z.infer<typeof addTasterBody>;

export const cuppingParams = z.strictObject({ id: cuppingIdText });
export const tasterParams = z.strictObject({ id: cuppingIdText, tasterId: tasterIdText });
export const listCuppingsQuery = z.strictObject({
  ...pageQuery,
  search: z.string().trim().max(200).optional().describe('words in its title and notes'),
  archived: z.enum(['true', 'false']).default('false'),
});
export const cuppingPage = pageOf(cuppingDto);
export type CuppingPage = z.infer<typeof cuppingPage>;

export const sheetDto = z
  .object({
    itemId: itemIdText,
    code: z.string().nullable(),
    cups: z.array(z.string()).describe('the three codes of a triangle; otherwise empty'),
    scores: scoreTable,
    intensities: scoreTable,
    findings: cupTable.describe('cups, from 0, in which something was found'),
    descriptors: wordTable,
    notes: z.string(),
    pick: z.string().nullable().describe('the code of the odd cup'),
    total: z.number().nullable().describe('null while it is not complete'),
  })
  .meta({ id: 'CuppingSheet' });
export type SheetDto = z.infer<typeof sheetDto>;

/** The page of one taster: nobody else's sheets are on it. */
export const tasterPageDto = z
  .object({ cupping: cuppingDto, taster: tasterDto, sheets: z.array(sheetDto) })
  .meta({ id: 'TasterPage' });
export type TasterPageDto = z.infer<typeof tasterPageDto>;

/** What was touched; the rest stays. A number of null takes a score back. */
export const changeSheetBody = z.strictObject({
  itemId: itemIdText,
  scores: z.partialRecord(z.enum(cuppingAttributes), z.number().nullable()).optional(),
  intensities: z.partialRecord(z.enum(cuppingAttributes), z.number().nullable()).optional(),
  findings: cupTable.optional(),
  descriptors: wordTable.optional(),
  notes: z.string().max(4000).optional(),
  pick: z.string().max(3).nullable().optional(),
});
export type ChangeSheetBody = z.infer<typeof changeSheetBody>;

const spreadDto = z.object({
  mean: z.number(),
  spread: z.number().nullable().describe('standard deviation; null with fewer than two'),
  n: z.int(),
});

export const sampleResultDto = z
  .object({
    sampleId: itemIdText,
    code: z.string(),
    name: z.string(),
    roastId: roastIdText.nullable(),
    lotId: lotIdText.nullable(),
    total: spreadDto.nullable().describe('null when nobody has finished'),
    attributes: z.partialRecord(z.enum(cuppingAttributes), spreadDto),
    intensities: z.partialRecord(z.enum(cuppingAttributes), spreadDto),
    totals: z.array(z.object({ tasterId: tasterIdText, total: z.number().nullable() })),
    words: z.array(
      z.object({ group: z.enum(descriptorGroups), word: z.string(), tasters: z.int() }),
    ),
    notes: z.array(z.object({ tasterId: tasterIdText, text: z.string() })),
  })
  .meta({ id: 'SampleResult' });
export type SampleResultDto = z.infer<typeof sampleResultDto>;

const offsetDto = z.object({
  tasterId: tasterIdText,
  samples: z.int(),
  offset: z.number().describe('own score minus the mean of the others, on average'),
  spread: z.number().nullable(),
});

export const cuppingResultsDto = z
  .object({
    cupping: cuppingDto,
    round: z.int(),
    samples: z.array(sampleResultDto).describe('highest score first'),
    calibration: z.array(
      z.object({
        attribute: z.enum([...cuppingAttributes, 'total']),
        tasters: z.array(offsetDto),
      }),
    ),
    pairs: z.array(
      z.object({
        tasterIds: z.array(tasterIdText).length(2),
        samples: z.int(),
        meanDistance: z.number(),
        comparisons: z.int(),
        sameOrder: z.int(),
      }),
    ),
    triangle: z
      .object({
        answered: z.int(),
        correct: z.int(),
        pValue: z.number().describe('exact, one-sided: as many or more right by guessing'),
        words: z.string(),
        tasters: z.array(z.object({ tasterId: tasterIdText, answered: z.int(), correct: z.int() })),
      })
      .nullable(),
  })
  .meta({ id: 'CuppingResults' });
export type CuppingResultsDto = z.infer<typeof cuppingResultsDto>;

export const resultsQuery = z.strictObject({
  round: z.coerce.number().int().min(0).optional().describe('the last revealed one, when absent'),
});

/** What revealed cuppings say of a roast or a lot, the last cupping first. */
export const cuppedDto = z.object({
  items: z.array(
    z.object({
      cuppingId: cuppingIdText,
      title: z.string(),
      form: z.enum(cuppingForms),
      createdWallMs: z.int(),
      round: z.int(),
      result: sampleResultDto,
    }),
  ),
});
export type CuppedDto = z.infer<typeof cuppedDto>;

/** For who pours, never for who tastes: what goes into which cup. */
export const pouringDto = z
  .object({
    groups: z.array(
      z.object({
        taster: z.string().nullable().describe('for whom; null: for everybody'),
        cups: z.array(z.object({ code: z.string(), name: z.string() })),
      }),
    ),
  })
  .meta({ id: 'Pouring' });
export type PouringDto = z.infer<typeof pouringDto>;
