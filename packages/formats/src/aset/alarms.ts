import type { AsetFields } from '#aset/fields.ts';
import type { SettingsFinding } from '#aset/settings-report.ts';

const moments: Readonly<Record<number, string>> = {
  [-1]: 'start',
  0: 'charge',
  1: 'dry end',
  2: 'first crack',
  3: 'end of first crack',
  4: 'second crack',
  5: 'end of second crack',
  6: 'drop',
  7: 'cool end',
  8: 'turning point',
  9: 'switching on',
  10: 'another alarm',
};
const sources: Readonly<Record<number, string>> = {
  [-3]: 'nothing',
  [-2]: 'rate of rise of ET',
  [-1]: 'rate of rise of BT',
  0: 'ET',
  1: 'BT',
};
const conditions = ['below', 'above', 'equal to', 'not equal to'];

/** The alarms in words; none is taken, since nothing acts by itself here. */
export function alarmFindings(fields: AsetFields): readonly SettingsFinding[] {
  const group = fields.groupOf('alarmflag');
  if (group === null) return [];
  const numbers = (name: string): readonly (number | null)[] => fields.numbers(group, name);
  const [times, offsets] = [numbers('alarmtime'), numbers('alarmoffset')];
  const [from, limits, how] = [
    numbers('alarmsource'),
    numbers('alarmtemperature'),
    numbers('alarmcond'),
  ];
  const texts = fields.texts(group, 'alarmstrings');
  return fields.flags(group, 'alarmflag').map((isOn, at): SettingsFinding => {
    const source = from[at] ?? 1;
    const offsetS = offsets[at] ?? 0;
    const when = `after ${moments[times[at] ?? -1] ?? 'start'}`;
    const late = offsetS > 0 ? `, ${offsetS} s later` : '';
    const sourceName = sources[source] ?? `channel ${source - 1}`;
    const limit =
      source === -3 ? '' : `, ${sourceName} ${conditions[how[at] ?? 1] ?? ''} ${limits[at] ?? ''}`;
    const said = (texts[at] ?? '').split('#')[0]?.trim() ?? '';
    return {
      kind: 'alarm',
      name: said === '' ? `Alarm ${at + 1}` : said.slice(0, 80),
      detail: `${when}${late}${limit}${isOn ? '' : ', switched off'}`,
      isTaken: false,
      why: 'there are no alarms of your own here yet; what is wrong with the machine is told by itself',
    };
  });
}

/** The temperatures that end Artisan's phases. */
export function phasesFinding(fields: AsetFields): readonly SettingsFinding[] {
  const group = fields.groupOf('phases');
  if (group === null) return [];
  const limits = fields.numbers(group, 'phases');
  if (limits.length < 3) return [];
  const modeGroup = fields.groupOf('Mode');
  const unit = (modeGroup === null ? null : fields.text(modeGroup, 'Mode')) === 'F' ? 'F' : 'C';
  return [
    {
      kind: 'phases',
      name: 'Phases',
      detail: `dry end at ${limits[1]} °${unit}, first crack at ${limits[2]} °${unit}`,
      isTaken: false,
      why: 'dry end and first crack are suggested here from where you mark them',
    },
  ];
}
