import {
  MonoUs,
  type Note,
  type RoastId,
  secondsAfter,
  secondsBetween,
  streamsOf,
  usPerSecond,
} from '@artisan-ts/domain';
import { resumeSession, type SessionState } from '@artisan-ts/roast';
import { type FreeStretch, freeStretches } from '#late/free-stretches.ts';
import { type PastRoast, PastSession, unfinished, wholeRoasts } from '#late/past-session.ts';
import { LeverTrack } from '#levers/lever-track.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import type { LateStretch, SequenceGap, StoredReading } from '#ports/reading-store.ts';
import type { RoastSpan } from '#ports/stored-roast.ts';
import { applyEffect, type Draft, newDraft } from '#roasts/draft.ts';
import { lossNotes } from '#roasts/loss-notes.ts';
import type { StationParts } from '#station-parts.ts';

/** Readings that are sorted by time at once: an hour, 36,000 at 10 Hz. */
const hourUs = 3600 * usPerSecond;
const pageMax = 5000;
const gapsMax = 1000;
/** Who has not sent for so long what it counted will not send it any more. */
const gapWaitMs = 24 * 3600 * 1000;

interface RecordedRoast {
  readonly id: RoastId;
  readonly span: RoastSpan;
  readonly isDeleted: boolean;
}

/** Whether everything late was looked at, or readings are still missing. */
export type LateLookOutcome = 'done' | 'waits';

/**
 * Looks back at readings of a machine that came late: finds roasts in them that nobody saw, and lets the roast that goes on
 * see what it missed. A roast that is in the book already is left as it is. May be done again at any time.
 *
 * @throws ArtisanError `store.*`
 */
export async function lookBack(
  attached: AttachedMachine,
  station: StationParts,
): Promise<LateLookOutcome> {
  const { readings } = station.deps;
  const sourceIds = attached.sources.map(({ source }) => source.id);
  const late = await readings.lateStretch(sourceIds);
  if (late === null) return 'done';
  // A roast that the disk does not have yet would be found once more.
  if (!station.ledger.isSaved(attached.machine.id)) return 'waits';
  const sinceMs = station.deps.clock.wallMs() - gapWaitMs;
  const open = await readings.openGaps(sourceIds, gapsMax);
  const gaps = open.filter(({ noticedWallMs }) => noticedWallMs >= sinceMs);
  const look = new LateLook(attached, station, late, gaps);
  if (!(await look.run())) return 'waits';
  await readings.lookedBack(sourceIds, late.throughCursor);
  return 'done';
}

class LateLook {
  readonly #attached: AttachedMachine;
  readonly #station: StationParts;
  readonly #late: LateStretch;
  readonly #gaps: readonly SequenceGap[];

  constructor(
    attached: AttachedMachine,
    station: StationParts,
    late: LateStretch,
    gaps: readonly SequenceGap[],
  ) {
    this.#attached = attached;
    this.#station = station;
    this.#late = late;
    this.#gaps = gaps;
  }

