import { deviceInputs, extraPairs, isSwapped, mainInputs } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';
import { formulaLeft } from '#aset/formula.ts';
import { channelMap, type FoundChannel, type FoundDevice } from '#aset/found-device.ts';

const serial = 'SerialPort';

/** BT and ET of a device that has them in fixed places. */
export function fixedChannels(fields: AsetFields): readonly FoundChannel[] {
  return mainInputs(fields).map(({ label, formula }) => {
    return { name: label, detail: '', why: formulaLeft(formula) };
  });
}

/** A TC4 board: which of its inputs ET and BT are wired to. */
export function tc4Device(fields: AsetFields): FoundDevice {
  const extra = extraPairs(fields).find(({ deviceId }) => deviceId === 28);
  const digit = (name: string, otherwise: string): string => {
    const group = fields.groupOf(name);
    const said = group === null ? null : fields.text(group, name);
    return said !== null && /^[1-4]$/.test(said) ? said : otherwise;
  };
  const wired = [digit('arduinoETChannel', '1'), digit('arduinoBTChannel', '2')] as const;
  const [et, bt] = isSwapped(fields) ? [wired[1], wired[0]] : wired;
  const others = ['1', '2', '3', '4'].filter((input) => input !== et && input !== bt);
  const more = extra === undefined ? '00' : others.slice(0, 2).join('').padEnd(2, '0');
  return {
    driver: 'tc4',
    channels: [
      ...fixedChannels(fields),
      ...(extra?.inputs ?? []).map(({ label, formula }) => {
        return { name: label, detail: '', why: formulaLeft(formula) };
      }),
    ],
    leftOut: [],
    settings: {
      port: fields.text(serial, 'comport') ?? '',
      baud: fields.number(serial, 'baudrate') ?? 115_200,
      channels: `${et}${bt}${more}`,
    },
  };
}

/** A Bullet; what is read as BT is one of its two probes. */
export function aillioDevice(
  model: 'R1' | 'R2',
  bt: 'bean probe' | 'IBTS',
): (fields: AsetFields) => FoundDevice {
  return (fields) => ({
    driver: 'aillio',
    channels: fixedChannels(fields),
    leftOut: [],
    settings: { model, bt },
  });
}

/** A Hottop on its serial port. */
export function hottopDevice(fields: AsetFields): FoundDevice {
  return {
    driver: 'hottop',
    channels: fixedChannels(fields),
    leftOut: [],
    settings: { port: fields.text(serial, 'comport') ?? '' },
  };
}

/** A Kaleido over the network, or by cable. */
export function kaleidoDevice(fields: AsetFields): FoundDevice {
  const { isSerial, address } = linkOf(fields, 'kaleido', 80);
  return {
    driver: 'kaleido',
    channels: fixedChannels(fields),
    leftOut: [],
    settings: { wire: isSerial ? 'serial' : 'network', address },
  };
}

/** A Santoker over WiFi, or by cable. */
export function santokerDevice(fields: AsetFields): FoundDevice {
  const { isSerial, address } = linkOf(fields, 'santoker', 20_001);
  return {
    driver: 'santoker',
    channels: fixedChannels(fields),
    leftOut: [],
    settings: { wire: isSerial ? 'serial' : 'WiFi', address },
  };
}

/** A Mugma in the network. */
export function mugmaDevice(fields: AsetFields): FoundDevice {
  const host = fields.text('Device', 'mugmaHost') ?? '';
  return {
    driver: 'mugma',
    channels: fixedChannels(fields),
    leftOut: [],
    settings: { address: `${host}:${fields.number('Device', 'mugmaPort') ?? 1504}` },
  };
}

function linkOf(
  fields: AsetFields,
  prefix: string,
  port: number,
): { readonly isSerial: boolean; readonly address: string } {
  const isSerial = fields.flag('Device', `${prefix}Serial`);
  if (isSerial) return { isSerial, address: fields.text(serial, 'comport') ?? '' };
  const host = fields.text('Device', `${prefix}Host`) ?? '';
  return { isSerial, address: `${host}:${fields.number('Device', `${prefix}Port`) ?? port}` };
}

const webSocket = 'WebSocket';
const webSocketExtras = [112, 113, 118, 119];

/** A machine that speaks Artisan's WebSocket protocol. */
export function webSocketDevice(fields: AsetFields): FoundDevice {
  const nodes = fields.texts(webSocket, 'channel_nodes');
  const modes = fields.numbers(webSocket, 'channel_modes');
  const inputs = deviceInputs(fields, webSocketExtras);
  const channels: FoundChannel[] = [];
  const leftOut: FoundDevice['leftOut'][number][] = [];
  for (const [at, node] of nodes.entries()) {
    const { label: name, formula } = inputs[at] ?? { label: `Input ${at + 1}`, formula: '' };
    if (node === '') continue;
    if (!/^[A-Za-z_][\w.-]{0,59}$/.test(node)) {
      leftOut.push({ name, why: `"${node.slice(0, 60)}" is no key that can be read here` });
      continue;
    }
    const unit = { 1: ' C', 2: ' F' }[modes[at] ?? 0] ?? '';
    channels.push({ name, detail: `${node}${unit}`, why: formulaLeft(formula) });
  }
  const path = (fields.text(webSocket, 'path') ?? 'WebSocket').replace(/^\//, '');
  const port = fields.number(webSocket, 'port') ?? 80;
  const host = fields.text(webSocket, 'host') ?? '127.0.0.1';
  return {
    driver: 'websocket',
    channels,
    leftOut,
    settings: {
      url: `ws://${host}:${port}/${path}`,
      command: fields.text(webSocket, 'request_data_command') ?? 'getData',
      machineId: Math.max(0, fields.number(webSocket, 'machineID') ?? 0),
      ...(channels.length > 0 && { channels: channelMap(channels) }),
    },
  };
}
