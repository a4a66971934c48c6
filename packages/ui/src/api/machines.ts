import type {
  AddMachineBody,
  AddNoteBody,
  ChangeMachineBody,
  ConnectionReportDto,
  DriverKindDto,
  LeverEventDto,
  MachineDto,
  MarkBody,
  RoastDto,
  SetupBody,
} from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

/** What can be connected. */
export async function listDriverKinds(): Promise<readonly DriverKindDto[]> {
  return (await request<{ readonly items: readonly DriverKindDto[] }>('/drivers')).items;
}

export function addMachine(json: Omit<AddMachineBody, 'closeAfterDropS'>): Promise<MachineDto> {
  return request('/machines', { method: 'POST', json });
}

export function changeMachine(id: string, json: ChangeMachineBody): Promise<MachineDto> {
  return request(`/machines/${id}`, { method: 'PATCH', json });
}

export function removeMachine(id: string): Promise<void> {
  return request(`/machines/${id}`, { method: 'DELETE' });
}

/** Looks whether the machine answers. Never sends anything that could change it. */
export function testConnection(id: string): Promise<ConnectionReportDto> {
  return request(`/machines/${id}/connection-test`, { method: 'POST' });
}

/** Says what the batches of a machine are; answers with the machine. */
export function setUpMachine(id: string, json: SetupBody): Promise<MachineDto> {
  return request(`/machines/${id}/setup`, { method: 'PATCH', json });
}

export function sendMark(id: string, json: MarkBody): Promise<RoastDto> {
  return request(`/machines/${id}/marks`, { method: 'POST', json });
}

export function sendLever(id: string, lever: string, value: number): Promise<LeverEventDto> {
  return request(`/machines/${id}/levers`, { method: 'POST', json: { lever, value } });
}

export function sendNote(id: string, note: AddNoteBody): Promise<RoastDto> {
  return request(`/machines/${id}/notes`, { method: 'POST', json: note });
}

export function removeNote(id: string, noteId: string): Promise<RoastDto> {
  return request(`/machines/${id}/notes/${noteId}`, { method: 'DELETE' });
}

export function closeRoast(id: string): Promise<RoastDto> {
  return request(`/machines/${id}/roast/close`, { method: 'POST' });
}
