import type {
  ArtisanSettingsDto,
  DeviceBody,
  DeviceDto,
  DeviceReportDto,
  LocalNetworkDto,
  SearchHostsBody,
  SerialPortList,
  WatchLine,
} from '@artisan-ts/contracts';
import { request, requestLines } from '#api/request.ts';

/** The serial ports of the station's computer. None is opened. */
export function listPorts(): Promise<SerialPortList> {
  return request('/connect/ports');
}

/** The networks that the station's computer stands in. Nobody in them is asked. */
export async function listNetworks(): Promise<readonly LocalNetworkDto[]> {
  return (await request<{ readonly items: readonly LocalNetworkDto[] }>('/connect/networks')).items;
}

/** Who in a part of a network listens on a port. */
export async function searchHosts(json: SearchHostsBody): Promise<readonly string[]> {
  const options = { method: 'POST', json, isQuestion: true } as const;
  return (await request<{ readonly items: readonly string[] }>('/connect/search', options)).items;
}

/** What a device would deliver; it is not connected to. */
export function describeDevice(json: DeviceBody): Promise<DeviceDto> {
  return request('/connect/describe', { method: 'POST', json, isQuestion: true });
}

/** Looks whether a device answers. Never sends anything that could change it. */
export function testDevice(json: DeviceBody): Promise<DeviceReportDto> {
  return request('/connect/test', { method: 'POST', json, isQuestion: true, timeoutMs: 40_000 });
}

/** What a device says, line by line, until it ends or the signal says so. */
export function watchDevice(
  json: DeviceBody,
  tell: (line: WatchLine) => void,
  signal: AbortSignal,
): Promise<void> {
  return requestLines('/connect/watch', json, (line) => tell(line as WatchLine), signal);
}

/** What a settings file of Artisan holds. Nothing is changed. */
export function readSettingsFile(file: File): Promise<ArtisanSettingsDto> {
  return request('/connect/artisan-settings', { method: 'POST', file, isQuestion: true });
}
