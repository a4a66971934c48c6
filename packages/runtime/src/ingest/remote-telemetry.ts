import type { AckBody, EnvelopeContent, Scope, TelemetryPoint } from '@artisan-ts/contracts';
import {
  type BootId,
  defaultOrg,
  defaultSite,
  type ErrorCode,
  isProbeTemperature,
  type MachineId,
  MonoUs,
  ok,
  parseId,
  type Reading,
  type Result,
  refuse,
  type SourceId,
  type StreamSpec,
  usPerMs,
  usPerSecond,
} from '@artisan-ts/domain';
import type { Acknowledger, KeptSeries } from '#ingest/acknowledger.ts';
import type { BootGate } from '#ingest/boot-gate.ts';
import { BoundedMap } from '#ingest/bounded-map.ts';
import type { DeadLetters } from '#ingest/dead-letters.ts';
import { type FieldNames, inNamesOfMachine } from '#ingest/field-names.ts';
import { equivocationWords, type IngestedReading, readingOf, strangerTo } from '#ingest/ingest.ts';
import { axisUsBy, type KnownBoots } from '#ingest/known-boots.ts';
import { contentOf, type Sequences } from '#ingest/sequences.ts';
import type { Clock } from '#ports/clock.ts';
import type { Logger } from '#ports/logger.ts';

/** Readings older than this are kept and never used for what happens now; kernel-and-trust 13.2. */
const liveForUs = 120 * usPerSecond;
/** A sender whose clock is further ahead than this is stamped by ours; kernel-and-trust 13.2. */
const aheadUsMax = 5 * usPerSecond;
/** No clock of a start is ahead by so much of where it was placed: the message is spoilt. */
const jumpUs = 86_400 * usPerSecond;
/** Two clocks that were not set differ by less, however long a station was away. */
const driftUsMax = 5 * usPerSecond;
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
  /** How the device calls the fields of a stream. */
  namesOf(stream: StreamSpec): FieldNames;
  newestUsOf(stream: string): MonoUs | null;
  /** It told of the present: what comes late says nothing of whether the device still speaks. */
  heard(): void;
}

export interface RemoteTelemetryParts {
  /** The device of a machine; `source` may be left out where it has one alone that is read over the network. */
  readonly sourceOf: (machine: string, source: string | undefined) => Result<RemoteSource>;
  readonly boots: BootGate;
  readonly knownBoots: KnownBoots;
  readonly clock: Clock;
  /** False when there is no room. */
  readonly accept: (reading: IngestedReading) => boolean;
  /** Resolves when everything accepted so far is on disk. */
  readonly settled: () => Promise<void>;
  readonly sequences: Sequences;
  readonly deadLetters: DeadLetters;
  readonly acknowledger: Acknowledger;
  readonly publishAck: (ack: AckBody) => void;
  /** What a sender says is wrong with it; null: nothing any more. */
  readonly troubled: (source: RemoteSource, trouble: string | null) => void;
  /** Readings are missing that were not before, or are called lost. */
  readonly gapsChanged: () => void;
  readonly logger: Logger;
}

/** Whose points a message holds, and what the axis of the source and our wall clock showed when it came. */
interface Sender {
  readonly source: RemoteSource;
  readonly boot: BootId;
  readonly came: { readonly onAxisUs: number; readonly wallMs: number };
}

type BirthBody = Extract<EnvelopeContent, { readonly type: 'birth' }>['body'];
type Points = Extract<EnvelopeContent, { readonly type: 'telemetry' | 'batch' }>;

/** Takes what other devices and computers send: checks who it is about, puts it on our axis, answers when it is on disk. */
export class RemoteTelemetry {
  readonly #parts: RemoteTelemetryParts;
  /** From the sender's microseconds to the source's axis, by source and boot. */
  readonly #offsetsUs = new BoundedMap<string, number>(bootsMax);
  /** Boots of which it was said that they are ahead of us. */
  readonly #ahead = new BoundedMap<string, true>(bootsMax);

  constructor(parts: RemoteTelemetryParts) {
    this.#parts = parts;
  }

  /** Never rejects: a store that cannot be asked is no fault of the message, which has to come again. */
  async receive(message: RemoteMessage): Promise<Delivery> {
    try {
      return await this.#receive(message);
    } catch (error) {
      const { logger } = this.#parts;
      logger.warn(
        { topic: message.topic, error },
        'a message could not be taken; it has to come again',
      );
      return 'lost';
    }
  }

