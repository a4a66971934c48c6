import type {
  AddCoffeeBody,
  AddLotBody,
  ChangeCoffeeBody,
  ChangeLotBody,
  CoffeeDto,
  CoffeePage,
  LotDto,
  LotPage,
} from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

/** One page of the coffees, the last made first. */
export function listCoffees(query: {
  readonly search?: string;
  readonly cursor?: string | null;
  readonly isArchived?: boolean;
  readonly limit: number;
}): Promise<CoffeePage> {
  const params = new URLSearchParams({ limit: String(query.limit) });
  if (query.search) params.set('search', query.search);
  if (query.cursor) params.set('cursor', query.cursor);
  if (query.isArchived) params.set('archived', 'true');
  return request(`/coffees?${params}`);
}

export function readCoffee(id: string): Promise<CoffeeDto> {
  return request(`/coffees/${id}`);
}

export function addCoffee(json: AddCoffeeBody): Promise<CoffeeDto> {
  return request('/coffees', { method: 'POST', json });
}

export function changeCoffee(id: string, json: ChangeCoffeeBody): Promise<CoffeeDto> {
  return request(`/coffees/${id}`, { method: 'PATCH', json });
}

/** Lots, of one coffee or of all, the last made first. */
export function listLots(query: {
  readonly coffeeId?: string;
  readonly isArchived?: boolean;
}): Promise<LotPage> {
  const params = new URLSearchParams({ limit: '200' });
  if (query.coffeeId) params.set('coffee', query.coffeeId);
  if (query.isArchived) params.set('archived', 'true');
  return request(`/lots?${params}`);
}

export function addLot(json: AddLotBody): Promise<LotDto> {
  return request('/lots', { method: 'POST', json });
}

export function changeLot(id: string, json: ChangeLotBody): Promise<LotDto> {
  return request(`/lots/${id}`, { method: 'PATCH', json });
}
