import type { ChangeSettingsBody, SettingsDto } from '@artisan-ts/contracts';
import { ok, type Result } from '@artisan-ts/domain';
import { noRoastFiles } from '#keeping/no-roast-files.ts';
import { storeRefusal } from '#machines/refusals.ts';
import type { Settings } from '#station.ts';
import type { StationParts } from '#station-parts.ts';
import { InTurn } from '#store/in-turn.ts';

/** What a person chooses for the whole station. */
export class SettingsService implements Settings {
  readonly #station: StationParts;
  /** What one person chose is not lost to what another chooses meanwhile. */
  readonly #turn = new InTurn();

  constructor(station: StationParts) {
    this.#station = station;
  }

  async get(): Promise<SettingsDto> {
    const settings = await this.#station.deps.roasts.settings();
    return { ...settings, autosave: this.#station.autosave.status() };
  }

  change(body: ChangeSettingsBody): Promise<Result<SettingsDto>> {
    return this.#turn.run(() => this.#change(body));
  }

  async #change(body: ChangeSettingsBody): Promise<Result<SettingsDto>> {
    const { deps } = this.#station;
    const { roasts } = deps;
    const { autosaveFolder } = body;
    if (typeof autosaveFolder === 'string') {
      const usable = await (deps.files ?? noRoastFiles).check(autosaveFolder);
      if (!usable.ok) return usable;
    }
    try {
      const named = Object.entries(body).filter(([, value]) => value !== undefined);
      const chosen = { ...(await roasts.settings()), ...Object.fromEntries(named) };
      await roasts.saveSettings(chosen);
      await this.#station.settingsChanged(chosen);
    } catch (error) {
      return storeRefusal(error);
    }
    if (autosaveFolder !== undefined) {
      this.#station.autosave.choose(autosaveFolder);
      this.#station.publishHealth();
    }
    return ok(await this.get());
  }
}
