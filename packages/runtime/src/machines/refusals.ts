import { ArtisanError, type MachineId, type Refusal, refuse } from '@artisan-ts/domain';

export function noMachine(id: MachineId): Refusal {
  return refuse('request.not-found', `there is no machine ${id}`);
}

/** A store that cannot take a change, as a refusal; anything else is rethrown. */
export function storeRefusal(error: unknown): Refusal {
  const { code, message } = ArtisanError.accept(error);
  if (code.startsWith('defect.')) throw error;
  return refuse(code, message);
}
