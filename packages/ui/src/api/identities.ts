import type { AddIdentityBody, IdentityDto, NewIdentityDto } from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

/** Devices, agents and services. */
export async function listIdentities(): Promise<readonly IdentityDto[]> {
  return (await request<{ readonly items: readonly IdentityDto[] }>('/identities')).items;
}

/** Makes one; the answer has its token, this once. */
export function addIdentity(json: AddIdentityBody): Promise<NewIdentityDto> {
  return request('/identities', { method: 'POST', json });
}

/** Its token opens nothing from now on. */
export function revokeIdentity(id: string): Promise<IdentityDto> {
  return request(`/identities/${id}`, { method: 'DELETE' });
}