  async #receive({ topic, opened, excerpt }: RemoteMessage): Promise<Delivery> {
    const { deadLetters, settled, acknowledger, boots, clock } = this.#parts;
    const putAside = (code: ErrorCode, message: string): Delivery => {
      deadLetters.put({ topic, code, message, excerpt });
      return 'set-aside';
    };
    const checked = this.#check(topic, opened);
    if (!checked.ok) return putAside(checked.code, checked.message);
    const { content, source } = checked.value;
    // Now, and not when the disk has answered: it may take its time, and the clock may be set meanwhile.
    const came = { onAxisUs: source.clock.monoUs(), wallMs: clock.wallMs() };
    if (content.type === 'birth') {
      const born = await this.#announce(content.body, source);
      return born.ok ? 'taken' : putAside(born.code, born.message);
    }
    const stream = source.streams.find((known) => known.stream === content.body.stream);
    if (stream === undefined) {
      return putAside('telemetry.malformed', `the machine has no stream "${content.body.stream}"`);
    }
    const names = source.namesOf(stream);
    const points = pointsOf(content).map((point) => inNamesOfMachine(point, names));
    const stranger = points.flatMap((each) => strangerTo(stream, each.channels) ?? []);
    if (stranger[0] !== undefined) return putAside(stranger[0].code, stranger[0].message);
    const { sourceId } = source;
    const boot = parseId('boot', content.body.boot);
    const count = boots.countOf(sourceId, boot) ?? (await boots.wait(sourceId, boot));
    if (count !== content.body.bootCount) {
      return putAside('telemetry.unknown-boot', unknownBootWords(content.body, count));
    }
    const isHistorical = content.type === 'batch' && content.body.historical;
    const from = { source, boot, came };
    await this.#resumeAxis(from, points);
    const taken = this.#takePoints(points, from, stream, putAside);
    const { hasRoom, hadCome, isLive } = taken;
    if (isLive && !isHistorical) source.heard();
    if (!hasRoom) return 'lost';
    await settled();
    acknowledger.stored(this.#seriesOf(content.body, source, stream.stream), hadCome);
    return 'taken';
  }

  /** Takes a birth when it is the newest start of its source or one that is known; its readings pass from then on. */
  async #announce(body: BirthBody, source: RemoteSource): Promise<Result<null>> {
    const { boots, clock, acknowledger, troubled, gapsChanged, logger } = this.#parts;
    const { sourceId } = source;
    const boot = parseId('boot', body.boot);
    const { bootCount, streams } = body;
    const birth = { sourceId, boot, bootCount, streams, wallMs: clock.wallMs() };
    const answer = await boots.announce(birth);
    if (!answer.isTaken) {
      return refuse(
        'telemetry.stale-boot',
        `${boot} of ${sourceId} says it is start ${bootCount}, and start ${answer.highestCount} was here before: the sender lost its counter, or two senders say they are one device. If it is right, give the machine a new MQTT source`,
      );
    }
    for (const { stream, oldestSeq, dropped } of streams) {
      if (dropped > 0) {
        const words = 'a sender had to drop readings before they were acknowledged';
        logger.warn({ machine: body.machine, stream, dropped }, words);
      }
      acknowledger.born(this.#seriesOf(body, source, stream), oldestSeq);
    }
    troubled(source, body.trouble ?? null);
    if (answer.gapsChanged) gapsChanged();
    return ok(null);
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
    if (org !== defaultOrg || site !== defaultSite) {
      return refuse('telemetry.unknown-source', `there is no ${org}/${site} here`);
    }
    const source = this.#parts.sourceOf(machine, content.body.source);
    return source.ok ? ok({ content, source: source.value }) : source;
  }

