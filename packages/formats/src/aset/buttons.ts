import { leverTypes, noteType } from '#alog/event-types.ts';
import { decodeEventValue } from '#alog/event-value.ts';
import { eventTypeNames } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';
import { shortened } from '#aset/levers.ts';
import type { AsetValue } from '#aset/qt-variant.ts';
import type { SettingsFinding } from '#aset/settings-report.ts';

/** Events of these types change a lever by a step: 5 the first one, and so on. */
const firstStep = noteType + 1;
/** Actions that start a program of the computer. */
const programActions: readonly number[] = [2, 7];
const artisanAction = 20;
const manyButtonsAction = 3;

/** The buttons that Artisan shows for events, what each would log, and why it is not taken. */
export function eventButtons(fields: AsetFields): readonly SettingsFinding[] {
  const from = fields.groupOf('extraeventstypes');
  if (from === null) return [];
  const labels = fields.texts(from, 'extraeventslabels');
  const visible = fields.flags(from, 'extraeventsvisibility');
  const actions = fields.numbers(from, 'extraeventsactions');
  const commands = fields.texts(from, 'extraeventsactionstrings');
  const values = fields.numbers(from, 'extraeventsvalues');
  const names = eventTypeNames(fields);
  return fields.numbers(from, 'extraeventstypes').flatMap((type, at): SettingsFinding[] => {
    const command = commands[at] ?? '';
    const isSpacer = visible[at] !== true && command === '';
    if (isSpacer) return [];
    const value = decodeEventValue(values[at] ?? 0);
    const logged = loggedBy(type ?? noteType, value, names);
    const name = labelOf(labels[at] ?? '', logged.lever, value) || `Button ${at + 1}`;
    const why = whyLeft(actions[at] ?? 0, command);
    return [{ kind: 'button', name, detail: logged.words, isTaken: false, why }];
  });
}

/** What a button logs: `Burner 50`, `Burner +10`, or a note. */
function loggedBy(
  type: number,
  value: number,
  names: readonly string[],
): { readonly lever: string; readonly words: string } {
  const isStep = type >= firstStep && type < firstStep + leverTypes;
  const lever = names[isStep ? type - firstStep : type] ?? '';
  if (type === noteType || lever === '') return { lever: '', words: 'a note' };
  const sign = isStep && value >= 0 ? '+' : '';
  return { lever, words: `${lever} ${sign}${value}` };
}

/** What stands in a label for something else. */
const standIns: Readonly<Record<string, string>> = {
  0: 'OFF',
  1: 'ON',
  a: 'AUTO',
  A: 'AUTO',
  m: 'MANUAL',
};

function labelOf(label: string, lever: string, value: number): string {
  return label
    .replaceAll(/\\([A-Za-z\d])/g, (_, sign: string) => {
      if (sign === 't') return ` ${lever} `;
      if (sign === 'V') return `${value}`;
      return ` ${standIns[sign] ?? ''} `;
    })
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
}

function whyLeft(action: number, command: string): string {
  if (action === 0 || command === '') return 'levers are logged by their own controls here';
  const short = shortened(command);
  if (programActions.includes(action)) return `no program is started here: ${short}`;
  if (action === artisanAction) return `${short} is a command of Artisan itself`;
  if (action === manyButtonsAction) return `it presses other buttons: ${short}`;
  return `nothing is set at a machine here: ${short} is not sent`;
}

const markButtons = [
  'CHARGE',
  'DRY END',
  'FC START',
  'FC END',
  'SC START',
  'SC END',
  'DROP',
  'COOL END',
];
/** Further moments at which Artisan does something, by the two lists in which they stand. */
const moments = {
  extrabuttonaction: ['ON', 'OFF', 'each sample'],
  xextrabuttonaction: ['RESET', 'START'],
};

/** What Artisan would do when a mark is set, or when it is switched on and off. */
export function markActions(fields: AsetFields): readonly SettingsFinding[] {
  const group = 'DefaultButtons';
  const listed = (list: string, names: readonly string[]): readonly SettingsFinding[] => {
    const commands = fields.texts(group, `${list}strings`);
    return fields.numbers(group, `${list}s`).flatMap((action, at): SettingsFinding[] => {
      const command = commands[at] ?? '';
      if ((action ?? 0) === 0 || command === '') return [];
      const name = `At ${names[at] ?? `button ${at + 1}`}`;
      return [
        { kind: 'button', name, detail: '', isTaken: false, why: whyLeft(action ?? 0, command) },
      ];
    });
  };
  const further = Object.entries(moments).flatMap(([list, names]) => listed(list, names));
  return [...listed('buttonaction', markButtons), ...further];
}

/** Where the labels of its buttons, and its own name, stand in a palette. */
const [paletteLabels, paletteName] = [5, 25];

/** The sets of buttons that are put away. */
export function buttonPalettes(fields: AsetFields): readonly SettingsFinding[] {
  const group = fields.groupOf('buttonpalette');
  if (group === null) return [];
  return fields.lists(group, 'buttonpalette').flatMap((palette, at): SettingsFinding[] => {
    const labels = Array.isArray(palette) ? palette[paletteLabels] : null;
    const count = Array.isArray(labels) ? labels.filter(hasWords).length : 0;
    if (count === 0) return [];
    const said: AsetValue = Array.isArray(palette) ? (palette[paletteName] ?? null) : null;
    const name = `Palette ${at}${hasWords(said) ? ` ${String(said)}` : ''}`;
    const detail = `${count} ${count === 1 ? 'button' : 'buttons'}`;
    const why = 'buttons of your own are not kept here: levers are logged by their own controls';
    return [{ kind: 'button', name, detail, isTaken: false, why }];
  });
}

function hasWords(value: AsetValue): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
