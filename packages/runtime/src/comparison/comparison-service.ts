import type {
  CompareQuery,
  ComparisonDto,
  ConsistencyDto,
  ConsistencyQuery,
} from '@artisan-ts/contracts';
import {
  type Grouping,
  type MachineId,
  ok,
  type Result,
  type RoastHeader,
  type RoastId,
  refuse,
} from '@artisan-ts/domain';
import {
  type ConsistencyBatch,
  coffeeOf,
  consistency,
  consistencyWords,
  localDay,
  type MeasureConsistency,
  type RoastNames,
  type RoastToCompare,
} from '@artisan-ts/roast';
import type { Breathe } from '#clock/spare-time.ts';
import { comparedView } from '#comparison/comparison-view.ts';
import { allRoasts, summarized } from '#roasts/listed-roasts.ts';
import { RoastNameBook } from '#roasts/roast-names.ts';
import type { Comparisons } from '#station.ts';
import type { StationParts } from '#station-parts.ts';

/** The newest of these count: years of one roastery, and a bound on what a question may cost. */
const batchesMax = 5_000;

/** Batches looked at in one turn: a few milliseconds. */
const batchesPerTurn = 20;

/** Compares roasts with each other, and batches over time. */
export class ComparisonService implements Comparisons {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  compare(query: CompareQuery): Promise<Result<ComparisonDto>> {
    return this.#station.spare.run((breathe) => this.#compare(query, breathe));
  }

  consistency(query: ConsistencyQuery): Promise<ConsistencyDto> {
    return this.#station.spare.run((breathe) => this.#consistency(query, breathe));
  }

  async #compare(query: CompareQuery, breathe: Breathe): Promise<Result<ComparisonDto>> {
    const { align, unit } = query;
    const referenceId = query.reference ?? query.roast[0] ?? '';
    if (!query.roast.includes(referenceId)) {
      return refuse(
        'input.invalid',
        `the reference ${referenceId} is none of the roasts to compare`,
      );
    }
    const reference = await this.#prepared(referenceId, breathe);
    if (!reference.ok) return reference;
    const roasts: ComparisonDto['roasts'] = [];
    for (const id of query.roast) {
      const roast = id === referenceId ? reference : await this.#prepared(id, breathe);
      if (!roast.ok) return roast;
      await breathe();
      roasts.push(comparedView(roast.value, reference.value, { align, unit }));
    }
    return ok({ align, referenceId, roasts });
  }

  async #prepared(id: string, breathe: Breathe): Promise<Result<RoastToCompare>> {
    const { reader, work } = this.#station;
    const stored = await reader.stored(id as RoastId);
    if (stored === null) return refuse('request.not-found', `there is no roast ${id}`);
    const whole = await reader.whole(stored);
    await breathe();
    return ok(await work.prepare(whole));
  }

  async #consistency(query: ConsistencyQuery, breathe: Breathe): Promise<ConsistencyDto> {
    const batches: ConsistencyBatch[] = [];
    const { deps, reader } = this.#station;
    const names = new RoastNameBook(deps.roasts);
    const machineId = query.machine as MachineId | undefined;
    for await (const listed of allRoasts(
      deps.roasts,
      machineId === undefined ? {} : { machineId },
    )) {
      if (batches.length >= batchesMax) break;
      if (listed.header.closeReason === null || !this.#isWithin(listed.header, query)) continue;
      const { roast, summary } = await summarized(reader, listed);
      const { id, title, startedWallMs } = roast.header;
      if (batches.length % batchesPerTurn === 0) await breathe();
      const group = groupOf(roast.header, await names.of(roast.header), query.by);
      batches.push({ id, title, startedWallMs, facts: summary, group });
    }
    await breathe();
    return {
      by: query.by,
      batches: batches.length,
      groups: consistency(batches).map(({ measures, ...group }) => ({
        ...group,
        measures: measures.map((measure) => measureView(measure, query)),
      })),
    };
  }

  #isWithin({ startedWallMs, utcOffsetS }: RoastHeader, { from, to }: ConsistencyQuery): boolean {
    if (from === undefined && to === undefined) return true;
    if (startedWallMs === null) return false;
    const offsetS = utcOffsetS ?? this.#station.deps.utcOffsetS?.(startedWallMs) ?? 0;
    const day = localDay(startedWallMs, offsetS);
    return (from === undefined || day >= from) && (to === undefined || day <= to);
  }
}

function measureView(
  consistent: MeasureConsistency,
  { unit }: ConsistencyQuery,
): ConsistencyDto['groups'][number]['measures'][number] {
  const { measure, spread, points, chart } = consistent;
  return {
    measure,
    spread,
    points: points.map((point, i) => ({
      ...point,
      isOutside: chart?.outside.includes(i) ?? false,
    })),
    limits: chart?.limits ?? null,
    drift: chart?.drift ?? null,
    words: [...consistencyWords(consistent, unit)],
  };
}

/** Batches of one coffee on two machines, or before and after a probe was moved, are not alike for a reason: they stand apart. */
function groupOf(header: RoastHeader, names: RoastNames, by: Grouping): ConsistencyBatch['group'] {
  const { configurationId, machineName, coffeeId } = header;
  const onMachine = (key: string, label: string): ConsistencyBatch['group'] => ({
    key: `${key} ${configurationId ?? machineName}`,
    label: machineName === '' ? label : `${label} \u00b7 ${machineName}`,
  });
  switch (by) {
    case 'coffee': {
      const coffee = coffeeOf({ roast: header, names });
      return coffee === '' ? null : onMachine(coffeeId ?? coffee.toLowerCase(), coffee);
    }
    case 'profile':
      return names.profile === null ? null : onMachine(names.profile.toLowerCase(), names.profile);
    case 'person':
      return names.person === null
        ? null
        : { key: names.person.toLowerCase(), label: names.person };
    case 'configuration':
      if (configurationId !== null) return { key: configurationId, label: machineName };
      if (machineName === '') return null;
      return { key: machineName, label: `${machineName}, configuration not known` };
  }
}
