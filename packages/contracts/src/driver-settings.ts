import { ok, type Result, refuse } from '@artisan-ts/domain';
import { z } from 'zod';
import { choicesMax, choiceWords, numberWords } from '#wanted-words.ts';
import { checkAgainst, wrongWords } from '#wrong-fields.ts';

/** One of the values a setting may take: what is stored, what people read, and a line about it where one is needed. */
export interface SettingChoice {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
}

/**
 * One setting of a driver: enough to check it, to draw a form field for it, and to explain it. A text whose default is
 * empty may be left empty.
 */
export type SettingField = {
  readonly name: string;
  readonly label: string;
  /** What it is for, and where a person finds the value. */
  readonly help: string;
} & (
  | {
      readonly kind: 'text';
      readonly default?: string;
      readonly maxLength?: number;
      /** It says where the device is: what a search on request may look for. */
      readonly finds?: PlaceFinding;
    }
  | {
      readonly kind: 'number';
      readonly default?: number;
      readonly min: number;
      readonly max: number;
      readonly unit: string;
      readonly integer?: boolean;
    }
  | {
      readonly kind: 'choice';
      readonly default?: string;
      readonly choices: readonly SettingChoice[];
    }
  /** Any of several: their values with commas between, empty for none. */
  | {
      readonly kind: 'several';
      readonly default: string;
      readonly choices: readonly SettingChoice[];
    }
);

/** Where a device can be looked for, when a person asks for it. */
export interface PlaceFinding {
  /** It may be on a serial port of this computer. */
  readonly isSerial?: boolean;
  /** It may be in the network: the port that such devices listen on. */
  readonly tcpPort?: number;
  /** How an address that was found is written: `ws://{host}:80/WebSocket`; absent: as it is. */
  readonly written?: string;
}

/** Settings by name, after they were checked. */
export type Settings = Readonly<Record<string, string | number>>;

const textLengthMax = 4096;

function schemaOf(field: SettingField): z.ZodType {
  const bare = bareSchemaOf(field);
  return field.default === undefined ? bare : bare.default(field.default);
}

function bareSchemaOf(field: SettingField): z.ZodType<string | number> {
  switch (field.kind) {
    case 'text':
      return z
        .string()
        .min(field.default === '' ? 0 : 1)
        .max(field.maxLength ?? textLengthMax);
    case 'number': {
      const words = numberWords({ ...field, isWhole: field.integer === true });
      const number = z.number(words).min(field.min, words).max(field.max, words);
      return field.integer ? number.int(words) : number;
    }
    case 'choice': {
      const values = field.choices.map(({ value }) => value);
      return z.enum(values, { error: listedWords(values) });
    }
    case 'several': {
      const values = field.choices.map(({ value }) => value);
      return z
        .string()
        .refine((text) => namesIn(text).every((name) => values.includes(name)), {
          error: `any of ${values.join(', ')}, with commas between`,
        })
        .transform((text) => [...new Set(namesIn(text))].join(', '));
    }
  }
}

/** A long list stands where a person can look into it. */
function listedWords(choices: readonly string[]): string {
  if (choices.length <= choicesMax) return choiceWords(choices);
  return `one of the ${choices.length} names in the list of this driver, as GET /drivers gives it`;
}

/** The names in a setting that holds several. */
export function namesIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/**
 * Checks settings from outside against a driver's fields and fills in the defaults. Unknown names are refused,
 * so that a misspelt setting cannot pass silently.
 */
export function parseSettings(
  fields: readonly SettingField[],
  raw: Readonly<Record<string, unknown>>,
): Result<Settings> {
  const schema = z.strictObject(Object.fromEntries(fields.map((f) => [f.name, schemaOf(f)])));
  const checked = checkAgainst(schema, raw);
  if (checked.ok) return ok(checked.value as Settings);
  return refuse('driver.settings', wrongWords(checked.wrong, 'settings'));
}

/** The shape of a field as it is sent to a screen. */
export const settingFieldDto = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  kind: z.enum(['text', 'number', 'choice', 'several']),
  default: z.union([z.string(), z.number()]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  unit: z.string().optional(),
  integer: z.boolean().optional(),
  maxLength: z.int().optional(),
  choices: z
    .array(z.object({ value: z.string(), label: z.string(), help: z.string().optional() }))
    .optional(),
  finds: z
    .object({
      isSerial: z.boolean().optional(),
      tcpPort: z.int().optional(),
      written: z.string().optional(),
    })
    .optional()
    .describe('it says where the device is: what may be looked for, when a person asks'),
});
