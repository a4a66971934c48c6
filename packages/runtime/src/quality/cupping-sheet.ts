import type { ChangeSheetBody, SheetDto } from '@artisan-ts/contracts';
import {
  type CupFinding,
  type Cupping,
  type CuppingAttribute,
  type CuppingSheet,
  type DescriptorGroup,
  formLabels,
  ok,
  type Refusal,
  type Result,
  refuse,
  type SampleId,
  type TasterId,
  type TrialId,
  type WallMs,
} from '@artisan-ts/domain';
import { formSpecs, intensityScale, isOnScale, type Scale, totalScore } from '@artisan-ts/roast';
import { lastRound } from '#quality/cupping-table.ts';

/** A sheet on which nothing is written. */
export function blankSheet(
  cupping: Cupping,
  tasterId: TasterId,
  itemId: SampleId | TrialId,
  wallMs: WallMs,
): CuppingSheet {
  return {
    cuppingId: cupping.id,
    round: cupping.rounds.length - 1,
    tasterId,
    itemId,
    scores: {},
    intensities: {},
    cups: {},
    descriptors: {},
    notes: '',
    pick: null,
    wallMs,
  };
}

/** The sheet after what was touched; what the form does not have is refused with `cupping.not-on-form`. */
export function writtenSheet(
  cupping: Cupping,
  before: CuppingSheet,
  body: ChangeSheetBody,
  wallMs: WallMs,
): Result<CuppingSheet> {
  const fault =
    cupping.form === 'triangle' ? pickFault(cupping, before, body) : formFault(cupping, body);
  if (fault !== null) return notOnForm(fault);
  return ok({
    ...before,
    scores: merged(before.scores, body.scores),
    intensities: merged(before.intensities, body.intensities),
    cups: { ...before.cups, ...tidied(body.findings) },
    descriptors: { ...before.descriptors, ...body.descriptors },
    notes: body.notes ?? before.notes,
    pick: body.pick === undefined ? before.pick : body.pick,
    wallMs,
  });
}

/** A sheet as its taster sees it. */
export function sheetView(cupping: Cupping, sheet: CuppingSheet): SheetDto {
  const { itemId, scores, intensities, descriptors, notes, pick } = sheet;
  const round = lastRound(cupping);
  const trial = round.trials.find(({ id }) => id === itemId);
  const { form, cups } = cupping;
  return {
    itemId,
    code: round.codes[itemId as SampleId] ?? null,
    cups: trial?.cups.map(({ code }) => code) ?? [],
    scores,
    intensities,
    findings: mutable(sheet.cups),
    descriptors: mutable(descriptors),
    notes,
    pick,
    total: form === 'triangle' ? null : totalScore(form, sheet, cups),
  };
}

/** Whether nothing is left to do on a sheet. */
export function isComplete(cupping: Cupping, sheet: CuppingSheet): boolean {
  const { form, cups } = cupping;
  return form === 'triangle' ? sheet.pick !== null : totalScore(form, sheet, cups) !== null;
}

function notOnForm(message: string): Refusal {
  return refuse('cupping.not-on-form', message);
}

function pickFault(
  cupping: Cupping,
  { itemId }: CuppingSheet,
  body: ChangeSheetBody,
): string | null {
  if (body.scores ?? body.intensities ?? body.findings ?? body.descriptors) {
    return 'in a triangle test there is nothing to score: pick the odd cup';
  }
  if (body.pick === undefined || body.pick === null) return null;
  const trial = lastRound(cupping).trials.find(({ id }) => id === itemId);
  const codes = trial?.cups.map(({ code }) => code) ?? [];
  return codes.includes(body.pick) ? null : `${body.pick} is none of the cups ${codes.join(', ')}`;
}

function formFault(cupping: Cupping, body: ChangeSheetBody): string | null {
  if (cupping.form === 'triangle') return null;
  const spec = formSpecs[cupping.form];
  const name = formLabels[cupping.form];
  if (body.pick !== undefined) return `the form ${name} has no odd cup to pick`;
  return (
    scaleFault(name, spec.attributes, spec.scale, body.scores) ??
    scaleFault(name, spec.intensities, intensityScale, body.intensities) ??
    cupFault(name, spec.findings, cupping.cups, body.findings) ??
    wordFault(cupping.form, body.descriptors)
  );
}

function scaleFault(
  form: string,
  attributes: readonly CuppingAttribute[],
  scale: Scale,
  values: ChangeSheetBody['scores'] = {},
): string | null {
  for (const [name, value] of Object.entries(values)) {
    if (!attributes.some((attribute) => attribute === name)) {
      return `the form ${form} has no such number for ${name}`;
    }
    if (value !== null && !isOnScale(scale, value)) {
      return `${name} cannot be ${value}: ${scale.min} to ${scale.max} in steps of ${scale.step}`;
    }
  }
  return null;
}

function cupFault(
  form: string,
  findings: readonly CupFinding[],
  cups: number,
  found: ChangeSheetBody['findings'] = {},
): string | null {
  for (const [name, list] of Object.entries(found)) {
    if (!findings.some((finding) => finding === name)) return `the form ${form} has no ${name}`;
    if (list.some((cup) => cup >= cups)) return `${name}: there are ${cups} cups, counted from 0`;
  }
  return null;
}

function wordFault(
  form: Exclude<Cupping['form'], 'triangle'>,
  descriptors: ChangeSheetBody['descriptors'] = {},
): string | null {
  for (const [group, words] of Object.entries(descriptors)) {
    const list = formSpecs[form].descriptors.find((each) => each.group === group);
    if (list === undefined) return `the form ${formLabels[form]} has no words for ${group}`;
    const strange = words.find((word) => !list.words.includes(word));
    if (strange !== undefined) return `${strange} is no word of ${list.label}`;
    if (new Set(words).size !== words.length) return `${list.label}: a word can be chosen once`;
    if (words.length > list.max) return `${list.label}: choose no more than ${list.max}`;
  }
  return null;
}

function merged(
  before: CuppingSheet['scores'],
  changes: ChangeSheetBody['scores'] = {},
): CuppingSheet['scores'] {
  const all = Object.entries({ ...before, ...changes });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
}

/** Each cup once, in order. */
function tidied(found: ChangeSheetBody['findings'] = {}): CuppingSheet['cups'] {
  const lists = Object.entries(found) as [CupFinding, readonly number[]][];
  return Object.fromEntries(
    lists.map(([name, list]) => [name, [...new Set(list)].sort((a, b) => a - b)]),
  );
}

function mutable<Key extends CupFinding | DescriptorGroup, Item>(
  lists: Readonly<Partial<Record<Key, readonly Item[]>>>,
): Partial<Record<Key, Item[]>> {
  const all = Object.entries(lists) as [Key, readonly Item[]][];
  return Object.fromEntries(all.map(([key, list]) => [key, [...list]])) as Partial<
    Record<Key, Item[]>
  >;
}
