import type {
  AddPersonBody,
  ChangePersonBody,
  FirstPersonBody,
  PersonDto,
  WhoDto,
} from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

/** Who is at this screen. */
export function readWho(): Promise<WhoDto> {
  return request('/session');
}

export function signIn(name: string, pin: string): Promise<WhoDto> {
  return request('/session', { method: 'POST', json: { name, pin } });
}

export function signOut(): Promise<WhoDto> {
  return request('/session', { method: 'DELETE' });
}

/** Makes the first person and signs them in. */
export function addFirstPerson(json: FirstPersonBody): Promise<WhoDto> {
  return request('/people/first', { method: 'POST', json });
}

export async function listPeople(): Promise<readonly PersonDto[]> {
  return (await request<{ readonly items: readonly PersonDto[] }>('/people')).items;
}

export function addPerson(json: AddPersonBody): Promise<PersonDto> {
  return request('/people', { method: 'POST', json });
}

export function changePerson(id: string, json: ChangePersonBody): Promise<PersonDto> {
  return request(`/people/${id}`, { method: 'PATCH', json });
}
