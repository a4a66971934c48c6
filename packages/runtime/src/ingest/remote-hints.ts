import type { HintMessage } from '@artisan-ts/contracts';
import {
  ArtisanError,
  defaultOrg,
  defaultSite,
  type ErrorCode,
  isId,
  MonoUs,
  ok,
  type Result,
  refuse,
} from '@artisan-ts/domain';
import type { DeadLetters } from '#ingest/dead-letters.ts';
import type { RemoteHint } from '#ingest/remote-hint.ts';
import type { Delivery } from '#ingest/remote-telemetry.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import type { MarkService } from '#machines/mark-service.ts';
import type { StationParts } from '#station-parts.ts';

/** An older hint helps nobody who roasts; a broker may hand it out long after. */
const hintAgeMsMax = 60_000;
/** A sensor whose clock is further ahead is set wrong. */
const aheadMsMax = 5_000;

/** Takes what sensors say over the network: a suggestion at the moment it happened, or set aside with a reason. */
export class RemoteHints {
  readonly #station: StationParts;
  readonly #marks: MarkService;
  readonly #deadLetters: DeadLetters;

  constructor(station: StationParts, marks: MarkService) {
    this.#station = station;
    this.#marks = marks;
    this.#deadLetters = station.telemetry.deadLetters;
  }

  /** `taken` when the rules have heard it; what they made of it is theirs. */
  receive({ topic, opened, excerpt }: RemoteHint): Delivery {
    const taken = this.#take(topic, opened);
    if (taken.ok) return 'taken';
    const { code, message } = taken;
    this.#deadLetters.put({ topic, code: code as ErrorCode, message, excerpt });
    return 'set-aside';
  }

  #take(topic: string, opened: Result<HintMessage>): Result<null> {
    if (!opened.ok) return opened;
    const found = this.#machineOf(topic);
    if (!found.ok) return found;
    const { wallMs, kind, confidence, by, reason } = opened.value;
    const attached = found.value;
    const { clock: system, logger } = this.#station.deps;
    const ageMs = system.wallMs() - wallMs;
    if (ageMs > hintAgeMsMax || ageMs < -aheadMsMax) {
      const way = ageMs > 0 ? 'old' : 'in the future';
      const ageS = Math.abs(ageMs / 1000).toFixed(0);
      return refuse('telemetry.stale-hint', `the hint of ${by} is ${ageS} s ${way}`);
    }
    const { clock } = attached;
    const agoUs = Math.max(0, ageMs) * 1000 * clock.rate;
    const atUs = MonoUs(Math.max(0, Math.round(clock.monoUs() - agoUs)));
    try {
      this.#marks.fromSensor(attached.machine.id, { kind, confidence, by, reason }, atUs);
      return ok(null);
    } catch (error) {
      // A defect of the rules must not end the way by which readings come.
      const code = error instanceof ArtisanError ? error.code : 'defect.invariant';
      const message = error instanceof Error ? error.message : String(error);
      logger.error({ machineId: attached.machine.id, error }, 'a hint could not be taken');
      return refuse(code, `the hint of ${by} could not be taken: ${message}`);
    }
  }

  #machineOf(topic: string): Result<AttachedMachine> {
    const [, org, site, id = ''] = topic.split('/');
    const isHere = org === defaultOrg && site === defaultSite && isId('machine', id);
    const attached = isHere ? this.#station.machines.get(id) : undefined;
    if (attached !== undefined) return ok(attached);
    return refuse('telemetry.unknown-source', `there is no machine ${org}/${site}/${id} here`);
  }
}
