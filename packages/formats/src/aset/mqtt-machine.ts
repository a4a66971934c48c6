import { deviceInputs } from '#aset/channel-names.ts';
import type { AsetFields } from '#aset/fields.ts';
import { formulaLeft } from '#aset/formula.ts';
import { channelMap, type FoundChannel, type FoundDevice } from '#aset/found-device.ts';

const group = 'MQTT';
const extraIds = [202, 203, 204, 205, 206];
/** The places in a message that are looked up here: `data.bt`, `list[-1].temp`, `sensors[name=rtd2].value`. */
const placeForm = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*|\[-?\d{1,4}\]|\[\w+=[\w.-]+\])*$/;
/** All topics below a broker: Artisan's own where none is said. */
const anyTopic = '#';

/** What Artisan reads of the messages of a broker. */
export function mqttDevice(fields: AsetFields): FoundDevice {
  const [nodes, topics] = [
    fields.texts(group, 'channel_nodes'),
    fields.texts(group, 'channel_topics'),
  ];
  const modes = fields.texts(group, 'channel_modes');
  const inputs = deviceInputs(fields, extraIds);
  const channels: FoundChannel[] = [];
  const leftOut: FoundDevice['leftOut'][number][] = [];
  for (const [at, { label: name, formula }] of inputs.entries()) {
    const [node, topic] = [nodes[at] ?? '', topics[at] ?? ''];
    if (node === '' && topic === '') continue;
    const place = node === '' ? '@' : placeOf(node);
    if (place === null) {
      leftOut.push({
        name,
        why: `${node.slice(0, 80)} is more than is looked up in a message here`,
      });
      continue;
    }
    const unit = { C: ' C', F: ' F' }[modes[at] ?? ''] ?? '';
    const from = topic === '' ? '' : ` from ${topic}`;
    channels.push({ name, detail: `${place}${unit}${from}`, why: formulaLeft(formula) });
  }
  return {
    driver: 'mqtt-topics',
    channels,
    leftOut,
    settings: {
      broker: brokerOf(fields),
      topic: fields.text(group, 'topic') || anyTopic,
      ...(channels.length > 0 && { channels: channelMap(channels) }),
      user: fields.text(group, 'user') ?? '',
    },
  };
}

/** A place as it is written here: of `avg(sensors[?name=='rtd2'].value)` the first that is called so. Null: there is none. */
function placeOf(node: string): string | null {
  const [, inside] = /^avg\((.+)\)$/.exec(node) ?? [];
  const place = (inside ?? node).replaceAll(/\[\?(\w+)==\s*'([^']+)'\]/g, '[$1=$2]');
  return placeForm.test(place) ? place : null;
}

/** Artisan goes over TCP (0) or a WebSocket (1), with TLS or without. */
function brokerOf(fields: AsetFields): string {
  const isSafe = fields.flag(group, 'tls');
  const scheme = fields.number(group, 'transport') === 1 ? 'ws' : 'mqtt';
  const port = fields.number(group, 'port') ?? (isSafe ? 8883 : 1883);
  return `${scheme}${isSafe ? 's' : ''}://${fields.text(group, 'host') ?? ''}:${port}`;
}
