import { eventTypeNames } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';
import type { SettingsFinding, SettingsLever } from '#aset/settings-report.ts';

/** The levers of the four event types, in their order. */
const leverIds = ['air', 'drumSpeed', 'damper', 'burner'];
/** Events of these types set a lever to a value; from 5 on, by a step. */
const typeCount = 4;
const group = 'Sliders';

/** Sliders as levers to be logged by hand: nothing is set here, whatever command they have. */
export function sliderLevers(fields: AsetFields): {
  readonly levers: readonly SettingsLever[];
  readonly findings: readonly SettingsFinding[];
} {
  const visible = fields.flags(group, 'slidervisibilities');
  const [min, max] = [fields.numbers(group, 'slidermin'), fields.numbers(group, 'slidermax')];
  const units = fields.texts(group, 'eventsliderunits');
  const commands = fields.texts(group, 'slidercommands');
  const levers: SettingsLever[] = [];
  const findings: SettingsFinding[] = [];
  for (const [at, label] of eventTypeNames(fields).entries()) {
    if (visible[at] !== true) continue;
    const range = { min: min[at] ?? 0, max: max[at] ?? 100 };
    const command = commands[at] ?? '';
    const isTaken = range.min < range.max;
    if (isTaken) levers.push({ id: leverIds[at] ?? `lever${at + 1}`, label, ...range });
    const detail = `${range.min} to ${range.max} ${units[at] ?? ''}`.trim();
    const only = 'it is logged by hand here';
    const why = command === '' ? only : `${only}; its command ${shortened(command)} is not sent`;
    findings.push({ kind: 'lever', name: label, detail, isTaken, why });
  }
  return { levers, findings };
}

/** The buttons that Artisan shows for events, and what each would do. */
export function eventButtons(fields: AsetFields): readonly SettingsFinding[] {
  const from = fields.groupOf('extraeventstypes');
  if (from === null) return [];
  const labels = fields.texts(from, 'extraeventslabels');
  const visible = fields.flags(from, 'extraeventsvisibility');
  const actions = fields.numbers(from, 'extraeventsactions');
  const commands = fields.texts(from, 'extraeventsactionstrings');
  const types = eventTypeNames(fields);
  return fields.numbers(from, 'extraeventstypes').flatMap((type, at): SettingsFinding[] => {
    const command = commands[at] ?? '';
    const isSpacer = visible[at] !== true && command === '';
    if (isSpacer) return [];
    const kind = types[(type ?? typeCount) % (typeCount + 1)] ?? 'a note';
    const name = (labels[at] ?? '').replaceAll(/\\[a-z\d]|\s+/g, ' ').trim() || `Button ${at + 1}`;
    const isCommand = (actions[at] ?? 0) !== 0 && command !== '';
    const why = isCommand
      ? `nothing is set at a machine here: ${shortened(command)} is not sent`
      : 'levers are logged by their own controls here';
    return [{ kind: 'button', name, detail: kind, isTaken: false, why }];
  });
}

function shortened(command: string): string {
  const plain = command.replaceAll(/\s+/g, ' ');
  return plain.length > 60 ? `${plain.slice(0, 57)}...` : plain;
}
