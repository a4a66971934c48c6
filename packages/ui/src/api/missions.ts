import type {
  DecideMissionBody,
  MissionDeed,
  MissionDto,
  MissionGainsDto,
  MissionPage,
  MissionRulesDto,
  MissionShelf,
} from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

/** One page of the missions, newest first; without their results. */
export function listMissions(query: {
  readonly shelf?: MissionShelf;
  readonly roast?: string;
  readonly goal?: string;
  readonly cursor?: string | null;
  readonly limit: number;
}): Promise<MissionPage> {
  const params = new URLSearchParams({ limit: String(query.limit) });
  if (query.shelf) params.set('shelf', query.shelf);
  if (query.roast) params.set('roast', query.roast);
  if (query.goal) params.set('goal', query.goal);
  if (query.cursor) params.set('cursor', query.cursor);
  return request(`/missions?${params}`);
}

/** A mission with its result and everything that happened to it. */
export function readMission(id: string): Promise<MissionDto> {
  return request(`/missions/${id}`);
}

/** Does what a person pressed. A release names what was shown, so that nothing else is released. */
export function doDeed(mission: MissionDto, deed: MissionDeed): Promise<MissionDto> {
  const path = `/missions/${mission.id}`;
  if (deed === 'reject') {
    const json: DecideMissionBody = { decision: 'reject' };
    return request(`${path}/decide`, { method: 'POST', json });
  }
  if (deed === 'approve') {
    const json: DecideMissionBody = {
      decision: 'approve',
      waivedReasons: mission.reasons.map(({ code }) => code),
      inputDigest: mission.inputDigest,
    };
    return request(`${path}/decide`, { method: 'POST', json });
  }
  return request(`${path}/${deed}`, { method: 'POST' });
}

/** The rules by which missions run or wait. */
export function readRules(): Promise<MissionRulesDto> {
  return request('/missions/rules');
}

/** What people gained over the last days. */
export function readGains(days: number): Promise<MissionGainsDto> {
  return request(`/missions/gains?days=${days}`);
}
