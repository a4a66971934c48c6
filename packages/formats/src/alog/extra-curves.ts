import {
  type ChannelId,
  type ChannelQuantity,
  type Curve,
  namedChannels,
  type TemperatureUnit,
} from '@artisan-ts/domain';
import { type AlogFields, itemsOf } from '#alog/fields.ts';
import { laxSeconds } from '#alog/lax.ts';
import { idFromName } from '#alog/name-id.ts';
import { isOrdered, orderedIndexes } from '#alog/order.ts';
import { internalValue } from '#alog/quantity.ts';
import { loseNonNumbers, pick, type Samples } from '#alog/samples.ts';

/** Which of the two channels of an extra device. */
export type Side = 1 | 2;
export const sides: readonly Side[] = [1, 2];

/** An extra curve and where it stands in the file. */
export interface ExtraCurve {
  readonly device: number;
  readonly side: Side;
  readonly curve: Curve;
}

/** Artisan has ten; a file with more devices than this was not made by a roaster. */
export const maxDevices = 100;

interface ExtraContext {
  readonly fields: AlogFields;
  readonly samples: Samples;
  readonly unit: TemperatureUnit;
  /** Names of the event types: `{0}` in a label stands for the first. */
  readonly typeNames: readonly string[];
}

/** The curves of the extra devices that hold at least one reading. */
export function readExtraCurves(context: ExtraContext): ExtraCurve[] {
  const { fields } = context;
  const devices = Math.min(deviceCount(fields), maxDevices);
  if (devices < deviceCount(fields)) {
    fields.lose('extradevices', `only the first ${maxDevices} of ${deviceCount(fields)} are read`);
  }
  const found: ExtraCurve[] = [];
  const taken = new Set<ChannelId>();
  for (let device = 0; device < devices; device++) {
    for (const side of sides) {
      const extra = readExtraCurve(context, device, side, taken);
      if (extra === null) continue;
      taken.add(extra.curve.channel.id);
      found.push(extra);
    }
  }
  return found;
}

/** Number of extra devices that have values. */
export function deviceCount(fields: AlogFields): number {
  const lengths = sides.map((side) => fields.list(`extratemp${side}`)?.length ?? 0);
  return Math.max(...lengths);
}

function readExtraCurve(
  context: ExtraContext,
  device: number,
  side: Side,
  taken: ReadonlySet<ChannelId>,
): ExtraCurve | null {
  const { fields, unit } = context;
  const key = `extratemp${side}`;
  const values = itemsOf(fields.list(key)?.[device]);
  if (values === null || values.length === 0) return null;
  const quantity = quantityOf(fields, device, side);
  const scale = { unit, quantity };
  if (!values.some((value) => internalValue(scale, value) !== null)) return null;
  const axis = readAxis(context, device, values.length, key);
  const kept = isOrdered(axis) ? null : orderedIndexes(axis);
  if (kept !== null) {
    fields.lose(key, `channel ${device + 1}: ${axis.length - kept.length} samples out of order`);
  }
  const used = pick(values.slice(0, axis.length), kept);
  loseNonNumbers(fields, key, used);
  const name = fields.textAt(`extraname${side}`, device);
  const label = name.replace(/\{([0-4])\}/g, (_, type) => context.typeNames[Number(type)] ?? '');
  const fallback = `extra${device + 1}${side === 1 ? 'a' : 'b'}`;
  const channel = {
    id: channelId({ label, isLiteral: label === name, quantity, fallback }, taken),
    label: label === '' ? `Extra ${device + 1}.${side}` : label,
    quantity,
    resolution: null,
  };
  const curve = {
    channel,
    timeS: pick(axis, kept),
    values: used.map((value) => internalValue(scale, value)),
    missing: null,
  };
  return { device, side, curve };
}

/** The device's own times; those of the main curves when it has none that fit. */
function readAxis(
  { fields, samples }: ExtraContext,
  device: number,
  length: number,
  key: string,
): number[] {
  const own = itemsOf(fields.list('extratimex')?.[device]) ?? [];
  const main = samples.kept === null ? samples.time : [];
  const axis = own.length !== length && main.length === length ? main : own;
  if (axis.length !== length) {
    fields.lose(key, `channel ${device + 1}: ${length} values for ${axis.length} times, cut`);
  }
  return axis.slice(0, length).map(laxSeconds);
}

function quantityOf(fields: AlogFields, device: number, side: Side): ChannelQuantity {
  if (fields.flagAt(`extraNoneTempHint${side}`, device)) return 'other';
  return fields.flagAt(`extraDelta${side}`, device) ? 'temperatureDelta' : 'temperature';
}

function channelId(
  wanted: { label: string; isLiteral: boolean; quantity: ChannelQuantity; fallback: string },
  taken: ReadonlySet<ChannelId>,
): ChannelId {
  const named = namedChannels.find((id) => id === wanted.label.toLowerCase());
  const isProbe = wanted.isLiteral && wanted.quantity === 'temperature';
  if (named !== undefined && named !== 'bt' && named !== 'et' && isProbe && !taken.has(named)) {
    return named;
  }
  return idFromName(wanted.label, wanted.fallback, new Set([...namedChannels, ...taken]));
}
