import { ok, type PhotoType, type Result, refuse } from '@artisan-ts/domain';

/** A photo of a telephone, made smaller by the screen before it is sent, is far below this. */
export const photoBytesMax = 8 * 1024 * 1024;
/** A roast that needs more has become an album. */
export const photosMax = 24;

const signatures: readonly {
  readonly type: PhotoType;
  readonly at: number;
  readonly bytes: readonly number[];
}[] = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  // "WEBP" behind the length of its RIFF container.
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
];

/** What kind of picture the bytes are, by their content. Errors: `photo.type`, `input.too-large`. */
export function pictureType(bytes: Uint8Array): Result<PhotoType> {
  if (bytes.length > photoBytesMax) {
    return refuse(
      'input.too-large',
      `the photo has ${bytes.length} bytes and ${photoBytesMax} is the most; make it smaller`,
    );
  }
  const found = signatures.find(({ at, bytes: sign }) =>
    sign.every((byte, index) => bytes[at + index] === byte),
  );
  if (found !== undefined) return ok(found.type);
  return refuse('photo.type', 'this is no JPEG, PNG or WebP picture; export it as one of those');
}
