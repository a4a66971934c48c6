import type { AgentsDto, MissionDto, StartMissionBody } from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

/** Who works here by themselves, with what, and every version there ever was. */
export function readAgents(): Promise<AgentsDto> {
  return request('/agents');
}

/** Starts a rehearsal on the twin; what is not named is as usual. */
export function startRehearsal(asked: Partial<StartMissionBody>): Promise<MissionDto> {
  return request('/missions', { method: 'POST', json: { goal: 'sim-roast', ...asked } });
}
