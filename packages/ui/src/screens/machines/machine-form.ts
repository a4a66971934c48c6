import type { AddMachineBody, DriverKindDto } from '@artisan-ts/contracts';
import { type LeverUnit, leverUnits } from '@artisan-ts/domain';

/** A lever that a person will log by hand, while its form is filled in. */
export interface LoggedLeverDraft {
  readonly id: string;
  readonly label: string;
  readonly unit: LeverUnit;
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
const dials: Readonly<Record<LeverUnit, { readonly max: number; readonly step: number }>> = {
  '%': { max: 100, step: 5 },
  kPa: { max: 10, step: 0.1 },
  mbar: { max: 100, step: 1 },
  inWC: { max: 20, step: 0.1 },
  notches: { max: 20, step: 1 },
  rpm: { max: 120, step: 1 },
};

/** Whether a text is one of the lever units. */
export function isLeverUnit(text: string): text is LeverUnit {
  return leverUnits.some((unit) => unit === text);
}

/**
 * The request for a machine: numbers as numbers, what was left empty left out so that the driver's default holds.
 * The station checks it; its reasons are shown beside the form.
 */
export function machineBody(
  kind: DriverKindDto,
  name: string,
  texts: Readonly<Record<string, string>>,
  levers: readonly LoggedLeverDraft[],
): Omit<AddMachineBody, 'closeAfterDropS'> {
  const settings: Record<string, string | number> = {};
  for (const field of kind.fields) {
    const text = (texts[field.name] ?? '').trim();
    if (text === '') continue;
    settings[field.name] = field.kind === 'number' ? Number(text.replace(',', '.')) : text;
  }
  return {
    name: name.trim(),
    driver: kind.name,
    settings,
    ...(levers.length > 0
      ? { levers: levers.map((l) => ({ ...l, min: 0, ...dials[l.unit] })) }
      : {}),
  };
}
