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
} from '@artisan-ts/roast';
import { comparisonView } from '#comparison/comparison-view.ts';
import type { WholeRoast } from '#reports/report-of-record.ts';
import { allRoasts, summarized } from '#roasts/listed-roasts.ts';
import { namesOf } from '#roasts/roast-names.ts';
import type { Comparisons } from '#station.ts';
import type { StationParts } from '#station-parts.ts';

/** The newest of these count: years of one roastery, and a bound on what a question may cost. */
const batchesMax = 5_000;

/** Compares roasts with each other, and batches over time. */
export class ComparisonService implements Comparisons {
  readonly #station: StationParts;

  constructor(station: StationParts) {
    this.#station = station;
  }

  async compare(query: CompareQuery): Promise<Result<ComparisonDto>> {
    const { reader } = this.#station;
    const roasts: WholeRoast[] = [];
    for (const id of query.roast) {
      const stored = await reader.stored(id as RoastId);
      if (stored === null) return refuse('request.not-found', `there is no roast ${id}`);
      roasts.push(await reader.whole(stored));
    }
    const referenceId = query.reference ?? query.roast[0] ?? '';
    const comparison = comparisonView(roasts, { ...query, referenceId });
    if (comparison !== null) return ok(comparison);
    return refuse('input.invalid', `the reference ${referenceId} is none of the roasts to compare`);
  }

  async consistency(query: ConsistencyQuery): Promise<ConsistencyDto> {
    const batches: ConsistencyBatch[] = [];
    const { deps, reader } = this.#station;
    const machineId = query.machine as MachineId | undefined;
    for await (const listed of allRoasts(
      deps.roasts,
      machineId === undefined ? {} : { machineId },
    )) {
      if (batches.length >= batchesMax) break;
      if (listed.header.closeReason === null || !this.#isWithin(listed.header, query)) continue;
      const { roast, summary } = await summarized(reader, listed);
      const { id, title, startedWallMs } = roast.header;
      const group = groupOf(roast.header, namesOf(roast.header), query.by);
      batches.push({ id, title, startedWallMs, facts: summary, group });
    }
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

function groupOf(header: RoastHeader, names: RoastNames, by: Grouping): ConsistencyBatch['group'] {
  switch (by) {
    case 'coffee': {
      const label = coffeeOf({ roast: header, names });
      return label === '' ? null : { key: header.coffeeId ?? label.toLowerCase(), label };
    }
    case 'profile':
      return names.profile === null ? null : { key: names.profile, label: names.profile };
    case 'person':
      return names.person === null ? null : { key: names.person, label: names.person };
    case 'configuration': {
      const { configurationId, machineName } = header;
      if (configurationId !== null) return { key: configurationId, label: machineName };
      if (machineName === '') return null;
      return { key: machineName, label: `${machineName}, configuration not known` };
    }
  }
}