  /** Whether nothing is left to look at. */
  async run(): Promise<boolean> {
    const roasts = await this.#roasts();
    const spans = roasts.map(({ span }) => span);
    const leadInUs = Math.max(
      0,
      secondsAfter(this.#late.fromUs, -this.#attached.desk.rules.leadInMaxS),
      ...spans.flatMap(({ endUs }) => (endUs !== null && endUs <= this.#late.fromUs ? endUs : [])),
    );
    let isDone = true;
    for (const free of freeStretches(MonoUs(leadInUs), this.#late.toUs, spans)) {
      const found =
        free.toUs === null ? await this.#toPresent(free.fromUs) : await this.#between(free);
      isDone &&= found;
    }
    const open = roasts.find(({ span }) => span.endUs === null);
    if (open !== undefined && open.span.startUs <= this.#late.toUs) {
      const found = await this.#toPresent(null);
      isDone &&= found;
    }
    if (!isDone) return false;
    for (const roast of roasts) if (!roast.isDeleted) await this.#tellOfLate(roast);
    return true;
  }

  /** Where the roasts lie that end after the late readings begin, and the one before; deleted ones are not found again. */
  async #roasts(): Promise<readonly RecordedRoast[]> {
    const { deps, reader } = this.#station;
    const stored = await deps.roasts.roastsFrom(this.#attached.machine.id, this.#late.fromUs);
    return stored.flatMap((roast) => {
      const { header, span } = reader.newest(roast);
      const { id, deletedWallMs } = header;
      return span === null ? [] : [{ id, span, isDeleted: deletedWallMs !== undefined }];
    });
  }

  /** A closed roast that got readings is another record than before: a revision of its own. */
  async #tellOfLate({ id, span: { startUs, endUs } }: RecordedRoast): Promise<void> {
    const { fromUs, toUs, fromCursor, throughCursor } = this.#late;
    if (endUs === null || endUs < fromUs || startUs > toUs) return;
    const within = await this.#byTime(startUs, endUs, fromCursor - 1);
    if (!within.some(({ late, cursor }) => late && cursor <= throughCursor)) return;
    if ((await this.#station.ledger.load(id)) === null) return;
    this.#station.ledger.change(id, {});
    await this.#station.ledger.saved(id);
  }

  /** Roasts between two moments of which the later begins another roast. */
  async #between({ fromUs, toUs }: FreeStretch): Promise<boolean> {
    const past = this.#past(this.#fresh(fromUs));
    await this.#feed(past, fromUs, toUs);
    for (const roast of wholeRoasts(past.effects, past.isBroken ? null : toUs)) {
      await this.#file(roast);
    }
    return !past.isBroken;
  }

  /**
   * From a moment on that belongs to no roast, or null: from the start of the roast that goes on. What is found goes on
   * at the machine, unless something was done there meanwhile; then it is tried again.
   */
  async #toPresent(fromUs: MonoUs | null): Promise<boolean> {
    const { desk } = this.#attached;
    // It began after it was asked which roasts there are.
    if (fromUs !== null && desk.openRoast !== null) return false;
    const { state, startUs } = desk.beginAgain();
    const past = this.#past(fromUs === null ? state : this.#fresh(fromUs));
    await this.#station.recorder.settled();
    await this.#feed(past, fromUs ?? startUs ?? MonoUs(0), null);
    if (fromUs === null) return !past.isBroken && desk.adopt(past, (effects) => effects);
    // What is not over is decided when the readings are there; whole roasts before need not wait.
    for (const roast of wholeRoasts(past.effects, null)) await this.#file(roast);
    return !past.isBroken && desk.adopt(past, unfinished);
  }

  /** The rules as they stand where no roast goes on. */
  #fresh(fromUs: MonoUs): SessionState {
    return resumeSession(this.#attached.desk.rules, { open: null, lastClosedEndUs: fromUs });
  }

  #past(state: SessionState): PastSession {
    return new PastSession(
      state,
      streamsOf(this.#attached.machine.configuration.sources),
      this.#gaps,
    );
  }

  /** Hands it everything on disk, an hour after the other, each by time. */
  async #feed(past: PastSession, fromUs: MonoUs, toUs: MonoUs | null): Promise<void> {
    const endUs = toUs ?? this.#attached.clock.monoUs();
    for (let atUs: number = fromUs; atUs <= endUs && !past.isBroken; atUs += hourUs) {
      const until = MonoUs(Math.min(endUs, atUs + hourUs - 1));
      past.feed(await this.#byTime(MonoUs(atUs), until));
    }
  }

  async #byTime(fromUs: MonoUs, toUs: MonoUs, after = 0): Promise<readonly StoredReading[]> {
    const sourceIds = this.#attached.sources.map(({ source }) => source.id);
    const found: StoredReading[] = [];
    for (let afterCursor = after; ; ) {
      const query = { sourceIds, fromUs, toUs, afterCursor, limit: pageMax };
      const page = await this.#station.deps.readings.range(query);
      found.push(...page);
      const last = page.at(-1);
      if (last === undefined || page.length < pageMax) break;
      afterCursor = last.cursor;
    }
    return found.sort((a, b) => a.monoUs - b.monoUs);
  }

  /** Writes a roast of the past into the book, closed. */
  async #file({ startUs, effects }: PastRoast): Promise<void> {
    const { deps, ledger, time } = this.#station;
    const { machine, clock } = this.#attached;
    const neverUs = MonoUs(Number.MAX_SAFE_INTEGER);
    const levers = new LeverTrack(await deps.roasts.leverEvents(machine.id, startUs, neverUs));
    let draft: Draft | null = null;
    for (const effect of effects) {
      if (effect.type === 'open') {
        const startedWallMs = effect.startedWallMs ?? time.now();
        const utcOffsetS = deps.utcOffsetS?.(startedWallMs) ?? null;
        const id = deps.ids.next('roast');
        const at = { startUs, startedWallMs, utcOffsetS };
        // What the machine roasts now says nothing of what it roasted then.
        draft = newDraft({ id, machine, clockRate: clock.rate, ...at, setup: null });
      } else if (draft !== null) {
        draft = applyEffect(draft, effect, { wallMs: deps.clock.wallMs(), levers });
      }
    }
    if (draft === null) return;
    const notes = [foundLate, ...(await this.#lossesIn(draft.span))];
    const header = { ...draft.header, notes };
    ledger.add({ header, span: draft.span });
    await ledger.saved(header.id);
    deps.logger.info({ roastId: header.id, machineId: machine.id }, 'a roast was found afterwards');
  }

  async #lossesIn({ sourceIds, startUs, endUs }: RoastSpan): Promise<readonly Note[]> {
    const losses = await this.#station.deps.readings.losses(sourceIds, startUs);
    return lossNotes(losses)
      .filter(({ atUs }) => atUs >= startUs && atUs <= (endUs ?? atUs))
      .map(({ text, atUs }) => ({ id: null, timeS: secondsBetween(startUs, atUs), text }));
  }
}

const foundLate: Note = {
  id: null,
  timeS: 0,
  text: 'Found afterwards: the readings of this roast came late, when its sender was connected again.',
};
