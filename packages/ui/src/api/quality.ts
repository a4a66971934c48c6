import type {
  ChangeQualityBody,
  CuppedDto,
  QualityDto,
  RoastDto,
  UndoQualityBody,
} from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

export type QualityChange = Partial<ChangeQualityBody>;

/** What is measured and seen of a roast. */
export function readQuality(roastId: string): Promise<QualityDto> {
  return request(`/roasts/${roastId}/quality`);
}

/** Enters or corrects what is named; the rest stays. */
export function changeQuality(roastId: string, json: QualityChange): Promise<QualityDto> {
  return request(`/roasts/${roastId}/quality`, { method: 'PATCH', json });
}

export function undoQuality(roastId: string, json: Partial<UndoQualityBody>): Promise<QualityDto> {
  return request(`/roasts/${roastId}/quality/undo`, { method: 'POST', json });
}

export function addPhoto(roastId: string, file: File, who: string): Promise<QualityDto> {
  const params = new URLSearchParams({ who });
  return request(`/roasts/${roastId}/photos?${params}`, { method: 'POST', file });
}

export function removePhoto(roastId: string, photoId: string): Promise<QualityDto> {
  return request(`/roasts/${roastId}/photos/${photoId}`, { method: 'DELETE' });
}

/** Where the browser finds a photo. */
export function photoUrl(roastId: string, photoId: string): string {
  return `/api/v1/roasts/${roastId}/photos/${photoId}`;
}

export function addRoastNote(roastId: string, text: string, timeS: number): Promise<RoastDto> {
  return request(`/roasts/${roastId}/notes`, { method: 'POST', json: { text, timeS } });
}

export function removeRoastNote(roastId: string, noteId: string): Promise<RoastDto> {
  return request(`/roasts/${roastId}/notes/${noteId}`, { method: 'DELETE' });
}

/** What revealed cuppings say of a roast. */
export function cuppingsOfRoast(roastId: string): Promise<CuppedDto> {
  return request(`/roasts/${roastId}/cuppings`);
}

/** What revealed cuppings say of a lot. */
export function cuppingsOfLot(lotId: string): Promise<CuppedDto> {
  return request(`/lots/${lotId}/cuppings`);
}
