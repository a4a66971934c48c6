import type {
  AnalysisDto,
  ArrivalsDto,
  ChangeRoastBody,
  CurveDto,
  ImportDto,
  RoastDto,
  RoastPage,
} from '@artisan-ts/contracts';
import type { Smoothing, TemperatureUnit } from '@artisan-ts/domain';
import { request } from '#api/request.ts';

/** One page of the saved roasts, newest first. */
export function listRoasts(query: {
  readonly search: string;
  readonly cursor: string | null;
  readonly limit: number;
  readonly deleted?: boolean;
}): Promise<RoastPage> {
  const params = new URLSearchParams({ limit: String(query.limit) });
  if (query.search) params.set('search', query.search);
  if (query.cursor) params.set('cursor', query.cursor);
  if (query.deleted) params.set('deleted', 'true');
  return request(`/roasts?${params}`);
}

export function readRoast(id: string): Promise<RoastDto> {
  return request(`/roasts/${id}`);
}

/** A curve; `smoothing` says how BT and ET shall be drawn beside what was read. */
export function readCurve(id: string, smoothing: Smoothing = 'asRead'): Promise<CurveDto> {
  return request(`/roasts/${id}/curve?${new URLSearchParams({ smoothing })}`);
}

/** How the readings of a roast came: in time or late. */
export function readArrivals(id: string): Promise<ArrivalsDto> {
  return request(`/roasts/${id}/arrivals`);
}

/** Everything that follows from a roast, with sentences in the unit a person reads; against a reference where there is one. */
export function readAnalysis(
  id: string,
  { unit, referenceId }: { readonly unit: TemperatureUnit; readonly referenceId: string | null },
): Promise<AnalysisDto> {
  const params = new URLSearchParams({ unit });
  if (referenceId !== null) params.set('reference', referenceId);
  return request(`/roasts/${id}/analysis?${params}`);
}

export function changeRoast(id: string, json: ChangeRoastBody): Promise<RoastDto> {
  return request(`/roasts/${id}`, { method: 'PATCH', json });
}

/** Deletes a closed roast; it can be restored. */
export function deleteRoast(id: string): Promise<RoastDto> {
  return request(`/roasts/${id}`, { method: 'DELETE' });
}

export function restoreRoast(id: string): Promise<RoastDto> {
  return request(`/roasts/${id}/restore`, { method: 'POST' });
}

/** Reads a roast file into the station. */
export function importRoast(file: File): Promise<ImportDto> {
  const params = new URLSearchParams({ fileName: file.name });
  return request(`/roasts?${params}`, { method: 'POST', file });
}

/** Where the browser downloads a roast as a file. */
export function exportUrl(id: string): string {
  return `/api/v1/roasts/${id}/export?format=alog`;
}
