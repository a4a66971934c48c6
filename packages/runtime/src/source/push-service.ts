import type { PushBody } from '@artisan-ts/contracts';
import {
  type MachineId,
  ok,
  type Result,
  refuse,
  type Source,
  type SourceId,
} from '@artisan-ts/domain';
import { pause } from '#clock/pause.ts';
import { PushDesk, type PushReceipt, pushDriverName } from '#source/push-desk.ts';
import type { Pushing } from '#station.ts';
import type { StationParts } from '#station-parts.ts';

/** A device that waits longer has something wrong with its network, for all it knows. */
const patienceMs = 10_000;

/** Hands what devices push to the drivers that wait for it, and answers when the disk has it. */
export class PushService implements Pushing {
  readonly #station: StationParts;
  readonly #desk: PushDesk;

  /** `desk` null: no driver waits for anything. */
  constructor(station: StationParts, desk: PushDesk | null) {
    this.#station = station;
    this.#desk = desk ?? new PushDesk();
  }

  async receive(machineId: MachineId, body: PushBody): Promise<Result<PushReceipt>> {
    const sourceId = this.#sourceOf(machineId, body.source);
    if (!sourceId.ok) return sourceId;
    const { recorder } = this.#station;
    const { hasRoom } = recorder;
    const { values, seq = null, boot } = body;
    // What is lost has not come: pushed again under its number it is taken.
    const receipt = this.#desk.hand(sourceId.value, {
      values,
      seq: hasRoom ? seq : null,
      boot,
    });
    if (!receipt.ok) return receipt;
    if (receipt.value.taken && !hasRoom) {
      const why = 'the disk takes nothing and memory is full: it is shown and lost';
      return refuse('store.unavailable', why);
    }
    return (await this.#isOnDisk()) ? receipt : refuse('store.unavailable', this.#waitingWords());
  }

  /** Whether everything that was read until now is on disk, within the patience of a device. */
  async #isOnDisk(): Promise<boolean> {
    const { deps, recorder } = this.#station;
    const done = new AbortController();
    const tooLong = pause(deps.clock, patienceMs, done.signal);
    const outcome = await Promise.race([recorder.settled().then(() => 'settled'), tooLong]);
    done.abort();
    return outcome === 'settled';
  }

  #waitingWords(): string {
    const { message } = this.#station.recorder.status();
    return `It is read, held in memory and not on disk yet; saving is tried again by itself. ${message}`;
  }

  #sourceOf(machineId: MachineId, asked: string | undefined): Result<SourceId> {
    const attached = this.#station.machines.get(machineId);
    if (attached === undefined) {
      return refuse('request.not-found', `there is no machine ${machineId}`);
    }
    const { name, configuration } = attached.machine;
    const pushing = configuration.sources.filter(({ driver }) => driver === pushDriverName);
    return pushingSource(pushing, name, asked);
  }
}

function pushingSource(
  pushing: readonly Source[],
  machine: string,
  asked: string | undefined,
): Result<SourceId> {
  const meant = asked === undefined ? pushing : pushing.filter(({ id }) => id === asked);
  const [source, another] = meant;
  if (source === undefined) {
    const which = asked === undefined ? 'no source' : `no source ${asked}`;
    const why = `${machine} has ${which} with the driver ${pushDriverName}; its readings come another way`;
    return refuse('request.conflict', why);
  }
  if (another === undefined) return ok(source.id);
  const ids = pushing.map(({ id }) => id).join(', ');
  return refuse('input.invalid', `source: say which of several devices this is: ${ids}`);
}
