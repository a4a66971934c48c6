import { deviceInputs } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';
import { dividers, readingBy } from '#aset/formula.ts';
import { channelMap, type FoundChannel, type FoundDevice } from '#aset/found-device.ts';

const group = 'S7';
/** Areas of Artisan by number: 0 is unused, 4 and 5 are counters and timers, which are not read here. */
const areas: Readonly<Record<number, string>> = { 1: 'PE', 2: 'PA', 3: 'MK', 6: 'DB' };
const units: Readonly<Record<number, string>> = { 1: ' C', 2: ' F' };
const extraIds = [80, 81, 82, 110, 151];
const inputsMax = 12;
/** Types from here on are the bits 0 to 7 of a byte. */
const firstBit = 3;

/** What Artisan reads of a Siemens S7. */
export function s7Device(fields: AsetFields): FoundDevice {
  const list = (name: string): readonly (number | null)[] => fields.numbers(group, name);
  const [area, block, start] = [list('area'), list('db_nr'), list('start')];
  const [type, mode, div] = [list('type'), list('mode'), list('div')];
  const inputs = deviceInputs(fields, extraIds);
  const channels: FoundChannel[] = [];
  const leftOut: FoundDevice['leftOut'][number][] = [];
  for (let at = 0; at < inputsMax; at++) {
    const areaId = area[at] ?? 0;
    if (areaId === 0) continue;
    const { label: name, formula } = inputs[at] ?? { label: `Input ${at + 1}`, formula: '' };
    const areaName = areas[areaId];
    if (areaName === undefined) {
      leftOut.push({ name, why: 'counters and timers are not read here' });
      continue;
    }
    const typeId = type[at] ?? 0;
    const isBit = typeId >= firstBit;
    const bit = isBit ? `.${typeId - firstBit}` : '';
    const typeName = isBit ? 'BOOL' : typeId === 0 ? 'INT' : 'REAL';
    const place = `${areaName}${areaName === 'DB' ? (block[at] ?? 0) : ''}.${start[at] ?? 0}${bit}`;
    const unit = units[mode[at] ?? 0] ?? '';
    const reading = readingBy(formula, {
      divider: isBit ? 1 : (dividers[div[at] ?? 0] ?? 1),
      isPlain: !isBit && unit === '',
      mayTakeOne: typeName === 'INT',
    });
    const lessOne = reading.isOneTooHigh ? '-1' : '';
    const by = reading.divider === 1 ? '' : `/${reading.divider}`;
    channels.push({ name, detail: `${place} ${typeName}${lessOne}${by}${unit}`, why: reading.why });
  }
  return {
    driver: 's7',
    channels,
    leftOut,
    settings: {
      machine: 'other',
      address: `${fields.text(group, 'host') ?? ''}:${fields.number(group, 'port') ?? 102}`,
      place: `${fields.number(group, 'rack') ?? 0}/${fields.number(group, 'slot') ?? 0}`,
      channels: channelMap(channels),
    },
  };
}
