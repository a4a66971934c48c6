import type { EnvelopeContent, Scope, TelemetryPoint } from '@artisan-ts/contracts';
import {
  type BootId,
  defaultOrg,
  defaultSite,
  type ErrorCode,
  type MachineId,
  MonoUs,
  ok,
  parseId,
  type Result,
  refuse,
  type SourceId,
  type StreamSpec,
  usPerMs,
  usPerSecond,
} from '@artisan-ts/domain';
import type { Acknowledger, RemoteSeries } from '#ingest/acknowledger.ts';
import type { DeadLetters } from '#ingest/dead-letters.ts';
import { equivocationWords, type IngestedReading, readingOf, strangerTo } from '#ingest/ingest.ts';
import { contentOf, type Sequences } from '#ingest/sequences.ts';
import type { Clock } from '#ports/clock.ts';
import type { Logger } from '#ports/logger.ts';

/** Readings older than this are kept and never used for what happens now; kernel-and-trust 13.2. */
const liveForUs = 120 * usPerSecond;
/** A sender whose clock is further ahead than this is stamped by ours; kernel-and-trust 13.2. */
const aheadUsMax = 5 * usPerSecond;
/** Boots whose axis is remembered. */
const bootsMax = 1024;

/** An envelope that was opened, or why it could not be. */
export type OpenedEnvelope = Result<EnvelopeContent & { readonly route: Scope }>;

/** A message from outside this program. */
export interface RemoteMessage {
  readonly topic: string;
  readonly opened: OpenedEnvelope;
  /** The beginning of its text, for when it is set aside. */
  readonly excerpt: () => string;
}

/** `taken`: what it held is on disk. `set-aside`: it will never be used. `lost`: there was no room; it must come again. */
export type Delivery = 'taken' | 'set-aside' | 'lost';

/** A machine whose readings come over the network. */
export interface RemoteSource {
  readonly machineId: MachineId;
  readonly sourceId: SourceId;
  readonly streams: readonly StreamSpec[];
  readonly clock: Clock;
  newestUsOf(stream: string): MonoUs | null;
  heard(): void;
}

export interface RemoteTelemetryParts {
  readonly sourceOf: (machine: string) => RemoteSource | null;
  /** False when there is no room. */
  readonly accept: (reading: IngestedReading) => boolean;
  /** Resolves when everything accepted so far is on disk. */
  readonly settled: () => Promise<void>;
  readonly sequences: Sequences;
  readonly deadLetters: DeadLetters;
  readonly acknowledger: Acknowledger;
  readonly logger: Logger;
}

type Points = Extract<EnvelopeContent, { readonly type: 'telemetry' | 'batch' }>;

/** Takes what other devices and computers send: checks who it is about, puts it on our axis, answers when it is on disk. */
export class RemoteTelemetry {
  readonly #parts: RemoteTelemetryParts;
  /** From the sender's microseconds to the source's axis, by source and boot. */
  readonly #offsetsUs = new Map<string, number>();

  constructor(parts: RemoteTelemetryParts) {
    this.#parts = parts;
  }

  async receive({ topic, opened, excerpt }: RemoteMessage): Promise<Delivery> {
    const { deadLetters, settled, acknowledger } = this.#parts;
    const putAside = (code: ErrorCode, message: string): Delivery => {
      deadLetters.put({ topic, code, message, excerpt });
      return 'set-aside';
    };
    const checked = this.#check(topic, opened);
    if (!checked.ok) return putAside(checked.code, checked.message);
    const { content, source } = checked.value;
    if (content.type === 'birth') {
      for (const { stream, oldestSeq, dropped } of content.body.streams) {
        if (dropped > 0) this.#noteDropped(content.body.machine, stream, dropped);
        acknowledger.born(seriesOf(content.body, source, stream), oldestSeq);
      }
      return 'taken';
    }
    const stream = source.streams.find((known) => known.stream === content.body.stream);
    if (stream === undefined) {
      return putAside('telemetry.malformed', `the machine has no stream "${content.body.stream}"`);
    }
    const stranger = pointsOf(content).flatMap((each) => strangerTo(stream, each.channels) ?? []);
    if (stranger[0] !== undefined) return putAside(stranger[0].code, stranger[0].message);
    const { hasRoom, hadCome } = this.#takePoints(content, source, stream, putAside);
    if (!hasRoom) return 'lost';
    await settled();
    acknowledger.stored(seriesOf(content.body, source, stream.stream), hadCome);
    return 'taken';
  }

