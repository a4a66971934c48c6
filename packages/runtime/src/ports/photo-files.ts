import type { Photo, PhotoId, RoastId } from '@artisan-ts/domain';

/** Photos of roasts as files of the data folder. */
export interface PhotoFiles {
  /** Writes the file, whole or not at all, and on disk when it returns. @throws ArtisanError `store.*` */
  save(roastId: RoastId, photo: Pick<Photo, 'id' | 'type'>, bytes: Uint8Array): Promise<void>;
  /** The bytes of a photo, or null when its file is gone. @throws ArtisanError `store.*` */
  read(
    roastId: RoastId,
    photo: { readonly id: PhotoId; readonly type: Photo['type'] },
  ): Promise<Uint8Array | null>;
  /** Forgets every photo of a roast that is gone for good. @throws ArtisanError `store.*` */
  forget(roastId: RoastId): Promise<void>;
}
