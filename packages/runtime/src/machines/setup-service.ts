import type { MachineDto, SetupBody } from '@artisan-ts/contracts';
import {
  Grams,
  type MachineId,
  noSetup,
  ok,
  type QualityValues,
  type Result,
  type RoastSetup,
} from '@artisan-ts/domain';
import { correctQuality } from '@artisan-ts/roast';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import { noMachine, storeRefusal } from '#machines/refusals.ts';
import { letGo, type Ties, tieToCoffee } from '#quality/tie-to-coffee.ts';
import type { StationParts } from '#station-parts.ts';

/** What the batches of a machine are: coffee, profile, who roasts. */
export class SetupService {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  /**
   * Says it of the batches that come, and of the one that is in the drum: of the roast that goes on until its drop. Who sets up
   * while the beans cool means the next one.
   */
  change(id: MachineId, body: SetupBody): Promise<Result<MachineDto>> {
    return this.#station.machineTurn.run(() => this.#change(id, body));
  }

  async #change(id: MachineId, body: SetupBody): Promise<Result<MachineDto>> {
    const { machines, deps, publishHealth } = this.#station;
    const attached = machines.get(id);
    if (attached === undefined) return noMachine(id);
    const tied = await tieToCoffee(deps.roasts, body);
    if (!tied.ok) return tied;
    const before = attached.machine.setup ?? noSetup;
    const ties = letGo(before, tied.value);
    const setup: RoastSetup = { ...before, ...ties, ...said(body) };
    const machine = { ...attached.machine, setup };
    try {
      await deps.roasts.saveMachine(machine);
      attached.machine = machine;
      this.#tellRoast(attached, said(body), tied.value);
    } catch (error) {
      return storeRefusal(error);
    }
    publishHealth();
    return ok(attached.view());
  }

  #tellRoast(
    attached: AttachedMachine,
    { greenG, ...texts }: ReturnType<typeof said>,
    ties: Ties,
  ): void {
    const { ledger, deps, deskListener } = this.#station;
    const header = attached.desk.openRoast?.header;
    if (header === undefined || header.marks.drop !== undefined) return;
    const values: Partial<QualityValues> = { ...texts, ...(greenG !== undefined && { greenG }) };
    const by = { who: '', why: '', wallMs: deps.clock.wallMs() };
    ledger.change(header.id, {
      header: { ...correctQuality(header, values, by), ...letGo(header, ties) },
    });
    deskListener(attached.machine.id).changed();
  }
}

function said({ profile, person, greenG }: SetupBody): Partial<Omit<RoastSetup, keyof Ties>> {
  return {
    ...(profile !== undefined && { profile }),
    ...(person !== undefined && { person }),
    ...(greenG !== undefined && { greenG: greenG === null ? null : Grams(greenG) }),
  };
}
