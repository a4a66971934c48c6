import { eventTypeNames, extraPairs } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';
import { shortened } from '#aset/levers.ts';
import type { SettingsFinding } from '#aset/settings-report.ts';

const moments: Readonly<Record<number, string>> = {
  [-1]: 'START',
  0: 'CHARGE',
  1: 'DRY END',
  2: 'FC START',
  3: 'FC END',
  4: 'SC START',
  5: 'SC END',
  6: 'DROP',
  7: 'COOL END',
  8: 'TP',
  9: 'ON',
};
/** From the alarm that guards it on; times and values are counted from that one. */
const sinceAlarm = 10;
const noSource = -3;
const rates: Readonly<Record<number, string>> = { [-2]: 'RoR of ET', [-1]: 'RoR of BT' };
const mainSources = ['ET', 'BT'];
const conditions = ['below', 'above', 'equal to', 'not equal to'];

/** What an alarm does, by the number that Artisan has for it; 3 to 6 move the sliders. */
const actions: Readonly<Record<number, string>> = {
  0: 'a pop-up',
  1: 'starts a program',
  2: 'presses buttons',
  7: 'START',
  8: 'DRY END',
  9: 'FC START',
  10: 'FC END',
  11: 'SC START',
  12: 'SC END',
  13: 'DROP',
  14: 'COOL END',
  15: 'OFF',
  16: 'CHARGE',
  17: 'ramp/soak on',
  18: 'ramp/soak off',
  19: 'PID on',
  20: 'PID off',
  21: 'sets the SV',
  22: 'playback on',
  23: 'playback off',
  24: 'colours the chart',
  25: 'clears the colour',
};
const [firstSlider, lastSlider] = [3, 6];

/** The alarms as their table in Artisan has them, in words; none is taken, since nothing acts by itself here. */
export function alarmFindings(fields: AsetFields): readonly SettingsFinding[] {
  const group = fields.groupOf('alarmflag');
  if (group === null) return [];
  const texts = fields.texts(group, 'alarmstrings');
  return fields.flags(group, 'alarmflag').map((isOn, at): SettingsFinding => {
    const number = (name: string): number | null => fields.numbers(group, name)[at] ?? null;
    const words = [
      whenOf(number('alarmtime') ?? -1, number('alarmoffset') ?? 0, number('alarmguard') ?? -1),
      unless(number('alarmnegguard') ?? -1),
      limitOf(fields, number),
      actionOf(fields, number('alarmaction') ?? 0),
      isOn ? '' : 'switched off',
    ];
    return {
      kind: 'alarm',
      name: nameOf(texts[at] ?? '', at),
      detail: words.filter((part) => part !== '').join(', '),
      isTaken: false,
      why: 'there are no alarms of your own here yet; what is wrong with the machine is told by itself',
    };
  });
}

/** What it says or does, otherwise the remark behind `#`, otherwise its number. */
function nameOf(text: string, at: number): string {
  const [said = '', remark = ''] = text.split('#').map((part) => part.trim());
  const name = said === '' ? remark : said;
  return `Alarm ${at + 1}${name === '' ? '' : `: ${shortened(name)}`}`;
}

function whenOf(time: number, offsetS: number, guard: number): string {
  const late = offsetS > 0 ? `${offsetS} s ` : '';
  if (time === sinceAlarm) return `${late}after alarm ${guard + 1}`;
  const ifFired = guard >= 0 ? ` and alarm ${guard + 1}` : '';
  return `${late}after ${moments[time] ?? 'START'}${ifFired}`;
}

function unless(guard: number): string {
  return guard >= 0 ? `not after alarm ${guard + 1}` : '';
}

function limitOf(fields: AsetFields, number: (name: string) => number | null): string {
  const source = number('alarmsource') ?? 1;
  if (source === noSource) return '';
  const condition = conditions[number('alarmcond') ?? 1] ?? '';
  return `${sourceName(fields, source)} ${condition} ${number('alarmtemperature') ?? ''}`.trim();
}

/** ET, BT, then the channels of the extra devices in pairs. */
function sourceName(fields: AsetFields, source: number): string {
  const rate = rates[source];
  if (rate !== undefined) return rate;
  const extra = extraPairs(fields).flatMap(({ inputs }) => inputs.map(({ label }) => label));
  return [...mainSources, ...extra][source] ?? `channel ${source - 1}`;
}

function actionOf(fields: AsetFields, action: number): string {
  if (action >= firstSlider && action <= lastSlider) {
    return `moves the slider ${eventTypeNames(fields)[action - firstSlider] ?? ''}`.trim();
  }
  return actions[action] ?? `action ${action}`;
}
