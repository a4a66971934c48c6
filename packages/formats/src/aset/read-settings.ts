import { ok, type Result } from '@artisan-ts/domain';
import { alarmFindings, phasesFinding } from '#aset/alarms.ts';
import { extraPairs } from '#aset/channel-names.ts';
import { artisanDeviceName } from '#aset/device-names.ts';
import { AsetFields } from '#aset/fields.ts';
import { eventButtons, sliderLevers } from '#aset/levers.ts';
import { type FoundDevice, modbusDevice } from '#aset/modbus-machine.ts';
import {
  hottopDevice,
  kaleidoDevice,
  santokerDevice,
  tc4Device,
  webSocketDevice,
} from '#aset/other-machines.ts';
import { readQtSettings } from '#aset/qt-settings.ts';
import { s7Device } from '#aset/s7-machine.ts';
import type { ArtisanSettings, SettingsFinding, SettingsLever } from '#aset/settings-report.ts';

/** Main devices of Artisan that are read here, by number. */
const devices: Readonly<Record<number, (fields: AsetFields) => FoundDevice>> = {
  19: tc4Device,
  29: modbusDevice,
  53: hottopDevice,
  79: s7Device,
  83: () => aillio('R1', 'bean probe'),
  99: () => aillio('R1', 'IBTS'),
  111: webSocketDevice,
  134: santokerDevice,
  138: kaleidoDevice,
  176: () => aillio('R2', 'IBTS'),
};

/** Extra devices that only read further inputs of a main device: they come along with it. */
const companions: Readonly<Record<number, readonly number[]>> = {
  19: [28],
  29: [33, 55, 109, 150],
  53: [54],
  79: [80, 81, 82, 110, 151],
  83: [84, 85, 86, 87],
  99: [84, 85, 86, 87],
  111: [112, 113, 118, 119],
  134: [135, 136],
  138: [139, 140, 141],
  176: [],
};

/** Extra devices that compute or show what others measure. */
const computed: readonly number[] = [22, 25, 90, 91, 177, 178];

/**
 * What settings of Artisan (`.aset`) hold, and a machine made of them where its main device is read here.
 *
 * Errors: those of {@link readQtSettings}; every message is one sentence.
 */
export function readArtisanSettings(bytes: Uint8Array): Result<ArtisanSettings> {
  const settings = readQtSettings(bytes);
  if (!settings.ok) return settings;
  const fields = new AsetFields(settings.value);
  const id = fields.number('Device', 'id');
  const found = id === null ? null : (devices[id]?.(fields) ?? null);
  const sliders = sliderLevers(fields);
  const machine =
    found === null
      ? null
      : {
          name: machineName(fields, id ?? 0),
          driver: found.driver,
          settings: { ...found.settings, ...intervalOf(fields) },
          levers: leversBeside(found, sliders.levers),
        };
  const findings = [
    ...mainFinding(id, found),
    ...channelFindings(found),
    ...extraFindings(fields, id),
    ...sliders.findings,
    ...eventButtons(fields),
    ...alarmFindings(fields),
    ...phasesFinding(fields),
    ...otherGroups(fields),
  ];
  return ok({ machine, findings });
}

function aillio(model: string, bt: string): FoundDevice {
  return { driver: 'aillio', settings: { model, bt }, channels: ['BT', 'ET'], leftOut: [] };
}

function machineName(fields: AsetFields, id: number): string {
  for (const name of ['roastertype_setup', 'roastertype']) {
    const group = fields.groupOf(name);
    const said = group === null ? null : fields.text(group, name);
    if (said !== null && said !== '') return said.slice(0, 80);
  }
  return artisanDeviceName(id);
}

/** Seconds between samples, from the milliseconds of Artisan. */
function intervalOf(fields: AsetFields): { readonly intervalS?: number } {
  const delayMs = fields.number('General', 'Delay');
  if (delayMs === null || delayMs < 200 || delayMs > 60_000) return {};
  return { intervalS: delayMs / 1000 };
}

/** What the machine tells itself need not be logged by hand. */
function leversBeside(
  { channels }: FoundDevice,
  levers: readonly SettingsLever[],
): readonly SettingsLever[] {
  const told = channels.map((channel) => channel.split('=')[0]?.trim().toLowerCase());
  return levers.filter(({ label }) => !told.includes(label.toLowerCase()));
}

function mainFinding(id: number | null, found: FoundDevice | null): readonly SettingsFinding[] {
  if (id === null) {
    const why = 'the file names no device: these are settings of something else';
    return [{ kind: 'device', name: 'No device', detail: '', isTaken: false, why }];
  }
  const detail = found === null ? `number ${id}` : `read here as ${found.driver}`;
  const why = found === null ? 'this device is not read here yet' : '';
  return [{ kind: 'device', name: artisanDeviceName(id), detail, isTaken: found !== null, why }];
}

function channelFindings(found: FoundDevice | null): readonly SettingsFinding[] {
  if (found === null) return [];
  const taken = found.channels.map((channel): SettingsFinding => {
    const [name = channel, detail = ''] = channel.split('=');
    return { kind: 'channel', name, detail, isTaken: true, why: '' };
  });
  const left = found.leftOut.map(
    ({ name, why }): SettingsFinding => ({
      kind: 'channel',
      name,
      detail: '',
      isTaken: false,
      why,
    }),
  );
  return [...taken, ...left];
}

function extraFindings(fields: AsetFields, id: number | null): readonly SettingsFinding[] {
  const along = companions[id ?? -1] ?? [];
  return extraPairs(fields)
    .filter(({ deviceId }) => !along.includes(deviceId))
    .map(({ deviceId, labels }): SettingsFinding => {
      const isRead = devices[deviceId] !== undefined;
      const why = computed.includes(deviceId)
        ? 'it measures nothing of its own'
        : isRead
          ? 'add it as a device of its own to the machine'
          : 'this device is not read here yet';
      const name = artisanDeviceName(deviceId);
      return { kind: 'device', name, detail: labels.join(', '), isTaken: false, why };
    });
}

/** Groups that say nothing about a machine, or that are read above. */
const quiet =
  /^(General|Device|Modbus|S7|WebSocket|SerialPort|ExtraDev|ExtraComm|Sliders|ExtraEventButtons|EventButtons|Alarms?|Phases|events|RoastProperties)$/i;

function otherGroups(fields: AsetFields): readonly SettingsFinding[] {
  const names = fields.groups.filter((name) => !quiet.test(name));
  if (names.length === 0) return [];
  const why = 'they are of the looks and habits of Artisan, or set the machine';
  const detail = names.join(', ').slice(0, 400);
  return [{ kind: 'other', name: 'Other groups', detail, isTaken: false, why }];
}
