import type { LeverUnit } from '@artisan-ts/domain';
import { leverOfType, leverTypes } from '#alog/event-types.ts';
import { eventTypeNames } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';
import type { SettingsFinding, SettingsLever } from '#aset/settings-report.ts';

const group = 'Sliders';
/** Units as people write them in Artisan, in small letters; one that is not among them is no unit of a lever here. */
const units: Readonly<Record<string, LeverUnit>> = {
  '': '%',
  '%': '%',
  kpa: 'kPa',
  mbar: 'mbar',
  inwc: 'inWC',
  inh2o: 'inWC',
  '"wc': 'inWC',
  rpm: 'rpm',
};
/** What one press changes, by the number that Artisan has for it. */
const steps = [1, 10, 5];

/** Sliders as levers to be logged by hand: nothing is set here, whatever command they have. */
export function sliderLevers(
  fields: AsetFields,
  told: readonly string[],
): {
  readonly levers: readonly SettingsLever[];
  readonly findings: readonly SettingsFinding[];
} {
  const names = eventTypeNames(fields);
  const visible = fields.flags(group, 'slidervisibilities');
  const shown = Array.from({ length: leverTypes }, (_, type) => type).filter(
    (type) => visible[type],
  );
  const ids = leverOfType(names, shown);
  const sliders = shown.map((type) =>
    sliderAt(fields, type, names[type] ?? '', ids.get(type), told),
  );
  return {
    levers: sliders.flatMap(({ lever }) => (lever === null ? [] : [lever])),
    findings: sliders.map(({ finding }) => finding),
  };
}

function sliderAt(
  fields: AsetFields,
  type: number,
  label: string,
  id: string | undefined,
  told: readonly string[],
): { readonly lever: SettingsLever | null; readonly finding: SettingsFinding } {
  const said = fields.texts(group, 'eventsliderunits')[type] ?? '';
  const min = fields.numbers(group, 'slidermin')[type] ?? 0;
  const max = fields.numbers(group, 'slidermax')[type] ?? 100;
  const detail = `${min} to ${max} ${said}`.trim();
  const finding = { kind: 'lever' as const, name: label, detail };
  const left = (why: string) => ({ lever: null, finding: { ...finding, isTaken: false, why } });
  if (min >= max) return left('it goes nowhere');
  if (fields.flags(group, 'eventslidertemp')[type] === true) {
    return left('it sets a temperature, and nothing is set at a machine here');
  }
  if (told.includes(label.toLowerCase())) return left('the machine tells it itself');
  const unit = units[said.toLowerCase()];
  const coarse = steps[fields.numbers(group, 'eventslidercoarse')[type] ?? 0] ?? 1;
  const lever: SettingsLever = {
    id: id ?? `lever${type + 1}`,
    label,
    unit: unit ?? 'notches',
    min,
    max,
    step: Math.min(coarse, max - min),
  };
  const otherUnit = unit === undefined ? `, in notches: ${said} is no unit of a lever here` : '';
  const hand = `it is logged by hand here${otherUnit}`;
  const command = fields.texts(group, 'slidercommands')[type] ?? '';
  const why = command === '' ? hand : `${hand}; its command ${shortened(command)} is not sent`;
  return { lever, finding: { ...finding, isTaken: true, why } };
}

/** Events that Artisan makes of readings. */
export function quantifierFindings(fields: AsetFields): readonly SettingsFinding[] {
  const names = eventTypeNames(fields);
  const numbers = (name: string) => fields.numbers('Quantifiers', name);
  const [min, max] = [numbers('quantifiermin'), numbers('quantifiermax')];
  return fields
    .flags('Quantifiers', 'quantifieractive')
    .flatMap((isOn, type): SettingsFinding[] => {
      if (!isOn || type >= leverTypes) return [];
      return [
        {
          kind: 'lever',
          name: `${names[type] ?? ''} from readings`,
          detail: `${min[type] ?? 0} to ${max[type] ?? 100}`,
          isTaken: false,
          why: 'what the machine tells of it is recorded as a channel, reading by reading',
        },
      ];
    });
}

/** A command as it stands in a sentence. */
export function shortened(command: string): string {
  const plain = command.replaceAll(/\s+/g, ' ').trim();
  return plain.length > 60 ? `${plain.slice(0, 57)}...` : plain;
}
