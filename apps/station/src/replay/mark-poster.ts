import type { RoastDto, SampleEvent } from '@artisan-ts/contracts';
import {
  ArtisanError,
  type MarkAction,
  type MarkKind,
  ok,
  type Result,
  refuse,
} from '@artisan-ts/domain';
import type { StationClient } from '#client/station-client.ts';
import type { PlannedMark } from '#replay/mark-plan.ts';
import { stationAwayS } from '#replay/patience.ts';

/** Presses the marks of a file at the machine, each at the sample where the file has it. */
export class MarkPoster {
  /** The roast that charge opened. */
  roastId: string | null = null;
  /** What the station would not set, in its words. */
  readonly refused: { readonly kind: MarkKind; readonly why: string }[] = [];
  readonly #client: StationClient;
  readonly #machineId: string;
  #left: readonly PlannedMark[];
  #coolEndUs: number | null = null;

  constructor(client: StationClient, machineId: string, plan: readonly PlannedMark[]) {
    this.#client = client;
    this.#machineId = machineId;
    this.#left = plan;
  }

  /** A sample of the file has arrived: presses what stands there, or stood at one that was lost. */
  async arrived(index: number, sample: SampleEvent): Promise<readonly MarkKind[]> {
    const due = this.#left.filter((mark) => mark.index <= index);
    this.#left = this.#left.filter((mark) => mark.index > index);
    for (const { kind } of due) {
      if (kind === 'coolEnd') this.#coolEndUs = sample.monoUs;
      else await this.#press(kind, sample.monoUs);
    }
    return due.map(({ kind }) => kind);
  }

  /** All samples have arrived: cool end where the file has it, otherwise the operator closes the roast. */
  async finish(): Promise<void> {
    if (this.#coolEndUs !== null) return this.#press('coolEnd', this.#coolEndUs);
    await this.#client.post(`/machines/${this.#machineId}/roast/close`, {
      patienceS: stationAwayS,
    });
  }

  /** Sets a mark, and moves it when the station took the press for a confirmation of what it had suggested nearby. */
  async #press(kind: MarkKind, monoUs: number): Promise<void> {
    const set = await this.#act(kind, 'set', monoUs);
    if (!set.ok && set.code !== 'request.conflict') {
      this.refused.push({ kind, why: set.message });
      return;
    }
    const stands = set.ok ? set.value.marks.find((mark) => mark.kind === kind)?.monoUs : null;
    if (stands === monoUs) return;
    // A conflict: an earlier try had set it, and the station was killed before it could say so.
    const moved = await this.#act(kind, 'move', monoUs);
    if (!moved.ok) this.refused.push({ kind, why: moved.message });
  }

  async #act(kind: MarkKind, action: MarkAction, monoUs: number): Promise<Result<RoastDto>> {
    try {
      const roast = await this.#client.post<RoastDto>(`/machines/${this.#machineId}/marks`, {
        json: { kind, action, at: { monoUs } },
        patienceS: stationAwayS,
      });
      this.roastId ??= roast.id;
      return ok(roast);
    } catch (error) {
      const { code, message } = ArtisanError.accept(error);
      if (code === 'station.not-running') throw error;
      return refuse(code, message);
    }
  }
}
