import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { type LinePattern, matchLine } from '#line/pattern.ts';
import { type LineLink, lineFields, lineSettings } from '#line/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import type { NetAddress } from '#transport/address.ts';
import type { SerialLine } from '#transport/serial-line.ts';
import type { ChannelReading } from '#wire/conversation.ts';
import { LineFramer, type TextLine } from '#wire/line-framer.ts';
import { type ListenPlan, listenConversation } from '#wire/listen.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

/** The ways that lines come. */
export interface LineLines {
  readonly openSerial: (port: string, line: SerialLine) => Transport;
  readonly openTcp: (address: NetAddress) => Transport;
}

interface LineListen {
  readonly frame: TextLine;
  readonly memory: readonly ChannelReading[];
}

const lineBytesMax = 1_024;

/** Any device that sends lines of text by itself, over a serial port or TCP. Nothing is ever sent to it. */
export function lineDriver(lines: LineLines): DriverKind {
  return {
    name: 'line',
    label: 'Lines of text (serial port or TCP)',
    origin: 'measured',
    isNative: true,
    fields: lineFields,
    describe: (raw) => {
      const settings = lineSettings(raw);
      if (!settings.ok) return settings;
      const { stored, channels, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const { link, pattern, channels, intervalUs } = settingsOrThrow(lineSettings(raw));
      return readOnlyDevice({
        conversation: listenConversation(linePlan(pattern, intervalUs)),
        transport: queriesOnly(openLink(lines, link), () => false),
        clock,
        channels,
        asking: 'Listen (nothing is sent)',
      });
    },
  };
}

function openLink(lines: LineLines, link: LineLink): Transport {
  return link.kind === 'tcp' ? lines.openTcp(link.address) : lines.openSerial(link.port, link.line);
}

function linePlan(pattern: LinePattern, intervalUs: number): ListenPlan<LineListen> {
  return {
    intervalUs,
    channelCount: pattern.fields.length,
    advice: 'check power and cable, the baud rate, and what a line looks like',
    nothing: [],
    framer: () => new LineFramer(lineBytesMax),
    take: (_memory, { text }) => {
      const readings = matchLine(pattern, text);
      return readings && { memory: readings, isReading: true, marks: [] };
    },
    readings: (memory) => memory,
  };
}
