import { parseSettings, type SettingField } from '@artisan-ts/contracts';
import { ok, type Result, refuse, type TemperatureUnit } from '@artisan-ts/domain';
import { temperatureChoices } from '#choices.ts';
import {
  clockRateField,
  intervalField,
  type PaceSettings,
  paceOf,
  replyTimeoutField,
  replyTimeoutUsOf,
} from '#pace-fields.ts';
import { channelsProblem, type Tc4Layout, tc4Layout } from '#tc4/channels.ts';
import type { Tc4Plan } from '#tc4/conversation.ts';

/** What a person says to connect a TC4. */
export const tc4Fields: readonly SettingField[] = [
  {
    name: 'port',
    label: 'Port',
    help: 'The serial port of the board: /dev/ttyUSB0 or /dev/ttyACM0 on Linux, COM3 on Windows, /dev/cu.usbserial-… on a Mac.',
    kind: 'text',
    finds: { isSerial: true },
    maxLength: 256,
  },
  {
    name: 'baud',
    label: 'Baud rate',
    help: '115200 with aArtisan firmware; 57600 on some old boards.',
    kind: 'number',
    default: 115_200,
    min: 1200,
    max: 921_600,
    unit: 'baud',
    integer: true,
  },
  {
    name: 'unit',
    label: 'Unit on the wire',
    help: 'The unit the board is told to answer in. Values are stored in Celsius either way.',
    kind: 'choice',
    default: 'C',
    choices: temperatureChoices,
  },
  {
    name: 'channels',
    label: 'Inputs of ET, BT, T3, T4',
    help: 'Four digits: the input of the board (1 to 4) that ET, BT and two more probes are wired to; 0 is unused.',
    kind: 'text',
    default: '1200',
    maxLength: 4,
  },
  intervalField(),
  replyTimeoutField({
    help: 'Seconds to wait for an answer. The board needs about half a second to convert all four inputs.',
    seconds: 1,
    min: 0.1,
  }),
  clockRateField,
];

/** Checked settings, as the driver uses them. */
export interface Tc4Settings extends PaceSettings {
  readonly port: string;
  readonly baud: number;
  readonly unit: TemperatureUnit;
  readonly digits: string;
  readonly layout: Tc4Layout;
  readonly plan: Tc4Plan;
  /** With defaults filled in; this is what is stored. */
  readonly stored: Readonly<Record<string, string | number>>;
}

/** Percent of the old value that the board keeps in each of its averages; what Artisan asks for. */
const filterCommand = 'FILT;70,70,70,70';

/** @returns a refusal `driver.settings` that names the setting */
export function tc4Settings(raw: Readonly<Record<string, unknown>>): Result<Tc4Settings> {
  const parsed = parseSettings(tc4Fields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  const digits = String(stored['channels']);
  const problem = channelsProblem(digits);
  if (problem !== null) return refuse('driver.settings', `channels: ${problem}`);
  const unit: TemperatureUnit = stored['unit'] === 'F' ? 'F' : 'C';
  const layout = tc4Layout(digits);
  const pace = paceOf(stored);
  return ok({
    port: String(stored['port']),
    baud: Number(stored['baud']),
    unit,
    digits,
    ...pace,
    layout,
    stored,
    plan: {
      handshake: [`CHAN;${digits}`, `UNITS;${unit}`, filterCommand],
      digits,
      intervalUs: pace.intervalUs,
      replyTimeoutUs: replyTimeoutUsOf(stored),
      fieldCount: layout.fieldCount,
    },
  });
}
