import { type TelemetryMessage, telemetryMessage, telemetryTopic } from '@artisan-ts/contracts';
import {
  channelField,
  type ErrorCode,
  type MachineId,
  MonoUs,
  ok,
  parseId,
  type Reading,
  type Result,
  refuse,
  type SourceId,
  type StreamSpec,
  WallMs,
} from '@artisan-ts/domain';
import type { Bus } from '#bus/bus.ts';
import { type Arrival, SequenceTracker } from '#ingest/sequence-tracker.ts';
import type { Logger } from '#ports/logger.ts';

/** A source that telemetry may come from. */
export interface KnownSource {
  readonly machineId: MachineId;
  readonly streams: readonly StreamSpec[];
}

/** A reading that passed, and how it arrived. */
export interface IngestedReading {
  readonly machineId: MachineId;
  readonly reading: Reading;
  readonly stream: StreamSpec;
  /** A late reading is stored, but neither rules nor rates of rise look back at it. */
  readonly isLate: boolean;
}

/** Sequences followed at once. A source has a new boot at every start; only the latest ones matter. */
const sequencesMax = 1024;

/** Takes telemetry from the bus: checks it, leaves out what came before, notices what is missing. */
export class Ingest {
  readonly #sourceOf: (id: SourceId) => KnownSource | null;
  readonly #accept: (reading: IngestedReading) => void;
  readonly #logger: Logger;
  readonly #sequences = new Map<string, SequenceTracker>();
  #setAside = 0;

  constructor(parts: {
    readonly bus: Bus;
    readonly sourceOf: (id: SourceId) => KnownSource | null;
    readonly accept: (reading: IngestedReading) => void;
    readonly logger: Logger;
  }) {
    this.#sourceOf = parts.sourceOf;
    this.#accept = parts.accept;
    this.#logger = parts.logger;
    parts.bus.subscribe('roaster/+/+/+/telemetry', (topic, message) => this.#take(topic, message));
  }

  /** How many messages could not be used. */
  get setAside(): number {
    return this.#setAside;
  }

  #take(topic: string, raw: unknown): void {
    const checked = this.#check(topic, raw);
    if (!checked.ok) {
      this.#putAside(topic, checked.code, checked.message);
      return;
    }
    const { message, source, stream } = checked.value;
    const arrival = this.#arrive(message);
    const { sourceId, boot, seq } = message;
    const place = { sourceId, boot, stream: stream.stream, seq };
    if (arrival.kind === 'duplicate') {
      this.#logger.debug(place, 'duplicate reading');
      return;
    }
    if (arrival.kind === 'next' && arrival.skipped > 0) {
      this.#logger.warn({ ...place, skipped: arrival.skipped }, 'readings are missing');
    }
    this.#accept({
      machineId: source.machineId,
      reading: readingOf(message, stream),
      stream,
      isLate: arrival.kind === 'late',
    });
  }

  #check(topic: string, raw: unknown): Result<Checked> {
    const parsed = telemetryMessage.safeParse(raw);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return refuse('telemetry.malformed', `${issue?.path.join('.')}: ${issue?.message}`);
    }
    const message = parsed.data;
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
    const fields = new Set(stream.channels.map(channelField));
    const stranger = Object.keys(message.channels).find((field) => !fields.has(field));
    if (stranger !== undefined) {
      return refuse('telemetry.malformed', `stream ${stream.stream} has no channel "${stranger}"`);
    }
    return ok({ message, source, stream });
  }

  #arrive(message: TelemetryMessage): Arrival {
    const key = `${message.sourceId}/${message.boot}/${message.stream}`;
    const known = this.#sequences.get(key);
    const tracker = known ?? new SequenceTracker();
    if (known === undefined) {
      this.#sequences.set(key, tracker);
      const oldest = this.#sequences.keys().next();
      if (this.#sequences.size > sequencesMax && !oldest.done) this.#sequences.delete(oldest.value);
    }
    return tracker.arrive(message.seq);
  }

  #putAside(topic: string, code: ErrorCode, message: string): void {
    this.#setAside += 1;
    this.#logger.warn({ topic, code, setAside: this.#setAside }, `telemetry set aside: ${message}`);
  }
}

interface Checked {
  readonly message: TelemetryMessage;
  readonly source: KnownSource;
  readonly stream: StreamSpec;
}

function readingOf(message: TelemetryMessage, stream: StreamSpec): Reading {
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