  #check(
    topic: string,
    opened: OpenedEnvelope,
  ): Result<{
    readonly content: Exclude<EnvelopeContent, { readonly type: 'ack' }>;
    readonly source: RemoteSource;
  }> {
    if (!opened.ok) return opened;
    const { route, ...content } = opened.value;
    const { org, site, machine } = content.body;
    const isOne =
      route.org === org &&
      route.site === site &&
      route.machine === machine &&
      topic === `roaster/${org}/${site}/${machine}/telemetry`;
    if (!isOne) {
      return refuse(
        'telemetry.scope-mismatch',
        `topic ${topic}, route ${Object.values(route).join('/')} and body ${org}/${site}/${machine} are not one`,
      );
    }
    if (content.type === 'ack') {
      return refuse('telemetry.malformed', 'acknowledgements come from a station, not to it');
    }
    const isHere = org === defaultOrg && site === defaultSite;
    const source = isHere ? this.#parts.sourceOf(machine) : null;
    if (source === null) {
      return refuse(
        'telemetry.unknown-source',
        `${org}/${site} has no machine ${machine} that is read over MQTT; add one with the driver "mqtt"`,
      );
    }
    return ok({ content, source });
  }

  #takePoints(
    content: Points,
    source: RemoteSource,
    stream: StreamSpec,
    putAside: (code: ErrorCode, message: string) => Delivery,
  ): { readonly hasRoom: boolean; readonly hadCome: boolean } {
    const { sequences, accept, logger } = this.#parts;
    let hadCome = false;
    const { body } = content;
    const boot = parseId('boot', body.boot);
    const isHistorical = content.type === 'batch' && content.body.historical;
    for (const point of pointsOf(content)) {
      const monoUs = this.#axisUs(source, boot, point);
      const place = { sourceId: source.sourceId, boot, stream: stream.stream };
      const reading = readingOf({ ...point, ...place, monoUs }, stream);
      const arrival = sequences.arrive(reading, contentOf(reading));
      hadCome ||= arrival.kind === 'duplicate' || arrival.kind === 'late';
      if (arrival.kind === 'duplicate') continue;
      if (arrival.kind === 'equivocation') {
        putAside('telemetry.equivocation', equivocationWords(reading));
        continue;
      }
      if (arrival.kind === 'next' && arrival.skipped > 0) {
        logger.warn({ ...place, seq: point.seq, skipped: arrival.skipped }, 'readings are missing');
      }
      const isOld =
        monoUs <= (source.newestUsOf(stream.stream) ?? -1) ||
        source.clock.monoUs() - monoUs > liveForUs;
      const isLate = arrival.kind === 'late' || isOld;
      const { machineId } = source;
      if (!accept({ machineId, reading, stream, isLate })) {
        sequences.forget(reading);
        return { hasRoom: false, hadCome };
      }
    }
    if (!isHistorical) source.heard();
    return { hasRoom: true, hadCome };
  }

  /** When a point was made, on the axis of the source: by the sender's wall clock once, then by its monotonic clock. */
  #axisUs(source: RemoteSource, boot: BootId, point: TelemetryPoint): MonoUs {
    const key = `${source.sourceId}/${boot}`;
    let offsetUs = this.#offsetsUs.get(key);
    if (offsetUs === undefined) {
      const nowUs = source.clock.monoUs();
      const claimedUs = nowUs + (point.wallMs - source.clock.wallMs()) * usPerMs;
      const aheadUs = claimedUs - nowUs;
      if (aheadUs > aheadUsMax) {
        const { logger } = this.#parts;
        const words = 'a sender is ahead of our clock; its readings get the time of their arrival';
        logger.warn({ sourceId: source.sourceId, aheadS: aheadUs / usPerSecond }, words);
      }
      offsetUs = (aheadUs > aheadUsMax ? nowUs : claimedUs) - point.monoUs;
      this.#offsetsUs.set(key, offsetUs);
      const oldest = this.#offsetsUs.keys().next();
      if (this.#offsetsUs.size > bootsMax && !oldest.done) this.#offsetsUs.delete(oldest.value);
    }
    return MonoUs(Math.max(0, Math.round(offsetUs + point.monoUs)));
  }

  #noteDropped(machine: string, stream: string, dropped: number): void {
    const words = 'a sender had to drop readings before they were acknowledged';
    this.#parts.logger.warn({ machine, stream, dropped }, words);
  }
}

function pointsOf(content: Points): readonly TelemetryPoint[] {
  if (content.type === 'batch') return content.body.points;
  const { seq, monoUs, wallMs, channels, missing } = content.body;
  return [{ seq, monoUs, wallMs, channels, missing }];
}

function seriesOf(
  body: Exclude<EnvelopeContent, { readonly type: 'ack' }>['body'],
  source: RemoteSource,
  stream: string,
): RemoteSeries {
  const { org, site, machine, boot, bootCount } = body;
  return {
    scope: { org, site, machine },
    sourceId: source.sourceId,
    boot: parseId('boot', boot),
    bootCount,
    stream,
  };
}
