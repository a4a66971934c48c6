import { type ComparedValue, comparedValues } from '#evaluation/agreement/compared-values.ts';
import { explainingRules } from '#evaluation/agreement/explaining-rules.ts';
import {
  type ComputedRoast,
  type FileNumbers,
  fileNumbers,
} from '#evaluation/agreement/file-numbers.ts';
import { notCompared } from '#evaluation/agreement/not-compared.ts';

/** How many values were compared, and what came of it. */
export interface AgreementCount {
  readonly compared: number;
  readonly equal: number;
  /** Equal once a named rule of Artisan is followed. */
  readonly underRule: number;
  readonly unexplained: number;
}

/** A result that is another than ours. `rule` explains it; null when nothing does. */
export interface AgreementDifference {
  readonly file: string;
  readonly version: string;
  readonly key: string;
  readonly theirs: number;
  readonly ours: number | null;
  readonly rule: string | null;
}

/** Our numbers against those that Artisan wrote into its files. */
export interface AgreementEvaluation extends AgreementCount {
  readonly roasts: number;
  readonly versions: readonly (AgreementCount & {
    readonly version: string;
    readonly roasts: number;
  })[];
  readonly values: readonly (AgreementCount & {
    readonly key: string;
    /** How often each rule explained it. */
    readonly rules: Readonly<Record<string, number>>;
  })[];
  readonly rules: readonly { readonly name: string; readonly meaning: string }[];
  readonly differences: readonly AgreementDifference[];
  /** Results of the files that we do not compute, and why. */
  readonly notCompared: readonly {
    readonly key: string;
    readonly files: number;
    readonly reason: string;
  }[];
}

/** One value of one roast. */
interface Verdict {
  readonly numbers: FileNumbers;
  readonly value: ComparedValue;
  readonly theirs: number;
  readonly ours: number | null;
  /** `equal`, the name of a rule, or null. */
  readonly by: string | null;
}

const isEqualBy = 'equal';
/** Slack for the last bit of a rounded number, as a share of its last digit. */
const roundingSlack = 0.01;
/** How Artisan writes that nothing was read. */
const noReading = -1;

/** Compares every result of every file that we compute too. */
export function evaluateAgreement(roasts: readonly ComputedRoast[]): AgreementEvaluation {
  const all = roasts.map(fileNumbers);
  const verdicts = all.flatMap((numbers) =>
    comparedValues.flatMap((value) => verdictOf(numbers, value) ?? []),
  );
  const versions = [...new Set(roasts.map(({ version }) => version))].sort(byVersion);
  return {
    roasts: roasts.length,
    ...count(verdicts),
    versions: versions.map((version) => ({
      version,
      roasts: roasts.filter((roast) => roast.version === version).length,
      ...count(verdicts.filter(({ numbers }) => numbers.version === version)),
    })),
    values: comparedValues.flatMap(({ key }) => {
      const own = verdicts.filter(({ value }) => value.key === key);
      return own.length === 0 ? [] : [{ key, ...count(own), rules: rulesOf(own) }];
    }),
    rules: explainingRules.map(({ name, meaning }) => ({ name, meaning })),
    differences: verdicts.flatMap(differenceOf),
    notCompared: notCompared(roasts),
  };
}

function verdictOf(numbers: FileNumbers, value: ComparedValue): Verdict | null {
  const theirs = numbers.values[value.key];
  const ours = theirs === undefined ? null : value.ours(numbers);
  if (theirs === undefined || (theirs === noReading && ours === null)) return null;
  const isEqual = ours !== null && Math.abs(ours - theirs) <= tolerance(value, theirs);
  const by = isEqual ? isEqualBy : explanation(numbers, value.key, theirs);
  return { numbers, value, theirs, ours, by };
}

/** Half of the last digit that is written. */
function tolerance({ decimals }: ComparedValue, theirs: number): number {
  const digits = decimals === 'asWritten' ? decimalsOf(theirs) : decimals;
  return 0.5 * 10 ** -digits + roundingSlack * 10 ** -digits;
}

function decimalsOf(value: number): number {
  return (String(value).split('.')[1] ?? '').length;
}

function explanation(numbers: FileNumbers, key: string, theirs: number): string | null {
  const rule = explainingRules.find(({ keys, ours, within }) => {
    if (!keys.includes(key)) return false;
    const expected = ours(numbers, key);
    return expected === 'any' || (expected !== null && Math.abs(expected - theirs) <= within);
  });
  return rule?.name ?? null;
}

function count(verdicts: readonly Verdict[]): AgreementCount {
  const equal = verdicts.filter(({ by }) => by === isEqualBy).length;
  const unexplained = verdicts.filter(({ by }) => by === null).length;
  const compared = verdicts.length;
  return { compared, equal, underRule: compared - equal - unexplained, unexplained };
}

function rulesOf(verdicts: readonly Verdict[]): Readonly<Record<string, number>> {
  const rules: Record<string, number> = {};
  for (const { by } of verdicts) {
    if (by !== null && by !== isEqualBy) rules[by] = (rules[by] ?? 0) + 1;
  }
  return rules;
}

function differenceOf({ numbers, value, theirs, ours, by }: Verdict): AgreementDifference[] {
  if (by === isEqualBy) return [];
  const { file, version } = numbers;
  return [{ file, version, key: value.key, theirs, ours, rule: by }];
}

function byVersion(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
