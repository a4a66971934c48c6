import { MonoUs, type RandomStream } from '@artisan-ts/domain';
import { below, describeFuzz, type FuzzedParser, understanding } from '@artisan-ts/testkit';
import {
  emptyR1,
  emptyR2,
  PacketFramer,
  type Place,
  putNumber,
  r1PartOf,
  r2PartOf,
} from '#aillio/frame.ts';
import { digitsText, parseDigits } from '#artisan/frame.ts';
import { encodeStatus, hottopFramer } from '#hottop/frame.ts';
import { parseStatus, statusText } from '#kaleido/frame.ts';
import { matchLine, parseLinePattern } from '#line/pattern.ts';
import { answerFramer, type ModbusWire, modbusWires, wrap } from '#modbus/frame.ts';
import { heardTopic, topicSilence } from '#mqtt-topics/channels.ts';
import { parseTopicMessage, topicFramer } from '#mqtt-topics/frame.ts';
import { topicSettings } from '#mqtt-topics/settings.ts';
import { encodePacket, phidgetFramer } from '#phidgets/frame.ts';
import { encodeAnswer, s7AnswerFramer } from '#s7/frame.ts';
import { encodeMessage, santokerFramer } from '#santoker/frame.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { encodeCommand, LineAssembler, type Tc4Reply } from '#tc4/frame.ts';
import { encodeTopicMessage } from '#transport/topic-message.ts';
import { parseMessage } from '#websocket/frame.ts';
import { encodeLine, LineFramer } from '#wire/line-framer.ts';

const parsers: readonly FuzzedParser[] = [
  ...modbusWires.map((wire) => ({
    name: `Modbus ${wire}`,
    framer: () => answerFramer(wire),
    good: (chance: RandomStream) => modbusAnswer(wire, chance),
    // 263 bytes are waited for at most, and the shortest good frame has 11.
    ...((wire === 'TCP' || wire === 'UDP') && { goodMax: 25 }),
  })),
  {
    name: 'S7',
    framer: () => s7AnswerFramer(),
    // 487 bytes are waited for at most, and a good frame has 33.
    goodMax: 16,
    good: (chance) => {
      const items = [Uint8Array.of(67, 72, 0, below(chance, 256)), Uint8Array.of(0, 55)];
      return encodeAnswer({ kind: 'read', number: below(chance, 65_536), error: 0, items });
    },
  },
  {
    name: 'Hottop',
    framer: () => hottopFramer(),
    good: (chance) =>
      encodeStatus({
        btC: below(chance, 300),
        etC: below(chance, 300),
        heaterPct: below(chance, 101),
        fanPct: 10,
        mainFanPct: 20,
        solenoid: 0,
        drumMotor: 1,
        coolingMotor: 0,
        chaffTray: 1,
      }),
  },
  {
    name: 'Bullet R1',
    framer: () => understanding(new PacketFramer(), ({ bytes }) => r1PartOf(bytes)),
    good: (chance) => bulletStatus(emptyR1('A'), { at: 0, kind: 'f32' }, chance),
  },
  {
    name: 'Bullet R2',
    framer: () => understanding(new PacketFramer(), ({ bytes }) => r2PartOf(bytes)),
    good: (chance) => bulletStatus(emptyR2('A0'), { at: 16, kind: 'f32' }, chance),
  },
  {
    name: 'Phidgets',
    framer: () => phidgetFramer(),
    good: (chance) => {
      const e = { 0: { t: 'g', v: 300 * chance.next() } };
      const data = { v: 0, s: 2, f: 1, p: 95, O: '9007199254741000', c: 1, e };
      return encodePacket({ kind: 'bridge', number: below(chance, 65_536), data });
    },
  },
  {
    name: 'Santoker',
    framer: () => santokerFramer(),
    good: (chance) => encodeMessage(0xf1, below(chance, 4000)),
  },
  {
    name: 'MQTT topics',
    framer: () => understanding(topicFramer(), ({ text }) => topicOf(text)),
    good: (chance) => topicMessage(chance),
  },
  {
    name: 'Kaleido',
    framer: () => understanding(new LineFramer(512), ({ text }) => parseStatus(text)),
    good: (chance) => encodeLine(statusText(0, { BT: below(chance, 300), ET: 200, TU: 'C' })),
  },
  {
    name: 'WebSocket JSON',
    framer: () => understanding(new LineFramer(65_536), ({ text }) => parseMessage(text)),
    good: (chance) => encodeLine(JSON.stringify({ id: 7, data: { BT: below(chance, 300) } })),
  },
  {
    name: 'Artisan',
    framer: () => understanding(new LineFramer(65_536), ({ text }) => parseDigits(text)),
    good: (chance) => encodeLine(digitsText({ bt: (300 * chance.next()).toFixed(1), et: '210.0' })),
  },
  {
    name: 'lines of text',
    framer: () => understanding(new LineFramer(1024), ({ text }) => matchLine(linePattern, text)),
    good: (chance) => encodeLine(`BT ${(300 * chance.next()).toFixed(1)}, ET 210`),
  },
  {
    name: 'TC4',
    framer: () => understanding(new LineAssembler(), ({ reply }) => fieldsOf(reply)),
    good: (chance) => encodeCommand(`24.00,${(200 * chance.next()).toFixed(2)},180.00`),
  },
];

const linePattern = settingsOrThrow(parseLinePattern('BT {BT C},*{ET C}'));

function fieldsOf(reply: Tc4Reply): unknown {
  return reply.kind === 'fields' ? reply : null;
}

const topics = settingsOrThrow(
  topicSettings({ broker: 'mqtt://x', topic: 'r/+', channels: 'BT=d[0].bt C', time: 'at' }),
);

function topicOf(text: string): unknown {
  const message = parseTopicMessage(text);
  const nothing = topicSilence(topics.meaning);
  const came = { atUs: MonoUs(0), wallMs: 1000 };
  return message && heardTopic(topics.meaning, nothing, message, came);
}

function bulletStatus(status: Uint8Array, place: Place, chance: RandomStream): Uint8Array {
  putNumber(status, place, 300 * chance.next());
  return status;
}

function topicMessage(chance: RandomStream): Uint8Array {
  const payload = JSON.stringify({ d: [{ bt: below(chance, 300) }], at: 1 });
  return encodeTopicMessage({ topic: 'r/1', isRetained: below(chance, 2) === 0, payload });
}

function modbusAnswer(wire: ModbusWire, chance: RandomStream): Uint8Array {
  const data = Array.from({ length: 2 * (1 + below(chance, 20)) }, () => below(chance, 256));
  const pdu = Uint8Array.of(3, data.length, ...data);
  return wrap(wire, 1 + below(chance, 255), pdu, below(chance, 65_536));
}

for (const parser of parsers) describeFuzz(parser);