  #takePoints(
    points: readonly TelemetryPoint[],
    from: Sender,
    stream: StreamSpec,
    putAside: (code: ErrorCode, message: string) => Delivery,
  ): { readonly hasRoom: boolean; readonly hadCome: boolean; readonly isLive: boolean } {
    const { sequences, accept, logger } = this.#parts;
    let hadCome = false;
    let isLive = false;
    const { source, boot } = from;
    for (const point of points) {
      const madeUs = this.#axisUs(from, point);
      // The axis begins with the machine.
      const monoUs = MonoUs(Math.max(0, madeUs));
      const place = { sourceId: source.sourceId, boot, stream: stream.stream };
      const reading = withinRange(readingOf({ ...point, ...place, monoUs }, stream), stream);
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
        source.clock.monoUs() - madeUs > liveForUs;
      const isLate = arrival.kind === 'late' || isOld;
      const { machineId } = source;
      const kept = isLate ? { ...reading, late: true as const } : reading;
      if (!accept({ machineId, reading: kept, stream, isLate })) {
        sequences.forget(reading);
        return { hasRoom: false, hadCome, isLive };
      }
      isLive ||= !isLate;
    }
    return { hasRoom: true, hadCome, isLive };
  }

  /**
   * The axis of a start that the disk knows goes on where it stood: placed anew it would step by as much as the clocks drifted,
   * and a reading that comes again would look like a newer one.
   */
  async #resumeAxis(from: Sender, [first]: readonly TelemetryPoint[]): Promise<void> {
    const { sourceId } = from.source;
    const key = keyOf(from);
    if (first === undefined || this.#offsetsUs.has(key)) return;
    const anchor = await this.#parts.knownBoots.anchor(sourceId, from.boot);
    if (anchor === null || this.#offsetsUs.has(key)) return;
    const madeUs = axisUsBy(anchor, first.wallMs);
    // By a clock that was set meanwhile, the sender's or ours, the axis is placed as that of a start nobody knows.
    const isSet = Math.abs(madeUs - claimedUs(from, first)) > driftUsMax;
    if (isSet || madeUs - from.came.onAxisUs > aheadUsMax) return;
    this.#offsetsUs.set(key, madeUs - first.monoUs);
  }

  /** When a point was made, on the axis of the source: by the sender's wall clock once, then by its monotonic clock. */
  #axisUs(from: Sender, point: TelemetryPoint): number {
    const key = keyOf(from);
    const offsetUs = this.#offsetsUs.get(key);
    if (offsetUs === undefined) {
      const madeUs = this.#placedUs(from, point);
      this.#offsetsUs.set(key, madeUs - point.monoUs);
      return Math.round(madeUs);
    }
    const madeUs = Math.round(offsetUs + point.monoUs);
    // A point of the far future would make all that follow it late. What a station knows of its own time after a power cut may
    // be off by minutes, hours where clocks were set: only what neither explains is placed anew.
    const isAhead = madeUs - from.came.onAxisUs > jumpUs;
    return isAhead ? Math.round(this.#placedUs(from, point)) : madeUs;
  }

  /** By the wall clock of the sender; at its arrival when that is too far ahead. */
  #placedUs(from: Sender, point: TelemetryPoint): number {
    const { onAxisUs } = from.came;
    const claimed = claimedUs(from, point);
    const aheadUs = claimed - onAxisUs;
    if (aheadUs <= aheadUsMax) return claimed;
    const key = keyOf(from);
    if (this.#ahead.get(key) === undefined) {
      const words = 'a sender is ahead of our clock; its readings get the time of their arrival';
      const { sourceId } = from.source;
      this.#parts.logger.warn({ sourceId, aheadS: aheadUs / usPerSecond }, words);
      this.#ahead.set(key, true);
    }
    return onAxisUs;
  }

  #seriesOf(
    { org, site, machine, boot, bootCount }: Points['body'] | BirthBody,
    { sourceId }: RemoteSource,
    stream: string,
  ): KeptSeries {
    const { publishAck } = this.#parts;
    const origin = { v: 1 as const, org, site, machine, boot, bootCount, stream };
    const acknowledge = (seq: number): void => publishAck({ ...origin, seq });
    return { sourceId, boot: parseId('boot', boot), stream, acknowledge };
  }
}

function keyOf({ source, boot }: Sender): string {
  return `${source.sourceId}/${boot}`;
}

/** When a point was made, on the axis of the source, by the sender's wall clock. */
function claimedUs({ came }: Sender, { wallMs }: TelemetryPoint): number {
  return came.onAxisUs + (wallMs - came.wallMs) * usPerMs;
}

/** A temperature that no probe can show is missing, as where a driver reads it. */
function withinRange(reading: Reading, { channels }: StreamSpec): Reading {
  const isOut = channels.map(({ quantity }, at) => {
    const value = reading.values[at] ?? null;
    return quantity === 'temperature' && value !== null && !isProbeTemperature(value);
  });
  if (!isOut.includes(true)) return reading;
  return {
    ...reading,
    values: reading.values.map((value, at) => (isOut[at] ? null : value)),
    missing: reading.missing.map((reason, at) => (isOut[at] ? 'out-of-range' : reason)),
  };
}

function unknownBootWords({ boot, bootCount }: Points['body'], count: number | null): string {
  if (count === null)
    return `readings of ${boot} came and no birth of it within a minute. A sender announces each start before its readings, at every connection; without that nobody can tell what is missing, so nothing of it is stored`;
  return `${boot} was announced as start ${count} and calls itself start ${bootCount}`;
}

function pointsOf(content: Points): readonly TelemetryPoint[] {
  if (content.type === 'batch') return content.body.points;
  const { seq, monoUs, wallMs, channels, missing } = content.body;
  return [{ seq, monoUs, wallMs, channels, missing }];
}
