import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { ok, type Result, refuse, type TemperatureUnit } from '@artisan-ts/domain';
import { temperatureChoices } from '#choices.ts';
import { clockRateField, intervalField, type PaceSettings, paceOf } from '#pace-fields.ts';

/** What a person says to follow an Artisan that is running. */
export const artisanFields: readonly SettingField[] = [
  {
    name: 'url',
    label: 'Address of its WebLCDs',
    help: 'The computer Artisan runs on, with the port of its WebLCDs: ws://localhost:8080/websocket.',
    kind: 'text',
    finds: { tcpPort: 8080, written: 'ws://{host}:8080/websocket' },
    default: 'ws://localhost:8080/websocket',
    maxLength: 256,
  },
  {
    name: 'unit',
    label: 'Unit that Artisan shows',
    help: 'Its digits carry no unit: say which one is chosen under Config, Temperature.',
    kind: 'choice',
    default: 'C',
    choices: temperatureChoices,
  },
  intervalField({ help: 'Seconds between samples of Artisan; what comes oftener is thinned.' }),
  clockRateField,
];

/** Checked settings, as the driver uses them. */
export interface ArtisanSettings extends PaceSettings {
  readonly url: string;
  readonly unit: TemperatureUnit;
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

/** @returns a refusal `driver.settings` that names the setting */
export function artisanSettings(raw: Readonly<Record<string, unknown>>): Result<ArtisanSettings> {
  const parsed = parseSettings(artisanFields, raw);
  if (!parsed.ok) return parsed;
  const said = parsed.value;
  const url = String(said['url']).trim();
  if (!/^wss?:\/\/[^\s/]+(\/\S*)?$/.test(url) || !URL.canParse(url)) {
    const message = `url: wants one such as ws://localhost:8080/websocket, got "${url}"`;
    return refuse('driver.settings', message);
  }
  return ok({
    url,
    unit: said['unit'] === 'F' ? 'F' : 'C',
    ...paceOf(said),
    stored: said,
  });
}
