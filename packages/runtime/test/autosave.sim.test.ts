import { ArtisanError, ok, type RoastRecord, refuse } from '@artisan-ts/domain';
import type { RoastFiles, WrittenFile } from '@artisan-ts/runtime';
import { describe, expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

/** A drive on a cable. */
class Drive implements RoastFiles {
  isThere = true;
  /** What a slow drive waits for. */
  ready: Promise<unknown> = Promise.resolve();
  readonly saved: { readonly record: RoastRecord; readonly before: WrittenFile | null }[] = [];
  /** Titles that cannot be written. */
  readonly cursed = new Set<string>();

  check = async () =>
    this.isThere ? ok(null) : refuse('autosave.folder', 'there is no folder /drive');

  save = async (_folder: string, record: RoastRecord, before: WrittenFile | null) => {
    await this.ready;
    if (!this.isThere) throw new ArtisanError('autosave.folder', 'there is no folder /drive');
    if (this.cursed.has(record.title)) throw new TypeError('no curve');
    this.saved.push({ record, before });
    return { name: `${record.title}.alog`, digest: `${record.revision}` };
  };

  get titles(): string[] {
    return this.saved.map(({ record }) => record.title);
  }
}

async function worldWithDrive() {
  const drive = new Drive();
  const world = new World(1, drive);
  await world.start();
  const { id } = await world.addMachine('drum', { beans: 'software' });
  const roastOnce = async (title: string): Promise<string> => {
    await world.run(60);
    await press(world, id, 'charge');
    await world.run(30);
    await press(world, id, 'drop');
    const closed = await world.ask(world.station.machines.closeRoast(id));
    if (!closed.ok) throw new Error(closed.message);
    const roastId = closed.value.id as Parameters<typeof world.station.roasts.change>[0];
    await world.ask(world.station.roasts.change(roastId, { title }));
    return roastId;
  };
  const choose = (autosaveFolder: string | null) =>
    world.ask(world.station.settings.change({ autosaveFolder }));
  return { world, drive, roastOnce, choose };
}

describe('saving every closed roast as a file', () => {
  it('is off until a person chooses a folder that can be written', async () => {
    const { world, drive, roastOnce, choose } = await worldWithDrive();
    await roastOnce('Kenya');
    await world.run(10);
    expect([drive.titles, world.station.health().autosave]).toEqual([[], undefined]);
    drive.isThere = false;
    expect(await choose('/drive')).toMatchObject({ ok: false, code: 'autosave.folder' });
    drive.isThere = true;
    expect(await choose('/drive')).toMatchObject({ ok: true, value: { autosaveFolder: '/drive' } });
    await world.run(10);
    expect(drive.titles).toEqual(['Kenya']);
    expect(world.station.health().autosave).toMatchObject({ state: 'saved', folder: '/drive' });
  });

  it('saves each roast once, and again when it was corrected', async () => {
    const { world, drive, roastOnce, choose } = await worldWithDrive();
    await choose('/drive');
    const id = await roastOnce('Kenya');
    await world.run(60);
    expect(drive.titles).toEqual(['Kenya']);
    await world.ask(world.station.roasts.change(id as never, { roastingNotes: 'sweet' }));
    await world.run(10);
    expect(drive.saved[1]?.record.roastingNotes).toBe('sweet');
    expect(drive.saved[1]?.before?.name).toBe('Kenya.alog');
    await world.run(60);
    expect(drive.saved).toHaveLength(2);
  });

  it('says that the folder is away, and saves what it missed when it is back, after a restart too', async () => {
    const { world, drive, roastOnce, choose } = await worldWithDrive();
    await choose('/drive');
    await world.run(10);
    drive.isThere = false;
    await roastOnce('Kenya');
    await world.run(10);
    expect(world.station.health().autosave).toMatchObject({
      state: 'failing',
      message: expect.stringContaining('there is no folder /drive'),
    });
    const told = world.told.findLast((event) => event.name === 'health');
    expect(told?.data).toMatchObject({ autosave: { state: 'failing' } });
    world.crash();
    await world.restart();
    await world.run(10);
    expect(world.station.health().autosave?.state).toBe('failing');
    drive.isThere = true;
    await world.run(10);
    expect(drive.titles).toEqual(['Kenya']);
    expect(world.station.health().autosave?.state).toBe('saved');
  });

  it('fills a folder that was chosen while files were written to another', async () => {
    const { world, drive, roastOnce, choose } = await worldWithDrive();
    await choose('/drive');
    await world.run(10);
    let goOn = (): void => undefined;
    drive.ready = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await roastOnce('Kenya');
    await world.run(10);
    await choose('/other');
    goOn();
    await world.run(10);
    expect(drive.titles).toEqual(['Kenya', 'Kenya']);
    expect(world.station.health().autosave).toMatchObject({ state: 'saved', folder: '/other' });
  });

  it('goes on with the others when one roast cannot be written', async () => {
    const { world, drive, roastOnce, choose } = await worldWithDrive();
    drive.cursed.add('Cursed');
    await choose('/drive');
    await roastOnce('Cursed');
    await roastOnce('Kenya');
    await world.run(20);
    expect(drive.titles).toContain('Kenya');
    expect(
      world.logger.lines.filter((line) => /cannot be written/.test(line.message)),
    ).toHaveLength(1);
  });

  it('is chosen beside other settings that are chosen at the same moment', async () => {
    const { world, choose } = await worldWithDrive();
    await Promise.all([
      choose('/drive'),
      world.ask(world.station.settings.change({ keepReadingsDays: 30 })),
    ]);
    expect(await world.station.settings.get()).toMatchObject({
      autosaveFolder: '/drive',
      keepReadingsDays: 30,
    });
  });
});
