import type { ChangeSheetBody, SheetDto } from '@artisan-ts/contracts';

/** What was touched on one sheet since the station last confirmed it. */
export type SheetChange = Omit<ChangeSheetBody, 'itemId'>;

/** Both changes, the later one last. */
export function joinedChange(earlier: SheetChange, later: SheetChange): SheetChange {
  return {
    ...earlier,
    ...later,
    ...joined('scores', earlier, later),
    ...joined('intensities', earlier, later),
    ...joined('findings', earlier, later),
    ...joined('descriptors', earlier, later),
  };
}

function joined<Key extends 'scores' | 'intensities' | 'findings' | 'descriptors'>(
  key: Key,
  earlier: SheetChange,
  later: SheetChange,
): Pick<SheetChange, Key> | Record<string, never> {
  if (earlier[key] === undefined && later[key] === undefined) return {};
  return { [key]: { ...earlier[key], ...later[key] } } as Pick<SheetChange, Key>;
}

/** The sheet as the taster sees it: what the station has, and over it what is still on its way. */
export function draftOf(sheet: SheetDto, change: SheetChange | undefined): SheetDto {
  if (change === undefined) return sheet;
  return {
    ...sheet,
    scores: withNumbers(sheet.scores, change.scores),
    intensities: withNumbers(sheet.intensities, change.intensities),
    findings: { ...sheet.findings, ...change.findings },
    descriptors: { ...sheet.descriptors, ...change.descriptors },
    notes: change.notes ?? sheet.notes,
    pick: change.pick === undefined ? sheet.pick : change.pick,
  };
}

function withNumbers(
  before: SheetDto['scores'],
  change: SheetChange['scores'] = {},
): SheetDto['scores'] {
  const all = Object.entries({ ...before, ...change });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
}
