import { ok, type Result } from '@artisan-ts/domain';
import { alarmFindings } from '#aset/alarms.ts';
import { buttonPalettes, eventButtons, markActions } from '#aset/buttons.ts';
import { extraPairs } from '#aset/channel-names.ts';
import { artisanDeviceName } from '#aset/device-names.ts';
import { AsetFields } from '#aset/fields.ts';
import { formulaLeft } from '#aset/formula.ts';
import type { FoundDevice } from '#aset/found-device.ts';
import { habitFindings, otherGroups, swapFinding } from '#aset/habits.ts';
import { quantifierFindings, sliderLevers } from '#aset/levers.ts';
import { modbusDevice } from '#aset/modbus-machine.ts';
import { mqttDevice } from '#aset/mqtt-machine.ts';
import {
  aillioDevice,
  hottopDevice,
  kaleidoDevice,
  mugmaDevice,
  santokerDevice,
  tc4Device,
  webSocketDevice,
} from '#aset/other-machines.ts';
import { readQtSettings } from '#aset/qt-settings.ts';
import { s7Device } from '#aset/s7-machine.ts';
import type { ArtisanSettings, SettingsFinding } from '#aset/settings-report.ts';

/** Main devices of Artisan that are read here, by number. */
const devices: Readonly<Record<number, (fields: AsetFields) => FoundDevice>> = {
  19: tc4Device,
  29: modbusDevice,
  53: hottopDevice,
  79: s7Device,
  83: aillioDevice('R1', 'bean probe'),
  99: aillioDevice('R1', 'IBTS'),
  111: webSocketDevice,
  134: santokerDevice,
  138: kaleidoDevice,
  164: mugmaDevice,
  176: aillioDevice('R2', 'IBTS'),
  201: mqttDevice,
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
  164: [165, 166, 167],
  176: [],
  201: [202, 203, 204, 205, 206],
};

/** Extra devices that compute or show what others measure. */
const computed: readonly number[] = [18, 22, 25, 50, 90, 91, 177, 178];

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
  const told = found?.channels.map(({ name }) => name.toLowerCase()) ?? [];
  const sliders = sliderLevers(fields, told);
  const machine =
    found === null
      ? null
      : {
          name: machineName(fields, id ?? 0),
          driver: found.driver,
          settings: { ...found.settings, ...intervalOf(fields) },
          levers: sliders.levers,
        };
  const findings = [
    ...mainFinding(id, found),
    ...channelFindings(found),
    ...swapFinding(fields, found?.driver ?? null),
    ...extraFindings(fields, id),
    ...sliders.findings,
    ...quantifierFindings(fields),
    ...eventButtons(fields),
    ...markActions(fields),
    ...buttonPalettes(fields),
    ...alarmFindings(fields),
    ...habitFindings(fields),
    ...otherGroups(fields),
  ];
  return ok({ machine, findings });
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

function mainFinding(id: number | null, found: FoundDevice | null): readonly SettingsFinding[] {
  if (id === null) {
    const why = 'the file names no device: these are settings of something else';
    return [{ kind: 'device', name: 'No device', detail: '', isTaken: false, why }];
  }
  const name = artisanDeviceName(id);
  const detail = found === null ? `number ${id}` : `read here as ${found.driver}`;
  const why = found === null ? notRead(name) : '';
  return [{ kind: 'device', name, detail, isTaken: found !== null, why }];
}

/** Why a device does not become one here. */
function notRead(name: string): string {
  return /^Phidget .*(TC|RTD)/.test(name)
    ? 'connect it as Phidgets: which of its inputs is BT shows when you warm a probe with your hand'
    : 'this device is not read here yet';
}

function channelFindings(found: FoundDevice | null): readonly SettingsFinding[] {
  if (found === null) return [];
  const taken = found.channels.map((channel): SettingsFinding => {
    return { kind: 'channel', ...channel, isTaken: true };
  });
  const left = found.leftOut.map((channel): SettingsFinding => {
    return { kind: 'channel', ...channel, detail: '', isTaken: false };
  });
  return [...taken, ...left];
}

function extraFindings(fields: AsetFields, id: number | null): readonly SettingsFinding[] {
  const along = companions[id ?? -1] ?? [];
  return extraPairs(fields)
    .filter(({ deviceId }) => !along.includes(deviceId))
    .map(({ deviceId, inputs }): SettingsFinding => {
      const name = artisanDeviceName(deviceId);
      const why = computed.includes(deviceId)
        ? 'it measures nothing of its own'
        : devices[deviceId] === undefined
          ? notRead(name)
          : 'add it as a device of its own to the machine';
      const detail = inputs.map(({ label, formula }) => {
        return formulaLeft(formula) === '' ? label : `${label} = ${formula.slice(0, 60)}`;
      });
      return { kind: 'device', name, detail: detail.join(', '), isTaken: false, why };
    });
}
