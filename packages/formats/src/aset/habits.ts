import { isSwapped } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';
import type { SettingsFinding } from '#aset/settings-report.ts';

/** What of the whole roast is set in Artisan, beside devices and levers: one finding each, where the file says it. */
export function habitFindings(fields: AsetFields): readonly SettingsFinding[] {
  return [
    ...phases(fields),
    ...rateOfRise(fields),
    ...marks(fields),
    ...filters(fields),
    ...tares(fields),
    ...batchSize(fields),
  ];
}

/** The temperatures that end Artisan's phases. */
function phases(fields: AsetFields): readonly SettingsFinding[] {
  const group = fields.groupOf('Phases') ?? fields.groupOf('phases');
  if (group === null) return [];
  const name = fields.groupOf('Phases') === null ? 'phases' : 'Phases';
  const limits = fields.numbers(group, name);
  if (limits.length < 3) return [];
  const modeGroup = fields.groupOf('Mode');
  const unit = (modeGroup === null ? null : fields.text(modeGroup, 'Mode')) === 'F' ? 'F' : 'C';
  const detail = `dry end at ${limits[1]} °${unit}, first crack at ${limits[2]} °${unit}`;
  return [
    left(
      'phases',
      'Phases',
      detail,
      'dry end and first crack are suggested here from where you mark them',
    ),
  ];
}

function rateOfRise(fields: AsetFields): readonly SettingsFinding[] {
  const spanS = fields.number('RoC', 'DeltaSpan');
  if (spanS === null) return [];
  const why = 'it is computed over 30 s here, live and later by the same rule';
  return [left('other', 'Rate of rise', `over ${spanS} s`, why)];
}

const detected = {
  autoCharge: 'CHARGE',
  autoDrop: 'DROP',
  autoDry: 'DRY END',
  autoFCs: 'FC START',
  markTP: 'TP',
};

function marks(fields: AsetFields): readonly SettingsFinding[] {
  const on = Object.entries(detected).flatMap(([key, name]) => (isOn(fields, key) ? [name] : []));
  if (on.length === 0) return [];
  const why = 'these are always found here, and stay suggestions until you confirm them';
  return [
    { kind: 'other', name: 'Marks by themselves', detail: on.join(', '), isTaken: true, why },
  ];
}

const filterNames = { dropSpikes: 'spikes', dropDuplicates: 'duplicates', minmaxLimits: 'limits' };

function filters(fields: AsetFields): readonly SettingsFinding[] {
  const on = Object.entries(filterNames).flatMap(([key, name]) =>
    isOn(fields, key) ? [name] : [],
  );
  if (on.length === 0) return [];
  const why =
    'readings are kept as they came; what cannot be is flagged, and left out of rates and marks';
  return [left('other', 'Input filter', on.join(', '), why)];
}

function tares(fields: AsetFields): readonly SettingsFinding[] {
  const group = fields.groupOf('ChannelTares');
  const values = group === null ? [] : fields.numbers(group, 'ChannelTares');
  if (values.every((value) => value === null || value === 0)) return [];
  return [left('other', 'Channel tares', values.join(', '), 'readings are recorded as they come')];
}

function batchSize(fields: AsetFields): readonly SettingsFinding[] {
  const group = fields.groupOf('roastersize_setup');
  const kg = group === null ? null : fields.number(group, 'roastersize_setup');
  if (kg === null || kg <= 0) return [];
  return [
    left('other', 'Batch size', `${kg} kg`, 'say the green mass of your batches at the machine'),
  ];
}

/** ET and BT change places: taken where a map says which input is which. */
export function swapFinding(fields: AsetFields, driver: string | null): readonly SettingsFinding[] {
  if (!isSwapped(fields)) return [];
  const isTaken =
    driver !== null && ['modbus', 's7', 'websocket', 'mqtt-topics', 'tc4'].includes(driver);
  const why = isTaken ? '' : 'the probe check asks which of the channels is in the beans';
  return [{ kind: 'channel', name: 'ET and BT swapped', detail: '', isTaken, why }];
}

function isOn(fields: AsetFields, key: string): boolean {
  const group = fields.groupOf(key);
  return group !== null && fields.flag(group, key);
}

function left(
  kind: SettingsFinding['kind'],
  name: string,
  detail: string,
  why: string,
): SettingsFinding {
  return { kind, name, detail, isTaken: false, why };
}

/** Groups by what a roaster knows them as, and why they are left. */
const knownGroups: readonly (readonly [RegExp, string, string])[] = [
  [/^(ArduinoPID|PXR|PXG4|deltaDTA|PID)$/i, 'PID', 'nothing is set at a machine here'],
  [/^Energy/i, 'Energy', 'energy is not counted here yet'],
  [/^(Batch|Tare|Units)$/i, 'Batches, tares and units', 'they are said anew where they are wanted'],
  [/^WebLCDs$/i, 'WebLCDs', 'an Artisan that shows them can be followed: connect "Artisan"'],
  [
    /^(autosave|background|Sound|.*colou?rs|Alphas|Style|CurveStyles|grid|Axis|HUD|XT|RoRlimits|ExtrasMoreInfo|.*LCDs?)$/i,
    'Looks and habits',
    'they are of Artisan',
  ],
];
/** Groups that say nothing about a machine, or that are read elsewhere. */
const quiet =
  /^(General|Device|Modbus|S7|WebSocket|MQTT|SerialPort|ExtraDev|ExtraComm|Sliders|Quantifiers|ExtraEventButtons|DefaultButtons|EventButtons|Alarms?|Phases|RoC|events|RoastProperties)$/i;

/** What else is in the file, by the names that Artisan has for it. */
export function otherGroups(fields: AsetFields): readonly SettingsFinding[] {
  const names = fields.groups.filter((name) => !quiet.test(name));
  const known = knownGroups.flatMap(([form, name, why]): SettingsFinding[] => {
    const found = names.filter((group) => form.test(group));
    return found.length === 0 ? [] : [left('other', name, found.join(', ').slice(0, 400), why)];
  });
  const unknown = names.filter((name) => !knownGroups.some(([form]) => form.test(name)));
  if (unknown.length === 0) return known;
  const why = 'they are of the looks and habits of Artisan, or set the machine';
  return [...known, left('other', 'Other groups', unknown.join(', ').slice(0, 400), why)];
}
