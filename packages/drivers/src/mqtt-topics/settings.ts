import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { type Channel, ok, type Result, refuse, usPerSecond } from '@artisan-ts/domain';
import { isTemperatureLabel, labelledChannels } from '#channel-labels.ts';
import { badChannel, parseChannelList } from '#channel-list.ts';
import type { TopicChannel, TopicMeaning } from '#mqtt-topics/channels.ts';
import { parseSelector } from '#mqtt-topics/selector.ts';
import { isTopicFilter } from '#mqtt-topics/topic.ts';
import { clockRateField, intervalField, type PaceSettings, paceOf } from '#pace-fields.ts';
import type { MqttAddress } from '#transport/mqtt.ts';

/** What a person says to read a device that publishes its values over MQTT. */
export const topicFields: readonly SettingField[] = [
  {
    name: 'broker',
    label: 'Broker',
    help: 'Where the device publishes: mqtt://192.168.0.7:1883; mqtts:// with TLS, ws:// and wss:// over a WebSocket.',
    kind: 'text',
    finds: { tcpPort: 1883, written: 'mqtt://{host}:1883' },
    maxLength: 256,
  },
  {
    name: 'topic',
    label: 'Topic',
    help: 'Under which the device publishes; + stands for one level, # at the end for all below. A channel can have its own.',
    kind: 'text',
    maxLength: 200,
  },
  {
    name: 'channels',
    label: 'Channels',
    help: 'name=place unit: BT=data.bt C; Fan=fan; ET=@ F from probes/et. The place in the JSON: data.bt, list[0].temp, sensors[name=rtd2].value; @ where the message is the bare number. /10 behind it divides; from names a topic of its own. BT first: with each of it comes a reading.',
    kind: 'text',
    default: 'BT=BT C; ET=ET C',
    maxLength: 2000,
  },
  {
    name: 'time',
    label: 'Time in the message',
    help: 'The place of its time in the JSON, if it has one: seconds or milliseconds since 1970, or an ISO date. Old and overtaken messages are then left out; both clocks have to be right.',
    kind: 'text',
    default: '',
    maxLength: 200,
  },
  {
    name: 'freshS',
    label: 'Oldest value',
    help: 'A value that was not repeated for so long is missing.',
    kind: 'number',
    default: 10,
    min: 1,
    max: 600,
    unit: 's',
  },
  {
    name: 'qos',
    label: 'Quality of service',
    help: 'Most devices publish at most once.',
    kind: 'choice',
    default: '0',
    choices: [
      { value: '0', label: '0, at most once' },
      { value: '1', label: '1, at least once' },
    ],
  },
  {
    name: 'user',
    label: 'User',
    help: 'If the broker wants one.',
    kind: 'text',
    default: '',
    maxLength: 200,
  },
  {
    name: 'passwordFile',
    label: 'File with the password',
    help: 'On the computer of the station; its first line is the password. The station neither stores nor shows it.',
    kind: 'text',
    default: '',
    maxLength: 1000,
  },
  {
    name: 'caFile',
    label: 'File with the certificate authority',
    help: 'PEM, for mqtts:// and wss:// with a certificate of your own. Empty: those that every computer knows.',
    kind: 'text',
    default: '',
    maxLength: 1000,
  },
  intervalField({ help: 'Seconds between readings. A device that publishes oftener is thinned.' }),
  clockRateField,
];

/** Checked settings, as the driver uses them. */
export interface TopicSettings extends PaceSettings {
  readonly address: MqttAddress;
  readonly meaning: TopicMeaning;
  readonly channels: readonly Channel[];
  /** With defaults filled in; this is what is stored. */
  readonly stored: Settings;
}

const entryForm =
  /^([^=;]{1,40}?)\s*=\s*((?:"[^"]*"|[^\s"])+?)(?:\/(\d{1,5}))?(?:\s+([CF]))?(?:\s+from\s+(\S{1,200}))?$/;
const brokerForm = /^(mqtts?|wss?):\/\/[^\s/@]+(\/\S*)?$/;

/** @returns a refusal `driver.settings` that names the setting */
export function topicSettings(raw: Readonly<Record<string, unknown>>): Result<TopicSettings> {
  const parsed = parseSettings(topicFields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  const text = (name: string): string => String(stored[name]).trim();
  const url = text('broker');
  if (!brokerForm.test(url) || !URL.canParse(url)) {
    return no('broker', `wants one such as mqtt://192.168.0.7:1883, got "${url}"`);
  }
  const topic = text('topic');
  if (!isTopicFilter(topic)) {
    return no('topic', `"${topic}" is none: levels between /, + for one, # only at the end`);
  }
  const time = text('time') === '' ? null : parseSelector(text('time'));
  if (time === null && text('time') !== '') return no('time', `"${text('time')}" is no place`);
  const entries = parseChannelList(text('channels'), 'BT=bt C; ET=et C', (part) =>
    parseEntry(part, topic),
  );
  if (!entries.ok) return entries;
  const [user, passwordFile, caFile] = [text('user'), text('passwordFile'), text('caFile')];
  return ok({
    address: {
      url,
      filters: [...new Set(entries.value.map(({ filter }) => filter))],
      qos: stored['qos'] === '1' ? 1 : 0,
      user: user === '' ? null : user,
      passwordFile: passwordFile === '' ? null : passwordFile,
      caFile: caFile === '' ? null : caFile,
    },
    meaning: { entries: entries.value, time, freshUs: Number(stored['freshS']) * usPerSecond },
    channels: labelledChannels(entries.value.map((entry) => ({ ...entry, step: null }))),
    ...paceOf(stored),
    stored,
  });
}

function parseEntry(part: string, topic: string): Result<TopicChannel> {
  const [, label, place = '', divider = '1', unit, own] = entryForm.exec(part) ?? [];
  const selector = parseSelector(place);
  const filter = own ?? topic;
  if (label === undefined || selector === null || Number(divider) < 1) {
    return badChannel(part, 'is not "name=place unit", such as BT=data.bt C');
  }
  if (!isTopicFilter(filter)) return badChannel(part, `is from "${filter}", which is no topic`);
  const scale = unit === 'C' || unit === 'F' ? unit : isTemperatureLabel(label) ? 'C' : null;
  return ok({ label, filter, selector, divider: Number(divider), unit: scale });
}

function no(setting: string, why: string): Result<never> {
  return refuse('driver.settings', `${setting}: ${why}`);
}
