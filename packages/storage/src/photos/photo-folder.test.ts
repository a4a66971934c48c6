import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { ArtisanError, makeId } from '@artisan-ts/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { photoFolder } from '#photos/photo-folder.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';

const roastId = makeId('roast', '1'.repeat(32));
const photo = { id: makeId('photo', '2'.repeat(32)), type: 'image/jpeg' } as const;

let temp: TempFolder;
beforeEach(() => {
  temp = makeTempFolder();
});
afterEach(() => temp.remove());

it('a photo is a plain file that any program can open, comes back as it was, and goes with its roast', async () => {
  const photos = photoFolder(temp.path('data'));
  expect(await photos.read(roastId, photo)).toBeNull();
  await photos.save(roastId, photo, Uint8Array.of(0xff, 0xd8, 0xff));
  expect(readdirSync(temp.path(`data/photos/${roastId}`))).toEqual([`${photo.id}.jpg`]);
  expect([...((await photos.read(roastId, photo)) ?? [])]).toEqual([0xff, 0xd8, 0xff]);
  await photos.forget(makeId('roast', '3'.repeat(32)));
  expect(await photos.read(roastId, photo)).not.toBeNull();
  await photos.forget(roastId);
  expect(await photos.read(roastId, photo)).toBeNull();
});

it('a photo that cannot be written is refused and leaves nothing half written', async () => {
  const data = temp.make('data');
  writeFileSync(`${data}/photos`, 'a file where the folder should be');
  const saving = photoFolder(data).save(roastId, photo, Uint8Array.of(1));
  await expect(saving).rejects.toSatisfy((error) => ArtisanError.is(error, 'store.unavailable'));
  mkdirSync(`${data}/other/photos/${roastId}/${photo.id}.jpg`, { recursive: true });
  const blocked = photoFolder(`${data}/other`).save(roastId, photo, Uint8Array.of(1));
  await expect(blocked).rejects.toBeInstanceOf(ArtisanError);
  expect(readdirSync(`${data}/other/photos/${roastId}`)).toEqual([`${photo.id}.jpg`]);
});
