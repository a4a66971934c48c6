/** Enough to see a scorched bean on a tray, and a tenth of what a telephone takes. */
const edgeMax = 2048;
const jpegQuality = 0.85;

/**
 * The picture no larger than it has to be, upright, and without what the camera wrote into it: the place, above all. What
 * the browser cannot read is given back as it is: the station says whether it is a picture.
 */
export async function smallerPicture(file: File): Promise<File> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return file;
  }
  const scale = Math.min(1, edgeMax / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) =>
    canvas.toBlob(done, 'image/jpeg', jpegQuality),
  );
  return blob === null ? file : new File([blob], file.name, { type: 'image/jpeg' });
}
