import type { RoastSummary } from '@artisan-ts/contracts';
import { ArtisanError, type RoastId } from '@artisan-ts/domain';
import { pause } from '#clock/pause.ts';
import { forgetOldReadings, forgettable } from '#keeping/forget-old-readings.ts';
import type { StoredRoast } from '#ports/stored-roast.ts';
import type { StationParts } from '#station-parts.ts';
import { roastSummary, summaryVersion } from '#views/roast-summary.ts';

/** Between two looks for work, in the world's time: what a person closes is in its file before the next batch. */
const lookEveryMs = 5000;
/** Looks between two rounds of forgetting: once an hour. */
const looksPerForgetting = 720;
/** Roasts kept in one look; with thousands waiting after an upgrade the disk still belongs to the recorder. */
const roastsPerLookMax = 50;

/**
 * Works behind the recorder: makes each closed roast a record of its own, saves it as a file where a person asked for
 * it, and forgets readings that are old and in no roast that still needs them. Every step can be repeated, and nothing is
 * forgotten before the record that holds it is on disk.
 */
export class RoastKeeper {
  readonly #station: StationParts;
  #isFailing = false;
  /** Roasts whose record is damaged and has to be made anew. */
  readonly #damaged = new Set<RoastId>();
  /** Roasts, by id and revision, whose readings cannot be read any more. */
  readonly #lost = new Set<string>();

  constructor(station: StationParts) {
    this.#station = station;
  }

  /** Looks for work until told to stop; a look that has begun is finished. */
  async run(signal: AbortSignal): Promise<void> {
    for (let looks = 0; await pause(this.#station.deps.clock, lookEveryMs, signal); looks++) {
      await this.#look(looks % looksPerForgetting === 0, signal);
    }
  }

  /** Says that the record of a roast is damaged, and makes it anew at the next look. */
  mend(id: RoastId, words: string): void {
    if (this.#damaged.has(id)) return;
    this.#damaged.add(id);
    const { deps, notices, publishHealth } = this.#station;
    deps.logger.warn({ roastId: id }, words);
    notices.happened('record.damaged', words, deps.clock.wallMs());
    publishHealth();
  }

  async #mendDamaged(): Promise<void> {
    for (const id of this.#damaged) {
      if (!(await this.#keepAgain(id))) continue;
      this.#damaged.delete(id);
      this.#station.deps.logger.warn({ roastId: id }, 'the record of the roast was made anew');
    }
  }

  async #look(isTimeToForget: boolean, signal: AbortSignal): Promise<void> {
    try {
      const old = isTimeToForget ? await forgettable(this.#station) : null;
      await this.#mendDamaged();
      const isAllKept = await this.#keepClosed();
      if (old !== null) await this.#forgetDeleted(old.beforeWallMs);
      if (isAllKept && old !== null) {
        await forgetOldReadings(this.#station, old, (id) => this.#keepAgain(id), signal);
      }
      this.#isFailing = false;
    } catch (error) {
      // The recorder says what is wrong with the disk; this is tried again at the next look.
      if (!this.#isFailing) {
        this.#station.deps.logger.warn({ err: error }, 'closed roasts are not kept yet');
      }
      this.#isFailing = true;
    }
    await this.#station.autosave.look();
  }

  /** Keeps what was closed or changed; says whether nothing of it is left. @throws ArtisanError `store.*` */
  async #keepClosed(): Promise<boolean> {
    const { roasts } = this.#station.deps;
    const limit = roastsPerLookMax + this.#lost.size;
    const found = await roasts.unkeptRoasts(summaryVersion, limit);
    let kept = 0;
    for (const roast of found) if (await this.#keepUnlessLost(roast)) kept += 1;
    if (kept > 0) this.#station.autosave.wake();
    return kept === found.length && found.length < limit;
  }

  /** A roast whose readings are damaged for good stays as it is, and keeps no other from being kept. */
  async #keepUnlessLost(roast: StoredRoast): Promise<boolean> {
    const { id, revision } = roast.header;
    const name = `${id}/${revision}`;
    if (this.#lost.has(name)) return false;
    try {
      return await this.#keep(roast);
    } catch (error) {
      if (!ArtisanError.is(error, 'store.corrupt')) throw error;
      this.#lost.add(name);
      this.#station.deps.logger.error({ err: error, roastId: id }, 'this roast cannot be kept');
      return false;
    }
  }

  /** What a person deleted longer ago than single readings are kept is gone for good. @throws ArtisanError `store.*` */
  async #forgetDeleted(beforeWallMs: number): Promise<void> {
    const { deps, ledger } = this.#station;
    const gone = await deps.roasts.forgetDeleted(beforeWallMs);
    for (const id of gone) {
      ledger.drop(id);
      await deps.photos?.forget(id);
    }
    if (gone.length > 0) deps.logger.info({ roasts: gone }, 'deleted roasts were forgotten');
  }

  /** Keeps a roast once more, with readings that came late. */
  async #keepAgain(id: RoastId): Promise<boolean> {
    const roast = await this.#station.deps.roasts.roast(id);
    return roast !== null && (await this.#keep(roast));
  }

  /** The machine's next roast knows where the moments of this one were, and where people pressed. */
  #teach(header: StoredRoast['header'], summary: RoastSummary): void {
    const { machineId, configurationId } = header;
    const attached = machineId === null ? undefined : this.#station.machines.get(machineId);
    if (attached?.machine.configuration.id !== configurationId) return;
    attached?.milestones.learn(header, summary);
    attached?.habit.learn(header.id, summary);
  }

  async #keep(roast: StoredRoast): Promise<boolean> {
    const { ledger, reader, deps } = this.#station;
    const { id, revision } = roast.header;
    const newest = ledger.get(id)?.header.revision ?? revision;
    if (newest !== revision) return false;
    const toKeep = roast.span === null ? null : await reader.toKeep(roast);
    if (roast.span !== null && toKeep === null) return false;
    const record = toKeep?.record ?? (await reader.record(roast));
    try {
      const summary = roastSummary(record);
      await deps.roasts.keepRoast({ id, revision, summary, readings: toKeep?.readings ?? null });
      this.#teach(roast.header, summary);
      return true;
    } catch (error) {
      // Changed or reopened in this moment: kept at the next look.
      if (ArtisanError.is(error, 'request.conflict')) return false;
      throw error;
    }
  }
}
