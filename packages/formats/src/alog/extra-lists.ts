import type { Channel, ChannelQuantity } from '@artisan-ts/domain';
import { encodeEscapedText } from '#alog/escaped-text.ts';
import { type Side, sides } from '#alog/extra-curves.ts';
import { itemsOf } from '#alog/fields.ts';
import type { PyDict, PyValue } from '#python/value.ts';

/** Artisan's device without hardware: its own importers give foreign curves this id. */
const dummyDevice = 50n;

/** Lists with an entry per device that say how a curve is drawn, with Artisan's plain defaults. */
const styleLists: Readonly<Record<string, PyValue>> = {
  extramathexpression: '',
  extradevicecolor: '#808080',
  extramarkersizes: 6,
  extramarkers: 'None',
  extralinewidths: 1,
  extralinestyles: '-',
  extradrawstyles: 'default',
};

/** Lists that have ten entries whatever the number of devices. */
const fixedLength = 10;
const fixedLists: Readonly<Record<string, PyValue>> = {
  extraLCDvisibility: false,
  extraCurveVisibility: true,
  extraFill: 0n,
  extraDelta: false,
};

/** Artisan keeps no unit of a channel that is no temperature: its name tells it. */
const unitInName: Readonly<Record<ChannelQuantity, string>> = {
  temperature: '',
  temperatureDelta: '',
  ratio: ' %',
  pressure: ' Pa',
  speed: ' rpm',
  other: '',
};

/** Describes one extra device, its two channels in order, in all lists but those of the values. */
export function describeDevice(
  dict: PyDict,
  device: number,
  channels: Readonly<Record<Side, Channel | null>>,
): void {
  setItem(dict, 'extradevices', device, dummyDevice, dummyDevice);
  for (const side of sides) {
    const channel = channels[side];
    const quantity = channel?.quantity ?? 'other';
    const name = channel === null ? '' : `${channel.label}${unitInName[quantity]}`;
    const isTemperature = quantity === 'temperature' || quantity === 'temperatureDelta';
    setItem(dict, `extraname${side}`, device, encodeEscapedText(name), '');
    setItem(dict, `extraNoneTempHint${side}`, device, !isTemperature, false);
    for (const [key, value] of Object.entries(styleLists)) {
      setItem(dict, `${key}${side}`, device, value, value);
    }
    if (device < fixedLength) {
      setItem(dict, `extraDelta${side}`, device, quantity === 'temperatureDelta', false);
      setItem(dict, `extraLCDvisibility${side}`, device, channel !== null, false);
    }
  }
}

/** Makes sure that every list is there, so that a reader finds all of one length. */
export function startExtraLists(dict: PyDict): void {
  const perDevice = ['extradevices', 'extratimex'];
  for (const side of sides) {
    perDevice.push(`extratemp${side}`, `extraname${side}`, `extraNoneTempHint${side}`);
    perDevice.push(...Object.keys(styleLists).map((key) => `${key}${side}`));
    for (const [key, value] of Object.entries(fixedLists)) {
      if (!dict.has(`${key}${side}`)) {
        dict.set(`${key}${side}`, new Array<PyValue>(fixedLength).fill(value));
      }
    }
  }
  for (const key of perDevice) if (!dict.has(key)) dict.set(key, []);
}

/** Puts an item into a list of the dict, filled up to there with `filler`. */
export function setItem(
  dict: PyDict,
  key: string,
  index: number,
  item: PyValue,
  filler: PyValue,
): void {
  const list = [...(itemsOf(dict.get(key)) ?? [])];
  while (list.length < index) list.push(filler);
  list[index] = item;
  dict.set(key, list);
}
