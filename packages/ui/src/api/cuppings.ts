import type {
  AddCuppingBody,
  ChangeCuppingBody,
  ChangeSheetBody,
  CuppingDto,
  CuppingPage,
  CuppingResultsDto,
  PouringDto,
  SheetDto,
  TasterPageDto,
} from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

/** One page of the cuppings, the last made first. */
export function listCuppings(query: {
  readonly cursor: string | null;
  readonly isArchived: boolean;
  readonly limit: number;
}): Promise<CuppingPage> {
  const params = new URLSearchParams({ limit: String(query.limit) });
  if (query.cursor) params.set('cursor', query.cursor);
  if (query.isArchived) params.set('archived', 'true');
  return request(`/cuppings?${params}`);
}

export function readCupping(id: string): Promise<CuppingDto> {
  return request(`/cuppings/${id}`);
}

export function addCupping(json: AddCuppingBody): Promise<CuppingDto> {
  return request('/cuppings', { method: 'POST', json });
}

export function changeCupping(id: string, json: ChangeCuppingBody): Promise<CuppingDto> {
  return request(`/cuppings/${id}`, { method: 'PATCH', json });
}

export function addTaster(id: string, name: string): Promise<CuppingDto> {
  return request(`/cuppings/${id}/tasters`, { method: 'POST', json: { name } });
}

export function revealCupping(id: string): Promise<CuppingDto> {
  return request(`/cuppings/${id}/reveal`, { method: 'POST' });
}

export function reblindCupping(id: string): Promise<CuppingDto> {
  return request(`/cuppings/${id}/reblind`, { method: 'POST' });
}

export function readResults(id: string): Promise<CuppingResultsDto> {
  return request(`/cuppings/${id}/results`);
}

/** What goes into which cup: for who pours. */
export function readPouring(id: string): Promise<PouringDto> {
  return request(`/cuppings/${id}/pouring`);
}

export function readTasterPage(id: string, tasterId: string): Promise<TasterPageDto> {
  return request(`/cuppings/${id}/tasters/${tasterId}`);
}

export function writeSheet(id: string, tasterId: string, json: ChangeSheetBody): Promise<SheetDto> {
  return request(`/cuppings/${id}/tasters/${tasterId}/sheet`, { method: 'PATCH', json });
}
