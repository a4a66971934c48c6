import type { ChangeSettingsBody, SettingsDto } from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

/** What was chosen for the whole station. */
export function getSettings(): Promise<SettingsDto> {
  return request('/settings');
}

/** Changes what is named; the rest stays. */
export function changeSettings(json: ChangeSettingsBody): Promise<SettingsDto> {
  return request('/settings', { method: 'PATCH', json });
}
