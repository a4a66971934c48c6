import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { ArtisanError, idHex, ok, type RoastRecord, refuse } from '@artisan-ts/domain';
import { writeAlog } from '@artisan-ts/formats';
import type { RoastFiles, WrittenFile } from '@artisan-ts/runtime';
import { fileStem } from '#files/file-name.ts';

/** Roasts of one minute with one title; beyond that somebody else is filling the folder. */
const sameNameMax = 99;

/** Saves roasts as `.alog` in folders of this computer. `program` is named in the files. */
export function roastFiles(program: Parameters<typeof writeAlog>[1]): RoastFiles {
  return {
    check: async (folder) => {
      const fault = await folderFault(folder);
      return fault === null ? ok(null) : refuse('autosave.folder', fault);
    },
    save: async (folder, record, before) => {
      const text = writeAlog(record, program);
      const fault = await folderFault(folder);
      if (fault !== null) throw new ArtisanError('autosave.folder', fault);
      try {
        return await place({ folder, record, text, before });
      } catch (error) {
        if (error instanceof ArtisanError) throw error;
        const words = `cannot write to ${folder} (${systemWords(error)})`;
        throw new ArtisanError('autosave.folder', words, { cause: error });
      }
    },
  };
}

async function folderFault(folder: string): Promise<string | null> {
  if (!isAbsolute(folder)) return `"${folder}" is not a whole path; start at the root or the drive`;
  try {
    if (!(await stat(folder)).isDirectory()) return `${folder} is a file and not a folder`;
    await access(folder, constants.W_OK);
    return null;
  } catch (error) {
    return codeOf(error) === 'ENOENT'
      ? `there is no folder ${folder}; plug in its drive, or choose another folder`
      : `${folder} cannot be written (${systemWords(error)}); check its permissions`;
  }
}

interface Placing {
  readonly folder: string;
  readonly record: RoastRecord;
  readonly text: string;
  readonly before: WrittenFile | null;
}

/** Finds the name and puts the file there. What is under a name already and is not our own file as we left it stays. */
async function place({ folder, record, text, before }: Placing): Promise<WrittenFile> {
  const digest = digestOf(Buffer.from(text));
  const stem = fileStem(record);
  const unfinished = join(folder, `.artisan-${idHex(record.id)}.tmp`);
  await writeSynced(unfinished, text);
  try {
    for (let number = 1; number <= sameNameMax; number++) {
      const name = `${stem}${number === 1 ? '' : `_${number}`}.alog`;
      const path = join(folder, name);
      const present = await digestAt(path);
      const isOurs = before?.name === name && present === before.digest;
      if (present === null) {
        if (!(await moveToNew(unfinished, path))) continue;
      } else if (isOurs) await rename(unfinished, path);
      else if (present !== digest) continue;
      if (before !== null && before.name !== name) await removeOwn(folder, before);
      await syncFolder(folder);
      return { name, digest };
    }
  } finally {
    await rm(unfinished, { force: true });
  }
  throw new ArtisanError(
    'autosave.folder',
    `${folder} holds ${sameNameMax} other files called ${stem}; give the roast another title`,
  );
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a finished file its name unless somebody took the name in this moment; then says no. */
async function moveToNew(unfinished: string, path: string): Promise<boolean> {
  try {
    await link(unfinished, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
  }
  // Drives for cameras and sticks know no second name for a file: there the look just before has to do.
  await rename(unfinished, path);
  return true;
}

async function removeOwn(folder: string, { name, digest }: WrittenFile): Promise<void> {
  const path = join(folder, name);
  if ((await digestAt(path)) === digest) await rm(path);
}

/** Digest of a file's content, or null when there is no such file. */
async function digestAt(path: string): Promise<string | null> {
  try {
    return digestOf(await readFile(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    // A folder of that name: taken, and not ours.
    if (codeOf(error) === 'EISDIR') return '';
    throw error;
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A name is on disk when its folder is; Windows cannot open a folder and logs names by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function systemWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
