import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { ok, type Result } from '@artisan-ts/domain';
import type { BeanProbe } from '#aillio/channels.ts';
import {
  clockRateField,
  intervalField,
  type PaceSettings,
  paceOf,
  replyTimeoutField,
  replyTimeoutUsOf,
} from '#pace-fields.ts';
import type { UsbAddress } from '#transport/usb-address.ts';

/** What a person says to connect a Bullet. */
export const bulletFields: readonly SettingField[] = [
  {
    name: 'model',
    label: 'Model',
    help: 'R1 (all of them), or R2.',
    kind: 'choice',
    default: 'R1',
    choices: [
      { value: 'R1', label: 'Bullet R1' },
      { value: 'R2', label: 'Bullet R2' },
    ],
  },
  {
    name: 'bt',
    label: 'BT is',
    help: 'Which bean temperature is BT: the bean probe, or the infrared sensor in the drum (IBTS). The other one is a channel of its own.',
    kind: 'choice',
    default: 'bean probe',
    choices: [
      { value: 'bean probe', label: 'Bean probe' },
      { value: 'IBTS', label: 'Infrared sensor (IBTS)' },
    ] satisfies readonly { readonly value: BeanProbe; readonly label: string }[],
  },
  {
    name: 'serial',
    label: 'Serial number',
    help: 'Of its USB port; only where several Bullets are connected.',
    kind: 'text',
    default: '',
    maxLength: 100,
  },
  intervalField(),
  replyTimeoutField({ seconds: 0.3, max: 60 }),
  clockRateField,
];

/** Checked settings, as the driver uses them. */
export interface BulletSettings extends PaceSettings {
  readonly model: 'R1' | 'R2';
  readonly bt: BeanProbe;
  readonly address: UsbAddress;
  readonly replyTimeoutUs: number;
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

const vendorId = 0x0483;
/** The second one of R1 is its third revision. */
const productIds = { R1: [0x5741, 0xa27e], R2: [0xa4cd] } as const;

/** @returns a refusal `driver.settings` that names the setting */
export function bulletSettings(raw: Readonly<Record<string, unknown>>): Result<BulletSettings> {
  const parsed = parseSettings(bulletFields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  const model = stored['model'] === 'R2' ? 'R2' : 'R1';
  const serial = String(stored['serial']).trim();
  return ok({
    model,
    bt: stored['bt'] === 'IBTS' ? 'IBTS' : 'bean probe',
    address: {
      name: `Aillio Bullet ${model}`,
      vendorId,
      productIds: productIds[model],
      serial: serial === '' ? null : serial,
      configuration: 1,
      interface: 1,
    },
    replyTimeoutUs: replyTimeoutUsOf(stored),
    ...paceOf(stored),
    stored,
  });
}
