import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Photo, PhotoId, RoastId } from '@artisan-ts/domain';
import type { PhotoFiles } from '@artisan-ts/runtime';
import { translateFault } from '#sqlite/translate-fault.ts';

const endings: Readonly<Record<Photo['type'], string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** Photos as plain files in `photos/<roast>/<photo>`: any program can look at them and copy them. */
export function photoFolder(dataFolder: string): PhotoFiles {
  const pathOf = (
    roastId: RoastId,
    { id, type }: { readonly id: PhotoId; readonly type: Photo['type'] },
  ): string => join(dataFolder, 'photos', roastId, `${id}.${endings[type]}`);
  return {
    save: async (roastId, photo, bytes) => {
      const path = pathOf(roastId, photo);
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeWhole(path, bytes);
      } catch (fault) {
        throw translateFault(fault, `write ${path}`);
      }
    },
    read: async (roastId, photo) => {
      const path = pathOf(roastId, photo);
      try {
        return await readFile(path);
      } catch (fault) {
        if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
        throw translateFault(fault, `read ${path}`);
      }
    },
    forget: async (roastId) => {
      const path = join(dataFolder, 'photos', roastId);
      try {
        await rm(path, { recursive: true, force: true });
      } catch (fault) {
        throw translateFault(fault, `remove ${path}`);
      }
    },
  };
}

/** Beside its place, to the disk, and only then into its place. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.part`;
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (fault) {
    await rm(draft, { force: true });
    throw fault;
  }
}

/** The name is on disk, too. Windows cannot open folders and writes names through. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
