import type { StationSettings } from '@artisan-ts/contracts';
import type { Reasoner } from '#ports/reasoner.ts';
import type { StationDependencies } from '#station.ts';
import { patiently } from '#store/patiently.ts';

/** What was chosen for the station, as far as agents and those who watch them are concerned. */
export class StationChoices {
  readonly #deps: StationDependencies;
  #settings: StationSettings | null = null;
  #reasoner: Reasoner | null = null;

  constructor(deps: StationDependencies) {
    this.#deps = deps;
  }

  /** null until they were read. */
  get settings(): StationSettings | null {
    return this.#settings;
  }

  /** The language model that was chosen; null: none. */
  get reasoner(): Reasoner | null {
    return this.#reasoner;
  }

  /** Reads them; a store that cannot be read leaves everything off. */
  async begin(): Promise<void> {
    const { clock, roasts, logger } = this.#deps;
    try {
      await this.choose(await patiently(clock, () => roasts.settings()));
    } catch (error) {
      logger.error(
        { err: error },
        'the settings cannot be read: agents do nothing by the calendar',
      );
    }
  }

  async choose(settings: StationSettings): Promise<void> {
    const { reasoners, telemetry, logger } = this.#deps;
    const { reasoner, traceExport, metricsPort } = settings;
    this.#settings = settings;
    this.#reasoner = reasoner === null ? null : (reasoners?.(reasoner) ?? null);
    const troubles = (await telemetry?.choose({ traceExport, metricsPort })) ?? [];
    for (const trouble of troubles) logger.error({}, trouble);
  }
}
