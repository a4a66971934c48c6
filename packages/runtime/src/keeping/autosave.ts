import type { AutosaveDto } from '@artisan-ts/contracts';
import { ArtisanError, type RoastId } from '@artisan-ts/domain';
import type { RoastFiles } from '#ports/roast-files.ts';
import type { RoastReader } from '#roasts/roast-reader.ts';
import type { StationDependencies } from '#station.ts';

/** Files written in one look; a folder that was chosen late fills within the hour without anybody noticing. */
const filesPerLookMax = 20;

/** What of a station the saving needs. */
export interface AutosaveParts {
  readonly deps: Pick<StationDependencies, 'roasts' | 'logger'>;
  readonly reader: RoastReader;
  publishHealth(): void;
}

/**
 * Saves every closed, recorded roast as a file in the folder that a person chose, and again when it was corrected.
 * What is saved is remembered on disk: a folder that was away gets what it missed when it is back.
 */
export class Autosave {
  readonly #station: AutosaveParts;
  readonly #files: RoastFiles;
  #folder: string | null = null;
  #isAsked = true;
  #fault: string | null = null;
  /** Roasts that cannot be written although the folder can; told once, tried again when they change. */
  readonly #unwritable = new Set<string>();

  constructor(station: AutosaveParts, files: RoastFiles) {
    this.#station = station;
    this.#files = files;
  }

  /** Looks for roasts to save at the next look. */
  wake(): void {
    this.#isAsked = true;
  }

  /** Another folder is chosen, or none. */
  choose(folder: string | null): void {
    this.#folder = folder;
    this.#fault = null;
    this.#unwritable.clear();
    this.wake();
  }

  /** How it goes, in words; null when no folder is chosen. */
  status(): AutosaveDto | null {
    const folder = this.#folder;
    if (folder === null) return null;
    if (this.#fault !== null) {
      const message = `Closed roasts are not saved as files: ${this.#fault}. They are safe in the station; this is tried again by itself.`;
      return { state: 'failing', message, folder };
    }
    if (this.#isAsked) return { state: 'waiting', message: `Saving roasts to ${folder}.`, folder };
    return { state: 'saved', message: `Every closed roast is saved to ${folder}.`, folder };
  }

  /** Saves what is to be saved now; never throws. */
  async look(): Promise<void> {
    const before = JSON.stringify(this.status());
    let folder = this.#folder;
    try {
      folder = this.#folder = (await this.#station.deps.roasts.settings()).autosaveFolder;
      if (folder !== null && this.#isAsked) await this.#saveAll(folder);
    } catch (error) {
      if (folder === this.#folder) this.#fail(error);
    }
    if (JSON.stringify(this.status()) !== before) this.#station.publishHealth();
  }

  async #saveAll(folder: string): Promise<void> {
    const { roasts } = this.#station.deps;
    const limit = filesPerLookMax + this.#unwritable.size;
    const found = await roasts.roastsToFile(folder, limit);
    const isChosen = (): boolean => this.#folder === folder;
    for (const id of found) if (isChosen()) await this.#save(folder, id);
    // Of a folder that was chosen meanwhile nothing is known yet.
    if (!isChosen()) return;
    this.#isAsked = found.length === limit;
    this.#fault = null;
  }

  async #save(folder: string, id: RoastId): Promise<void> {
    const { reader, deps } = this.#station;
    const roast = await reader.stored(id);
    if (roast === null || roast.header.closeReason === null) return;
    const { revision } = roast.header;
    if (this.#unwritable.has(`${id}/${revision}`)) return;
    const filed = await deps.roasts.filedRoast(id);
    const before = filed?.folder === folder ? filed : null;
    try {
      const { name, digest } = await this.#files.save(folder, await reader.record(roast), before);
      await deps.roasts.saveFiledRoast({ roastId: id, revision, folder, name, digest });
    } catch (error) {
      const isAboutTheRoast =
        !(error instanceof ArtisanError) || /^(defect|format)\./.test(error.code);
      if (!isAboutTheRoast) throw error;
      deps.logger.error({ err: error, roastId: id }, 'this roast cannot be written as a file');
      this.#unwritable.add(`${id}/${revision}`);
    }
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (this.#fault !== message) {
      this.#station.deps.logger.warn({ err: error }, 'closed roasts are not saved as files');
    }
    this.#fault = message;
    this.#isAsked = true;
  }
}
