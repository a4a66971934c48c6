import type { AddMachineBody, DriverKindDto, MachineDto } from '@artisan-ts/contracts';
import { type LeverUnit, leverUnits } from '@artisan-ts/domain';

/** A lever that a person will log by hand, while its form is filled in. */
export interface LoggedLeverDraft {
  readonly id: string;
  readonly label: string;
  readonly unit: LeverUnit;
  /** Absent: those of the dial that is usual in its unit. */
  readonly dial?: Dial;
}

/** From where to where a lever goes, and what one press changes. */
interface Dial {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** The levers that can be logged, with the units that fit them; the usual one first. */
export const loggable: readonly {
  readonly id: string;
  readonly label: string;
  readonly units: readonly LeverUnit[];
}[] = [
  { id: 'burner', label: 'Gas', units: ['kPa', 'mbar', 'inWC', '%', 'notches'] },
  { id: 'air', label: 'Air', units: ['%', 'notches', 'rpm'] },
  { id: 'drumSpeed', label: 'Drum', units: ['rpm', '%', 'notches'] },
  { id: 'damper', label: 'Damper', units: ['notches', '%'] },
];

/** Range and step that fit the dials people read these units from. */
const dials: Readonly<Record<LeverUnit, Dial>> = {
  '%': { min: 0, max: 100, step: 5 },
  kPa: { min: 0, max: 10, step: 0.1 },
  mbar: { min: 0, max: 100, step: 1 },
  inWC: { min: 0, max: 20, step: 0.1 },
  notches: { min: 0, max: 20, step: 1 },
  rpm: { min: 0, max: 120, step: 1 },
};

/** Every lever to choose from: those that can be logged, called and measured as in the drafts, and further ones of those. */
export function leverRows(drafts: readonly LoggedLeverDraft[]): typeof loggable {
  const further = drafts.filter(({ id }) => !loggable.some((lever) => lever.id === id));
  return [...loggable, ...further.map((draft) => ({ ...draft, units: leverUnits }))].map((row) => {
    const draft = drafts.find(({ id }) => id === row.id);
    if (draft === undefined) return row;
    const { label, unit } = draft;
    return {
      id: row.id,
      label,
      units: row.units.includes(unit) ? row.units : [unit, ...row.units],
    };
  });
}

/** Whether a text is one of the lever units. */
export function isLeverUnit(text: string): text is LeverUnit {
  return leverUnits.some((unit) => unit === text);
}

/** What a person typed, by the name of the setting. */
export type SettingTexts = Readonly<Record<string, string>>;

/** What is wrong with what was typed, by the name of the setting, before anybody is asked. Empty: nothing. */
export function settingProblems(
  kind: DriverKindDto,
  texts: SettingTexts,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    kind.fields.flatMap((field) => {
      const words = problemOf(field, (texts[field.name] ?? String(field.default ?? '')).trim());
      return words === null ? [] : [[field.name, words]];
    }),
  );
}

function problemOf(field: DriverKindDto['fields'][number], text: string): string | null {
  if (text === '') return field.default === undefined ? 'Wanted, to find the device.' : null;
  if (field.kind !== 'number') return null;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, integer } = field;
  const value = numberOf(text);
  const isRight = value >= min && value <= max && (!integer || Number.isInteger(value));
  return isRight ? null : `A ${integer ? 'whole ' : ''}number from ${min} to ${max}.`;
}

/** A decimal comma is as good as a point. */
function numberOf(text: string): number {
  return Number(text.replace(',', '.'));
}

/** A refusal of the station that is about one setting begins with its name: beside that field it is read. */
export function refusedSetting(
  kind: DriverKindDto,
  message: string,
): { readonly name: string; readonly words: string } | null {
  const [, name = '', words = ''] = /^([A-Za-z]+): (.+)$/s.exec(message) ?? [];
  return kind.fields.some((field) => field.name === name) ? { name, words } : null;
}

/** Settings with numbers as numbers; what was left empty is left out, so that the driver's default holds. */
export function settingsOf(
  kind: DriverKindDto,
  texts: SettingTexts,
): Record<string, string | number> {
  const settings: Record<string, string | number> = {};
  for (const field of kind.fields) {
    const text = (texts[field.name] ?? '').trim();
    if (text !== '') settings[field.name] = field.kind === 'number' ? numberOf(text) : text;
  }
  return settings;
}

/** The levers that a person will log by hand, as the station takes them; absent: none. */
export function leversBody(levers: readonly LoggedLeverDraft[]): Pick<AddMachineBody, 'levers'> {
  if (levers.length === 0) return {};
  return {
    levers: levers.map(({ id, label, unit, dial = dials[unit] }) => ({ id, label, unit, ...dial })),
  };
}

/** The levers of a machine that are logged by hand, each with its range as it is. */
export function draftsOf(levers: MachineDto['levers']): readonly LoggedLeverDraft[] {
  return levers.flatMap(({ id, label, unit, mode, ...dial }) =>
    mode === 'logged' ? [{ id, label, unit, dial }] : [],
  );
}

/** `Drum exit 2` is `drumExit2`; a label without letters that ids know is called after its channel. */
export function channelIdOf(label: string, otherwise: string): string {
  const [first = '', ...others] =
    label
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .match(/[A-Za-z0-9]+/g) ?? [];
  const id = first.toLowerCase() + others.map(capitalised).join('');
  return /^[a-z][A-Za-z0-9]{0,39}$/.test(id) ? id : `${otherwise}Named`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
