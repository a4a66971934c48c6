import type { ComparisonDto, ConsistencyDto } from '@artisan-ts/contracts';
import type { Alignment, Grouping, TemperatureUnit } from '@artisan-ts/domain';
import { request } from '#api/request.ts';

/** Roasts laid on each other, each held against the reference; the first, when none is named. */
export function compareRoasts(query: {
  readonly roasts: readonly string[];
  readonly align: Alignment;
  readonly reference: string | null;
  readonly unit: TemperatureUnit;
}): Promise<ComparisonDto> {
  const params = new URLSearchParams({ align: query.align, unit: query.unit });
  for (const id of query.roasts) params.append('roast', id);
  if (query.reference !== null) params.set('reference', query.reference);
  return request(`/compare?${params}`);
}

/** How alike closed batches are over time. */
export function readConsistency(query: {
  readonly by: Grouping;
  readonly unit: TemperatureUnit;
}): Promise<ConsistencyDto> {
  return request(`/consistency?${new URLSearchParams(query)}`);
}
