import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArtisanError, WallMs } from '@artisan-ts/domain';
import { buildRoastRecord } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileStem } from '#files/file-name.ts';
import { readRoast } from '#files/read-roast.ts';
import { roastFiles } from '#files/roast-files.ts';

const files = roastFiles({ name: 'artisan-ts', version: '1.2.3' });
const startedWallMs = WallMs(Date.UTC(2026, 2, 1, 23, 5));
const record = buildRoastRecord(1, { startedWallMs, utcOffsetS: 7200, title: 'Kenya AA' });

describe('the folder of roast files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'artisan-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const names = (): string[] => readdirSync(folder).sort();

  it('holds a roast under the time and place of roasting and its title, readable as it was', async () => {
    const { name } = await files.save(folder, record, null);
    expect(name).toBe('2026-03-02_0105_Kenya AA.alog');
    expect(names()).toEqual([name]);
    const read = readRoast(join(folder, name));
    expect(read.ok && read.value.record.id).toBe(record.id);
  });

  it('keeps the file of another roast with the same name', async () => {
    const other = buildRoastRecord(2, { startedWallMs, utcOffsetS: 7200, title: 'Kenya AA' });
    const first = await files.save(folder, record, null);
    const content = readFileSync(join(folder, first.name));
    const second = await files.save(folder, other, null);
    expect(names()).toEqual([first.name, second.name].sort());
    expect(readFileSync(join(folder, first.name)).equals(content)).toBe(true);
  });

  it('replaces its own file when the roast was corrected, also under another title', async () => {
    const first = await files.save(folder, record, null);
    const noted = await files.save(folder, { ...record, roastingNotes: 'sweet' }, first);
    expect(noted.name).toBe(first.name);
    expect(readFileSync(join(folder, noted.name), 'utf8')).toContain('sweet');
    const renamed = await files.save(folder, { ...record, title: 'Nyeri' }, noted);
    expect(names()).toEqual([renamed.name]);
  });

  it('leaves a file that somebody changed, and writes beside it', async () => {
    const first = await files.save(folder, record, null);
    writeFileSync(join(folder, first.name), 'edited elsewhere');
    const second = await files.save(folder, { ...record, roastingNotes: 'sweet' }, first);
    expect(second.name).toBe('2026-03-02_0105_Kenya AA_2.alog');
    expect(readFileSync(join(folder, first.name), 'utf8')).toBe('edited elsewhere');
  });

  it('finds its work done when it died between writing and remembering', async () => {
    const first = await files.save(folder, record, null);
    expect(await files.save(folder, record, null)).toEqual(first);
    expect(names()).toEqual([first.name]);
  });

  it('says what is wrong with a folder, and makes none', async () => {
    const away = join(folder, 'drive');
    const saving = files.save(away, record, null);
    await expect(saving).rejects.toSatisfy((error) => ArtisanError.is(error, 'autosave.folder'));
    await expect(saving).rejects.toThrow(`there is no folder ${away}; plug in its drive`);
    expect(existsSync(away)).toBe(false);
    expect(await files.check('roasts')).toMatchObject({ ok: false, code: 'autosave.folder' });
    writeFileSync(away, 'a file');
    expect(await files.check(away)).toMatchObject({
      message: `${away} is a file and not a folder`,
    });
    mkdirSync(join(folder, 'there'));
    expect(await files.check(join(folder, 'there'))).toEqual({ ok: true, value: null });
  });

  it('gives any title a name that every system accepts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
        const stem = fileStem({ startedWallMs, utcOffsetS: 0, title });
        expect(stem).toMatch(/^2026-03-01_2305_[^<>:"/\\|?*\p{Cc}]+$/u);
        expect(stem).not.toMatch(/[. ]$/);
        expect(Buffer.byteLength(stem)).toBeLessThan(200);
      }),
    );
  });
});
