import { btChannel, type Channel } from '@artisan-ts/domain';
import { numberAt, type Place, putNumber, type R1Part, type R2Part } from '#aillio/frame.ts';
import { type ChannelReading, temperatureReading } from '#wire/conversation.ts';

/** Which of its two bean temperatures a person takes for BT. */
export type BeanProbe = 'bean probe' | 'IBTS';

/** A channel, and in which status and where its number stands. */
export interface BulletColumn<Part extends string> {
  readonly channel: Channel;
  readonly part: Part;
  readonly place: Place;
}

/** Either generation's statuses, by the name of each. */
export type BulletParts<Part extends string> = Readonly<Partial<Record<Part, Uint8Array>>>;

const smallest = { u8: 1, u16: 1, i16: 1, i32: 1, f32: null } as const;

function column<Part extends string>(
  quantity: Channel['quantity'],
  id: string,
  label: string,
  part: Part,
  place: Place,
): BulletColumn<Part> {
  const step = smallest[place.kind];
  const resolution = step === null ? null : step / (place.divider ?? 1);
  return { channel: { id, label, quantity, resolution }, part, place };
}

function f32(at: number): Place {
  return { at, kind: 'f32' };
}

function tenths(at: number): Place {
  return { at, kind: 'u16', divider: 10 };
}

const r1BeanProbe = column('temperature', 'beanProbe', 'Bean probe', 'A', f32(0));
const r1Ibts = column('temperature', 'drum', 'Drum or IBTS', 'A', f32(8));

const r1Others: readonly BulletColumn<R1Part>[] = [
  column('temperature', 'exhaust', 'Exhaust', 'A', f32(16)),
  column('temperature', 'ir', 'IR sensor', 'A', f32(32)),
  column('temperature', 'board', 'Board', 'A', f32(36)),
  column('other', 'heater', 'Heater', 'A', { at: 27, kind: 'u8' }),
  column('other', 'fan', 'Fan', 'A', { at: 26, kind: 'u8' }),
  column('other', 'drumSpeed', 'Drum speed', 'A', { at: 28, kind: 'u8' }),
  column('other', 'fanRpm', 'Fan rpm', 'A', { at: 44, kind: 'i16' }),
  column('other', 'mains', 'Mains', 'A', { at: 48, kind: 'i16' }),
  column('other', 'coilFan', 'Coil fan', 'A', { at: 52, kind: 'i32' }),
  column('other', 'coilFan2', 'Coil fan 2', 'B', { at: 32, kind: 'i32' }),
  column('temperature', 'preheat', 'Preheat', 'B', { at: 40, kind: 'u16' }),
  column('other', 'state', 'State', 'A', { at: 29, kind: 'u8' }),
];

const r2BeanProbe = column('temperature', 'beanProbe', 'Bean probe', 'A0', f32(16));
const r2Ibts = column('temperature', 'ibts', 'IBTS', 'A0', f32(4));

const r2Others: readonly BulletColumn<R2Part>[] = [
  column('temperature', 'ibtsAmbient', 'IBTS ambient', 'A0', f32(12)),
  column('temperature', 'inlet', 'Inlet', 'A0', tenths(34)),
  column('temperature', 'hotAir', 'Hot air', 'A0', tenths(36)),
  column('temperature', 'exhaust', 'Exhaust', 'A0', tenths(38)),
  column('other', 'heater', 'Heater', 'A0', { at: 50, kind: 'u8' }),
  column('other', 'fan', 'Fan', 'A0', { at: 51, kind: 'u8' }),
  column('other', 'drumSpeed', 'Drum speed', 'A0', { at: 53, kind: 'u8' }),
  column('other', 'exhaustRpm', 'Exhaust rpm', 'A0', { at: 32, kind: 'u16' }),
  column('other', 'draught', 'Draught', 'A0', f32(28)),
  column('other', 'humidity', 'Humidity', 'A0', tenths(42)),
  column('other', 'cracks', 'Cracks', 'A0', { at: 56, kind: 'u8' }),
  column('other', 'state', 'State', 'A0', { at: 59, kind: 'u8' }),
  column('other', 'errors', 'Errors', 'A1', { at: 4, kind: 'u8' }),
  column('other', 'power', 'Power', 'A2', { at: 4, kind: 'u16' }),
];

/** What an R1 measures, BT first. */
export function r1Columns(bt: BeanProbe): readonly BulletColumn<R1Part>[] {
  return [...beansFirst(bt, r1BeanProbe, r1Ibts), ...r1Others];
}

/** What an R2 measures, BT first. */
export function r2Columns(bt: BeanProbe): readonly BulletColumn<R2Part>[] {
  return [...beansFirst(bt, r2BeanProbe, r2Ibts), ...r2Others];
}

function beansFirst<Part extends string>(
  bt: BeanProbe,
  probe: BulletColumn<Part>,
  ibts: BulletColumn<Part>,
): readonly BulletColumn<Part>[] {
  const [first, second] = bt === 'IBTS' ? [ibts, probe] : [probe, ibts];
  return [{ ...first, channel: btChannel }, second];
}

/** The number of a channel in its status; its reason when that did not come. */
export function bulletReading<Part extends string>(
  { channel, place }: BulletColumn<Part>,
  status: Uint8Array,
): ChannelReading {
  const value = numberAt(status, place);
  if (channel.quantity === 'temperature') return temperatureReading('C', value);
  return Number.isFinite(value) ? value : 'unreadable';
}

/** Writes values by the ids of their channels into statuses: what a simulator needs. */
export function putValues<Part extends string>(
  columns: readonly BulletColumn<Part>[],
  statuses: BulletParts<Part>,
  values: Readonly<Record<string, number>>,
): void {
  for (const { channel, part, place } of columns) {
    const status = statuses[part];
    const value = values[channel.id];
    if (status !== undefined && value !== undefined) putNumber(status, place, value);
  }
}
