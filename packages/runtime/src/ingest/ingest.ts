import {
  checkAgainst,
  type TelemetryMessage,
  telemetryMessage,
  telemetryTopic,
  wrongWords,
} from '@artisan-ts/contracts';
import {
  type BootId,
  channelField,
  type ErrorCode,
  type MachineId,
  MonoUs,
  ok,
  parseId,
  type Reading,
  type Refusal,
  type Result,
  refuse,
  type SourceId,
  type StreamSpec,
  WallMs,
} from '@artisan-ts/domain';
import type { Bus } from '#bus/bus.ts';
import type { DeadLetters } from '#ingest/dead-letters.ts';
import { contentOf, type Sequences } from '#ingest/sequences.ts';
import type { Logger } from '#ports/logger.ts';

/** A source that telemetry may come from. */
export interface KnownSource {
  readonly machineId: MachineId;
  readonly streams: readonly StreamSpec[];
  /** The present start of whoever reads it in this process. */
  readonly boot: BootId;
  newestUsOf(stream: string): MonoUs | null;
}

/** A reading that passed, and how it arrived. */
export interface IngestedReading {
  readonly machineId: MachineId;
  readonly reading: Reading;
  readonly stream: StreamSpec;
  /** A late reading is stored, but neither rules nor rates of rise look back at it. */
  readonly isLate: boolean;
}

/** Takes telemetry from the bus: checks it, leaves out what came before, notices what is missing. */
export class Ingest {
  readonly #sourceOf: (id: SourceId) => KnownSource | null;
  readonly #accept: (reading: IngestedReading) => boolean;
  readonly #logger: Logger;
  readonly #sequences: Sequences;
  readonly #deadLetters: DeadLetters;

  constructor(parts: {
    readonly bus: Bus;
    readonly sourceOf: (id: SourceId) => KnownSource | null;
    /** False when there is no room. */
    readonly accept: (reading: IngestedReading) => boolean;
    readonly sequences: Sequences;
    readonly deadLetters: DeadLetters;
    readonly logger: Logger;
  }) {
    this.#sourceOf = parts.sourceOf;
    this.#accept = parts.accept;
    this.#logger = parts.logger;
    this.#sequences = parts.sequences;
    this.#deadLetters = parts.deadLetters;
    parts.bus.subscribe('roaster/+/+/+/telemetry', (topic, message) => this.#take(topic, message));
  }

  #take(topic: string, raw: unknown): void {
    const checked = this.#check(topic, raw);
    if (!checked.ok) {
      this.#putAside(topic, checked.code, checked.message, raw);
      return;
    }
    const { source, stream, message } = checked.value;
    const reading = readingOf(message, stream);
    const arrival = this.#sequences.arrive(reading, contentOf(reading));
    const { sourceId, boot, seq } = reading;
    const place = { sourceId, boot, stream: stream.stream, seq };
    if (arrival.kind === 'duplicate') {
      this.#logger.debug(place, 'duplicate reading');
      return;
    }
    if (arrival.kind === 'equivocation') {
      this.#putAside(topic, 'telemetry.equivocation', equivocationWords(reading), raw);
      return;
    }
    if (arrival.kind === 'next' && arrival.skipped > 0) {
      this.#logger.warn({ ...place, skipped: arrival.skipped }, 'readings are missing');
    }
    const newestUs = source.newestUsOf(stream.stream);
    // Another process kept it over a restart of ours; it may have been stored before that.
    const isOld = boot !== source.boot && newestUs !== null && reading.monoUs <= newestUs;
    const isLate = arrival.kind === 'late' || isOld;
    const isTaken = this.#accept({
      machineId: source.machineId,
      reading: isLate ? { ...reading, late: true } : reading,
      stream,
      isLate,
    });
    // Whoever keeps it until it is on disk offers it again: it must not be taken for one that is here.
    if (!isTaken) this.#sequences.forget(reading);
  }

  #check(topic: string, raw: unknown): Result<Checked> {
    const checked = checkAgainst(telemetryMessage, raw);
    if (!checked.ok) {
      return refuse('telemetry.malformed', wrongWords(checked.wrong, 'the message'));
    }
    const message = checked.value;
    if (telemetryTopic(message) !== topic) {
      return refuse('telemetry.malformed', `the body belongs to ${telemetryTopic(message)}`);
    }
    const source = this.#sourceOf(parseId('source', message.sourceId));
    if (source === null || source.machineId !== message.machine) {
      return refuse('telemetry.unknown-source', `${message.sourceId} of ${message.machine}`);
    }
    const stream = source.streams.find((known) => known.stream === message.stream);
    if (stream === undefined) {
      return refuse('telemetry.malformed', `the source has no stream "${message.stream}"`);
    }
    const stranger = strangerTo(stream, message.channels);
    if (stranger !== null) return stranger;
    return ok({ message, source, stream });
  }

  #putAside(topic: string, code: ErrorCode, message: string, raw: unknown): void {
    this.#deadLetters.put({ topic, code, message, excerpt: () => JSON.stringify(raw) ?? '' });
  }
}

interface Checked {
  readonly message: TelemetryMessage;
  readonly source: KnownSource;
  readonly stream: StreamSpec;
}

/** A refusal when the values hold a channel that the stream does not have. */
export function strangerTo(
  stream: StreamSpec,
  channels: TelemetryMessage['channels'],
): Refusal | null {
  const fields = new Set(stream.channels.map(channelField));
  const stranger = Object.keys(channels).find((field) => !fields.has(field));
  if (stranger === undefined) return null;
  return refuse('telemetry.malformed', `stream ${stream.stream} has no channel "${stranger}"`);
}

export function equivocationWords({ seq, stream, sourceId, boot }: Reading): string {
  return `reading ${seq} of ${stream}, ${sourceId}, ${boot} came before with other values; the first was kept`;
}

/** What was sent, as the stream's channels; what is not there is missing. */
export function readingOf(
  message: Omit<TelemetryMessage, 'v' | 'org' | 'site' | 'machine'>,
  stream: StreamSpec,
): Reading {
  const fields = stream.channels.map(channelField);
  const values = fields.map((field) => message.channels[field] ?? null);
  return {
    sourceId: parseId('source', message.sourceId),
    boot: parseId('boot', message.boot),
    stream: message.stream,
    seq: message.seq,
    monoUs: MonoUs(message.monoUs),
    wallMs: WallMs(message.wallMs),
    values,
    missing: fields.map((field, index) =>
      values[index] === null ? (message.missing?.[field] ?? 'not-sent') : null,
    ),
  };
}
