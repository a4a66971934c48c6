import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import {
  type Channel,
  ok,
  type Result,
  refuse,
  type TemperatureUnit,
  usPerSecond,
} from '@artisan-ts/domain';
import { isTemperatureLabel, labelledChannels } from '#channel-labels.ts';
import { intervalField } from '#pace-fields.ts';

/** What a person says of a device that pushes its readings. */
export const pushFields: readonly SettingField[] = [
  {
    name: 'channels',
    label: 'Channels',
    help: 'What the device will push: BT C; ET C; Fan. C or F behind a name makes a temperature and says in which unit it comes.',
    kind: 'text',
    default: 'BT C; ET C',
    maxLength: 600,
  },
  intervalField({ help: 'Seconds between readings. A device that pushes oftener is thinned.' }),
];

/** A channel, and in which unit its numbers come; null: it is no temperature. */
export interface PushChannel {
  readonly channel: Channel;
  readonly unit: TemperatureUnit | null;
}

/** Checked settings, as the driver uses them. */
export interface PushSettings {
  readonly entries: readonly PushChannel[];
  readonly intervalS: number;
  readonly intervalUs: number;
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

const entriesMax = 16;
const entryForm = /^([^;=]{1,40}?)(?:\s+([CF]))?$/;

/** @returns a refusal `driver.settings` that names the setting */
export function pushSettings(raw: Readonly<Record<string, unknown>>): Result<PushSettings> {
  const parsed = parseSettings(pushFields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  const text = String(stored['channels']);
  const parts = text.split(';').map((part) => part.trim());
  const said = parts.filter((part) => part !== '').map((part) => entryForm.exec(part));
  if (said.length === 0 || said.length > entriesMax || said.includes(null)) {
    const wants = `1 to ${entriesMax} names such as BT C; ET C; Fan`;
    return refuse('driver.settings', `channels: wants ${wants}, got "${text}"`);
  }
  const values = said.map((match) => {
    const [, label = '', unit] = match ?? [];
    const scale = unit === 'C' || unit === 'F' ? unit : isTemperatureLabel(label) ? 'C' : null;
    return { label, unit: scale, step: null } as const;
  });
  const intervalS = Number(stored['intervalS']);
  return ok({
    entries: labelledChannels(values).map((channel, at) => ({
      channel,
      unit: values[at]?.unit ?? null,
    })),
    intervalS,
    intervalUs: Math.round(intervalS * usPerSecond),
    stored,
  });
}
