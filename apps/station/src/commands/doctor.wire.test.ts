import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@artisan-ts/storage';
import {
  buildAsk,
  type PostgresServer,
  requirePostgres,
  scopeOf,
  startPostgres,
} from '@artisan-ts/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askArtisan } from '../../test/ask-artisan.ts';

/** Every question starts a thread for the store. */
vi.setConfig({ testTimeout: 120_000 });

const bin = requirePostgres();
const nowMs = 1_795_343_400_000;

describe.runIf(bin)('missions on a real PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-doctor-'));
  const data = { ARTISAN_DATA: join(folder, 'data') };
  let server: PostgresServer;
  let url: string;

  beforeAll(async () => {
    server = await startPostgres(bin ?? '', 'fast');
    url = server.makeDatabase('doctor');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const doctor = async (...more: readonly string[]) => {
    const { exitCode, out } = await askArtisan(['doctor', '--json', ...more], data);
    return { exitCode, found: JSON.parse(out) };
  };
  const verify = async () => {
    const told = await askArtisan(['audit', 'verify', '--json', '--missions', url], data);
    return { exitCode: told.exitCode, report: JSON.parse(told.out) };
  };

  it('an empty folder and an empty database are made and found well', async () => {
    const { exitCode, found } = await doctor('--missions', url);
    expect(exitCode, JSON.stringify(found)).toBe(0);
    expect(found).toMatchObject({ isNew: true, isWell: true, missions: url });
  });

  it('an address that is none is refused in words', async () => {
    const { exitCode, found } = await doctor('--missions', 'mysql://nowhere');
    expect(exitCode).toBe(1);
    expect(found.error).toMatchObject({
      code: 'station.config',
      message: expect.stringContaining('--missions'),
    });
  });

  it('the log there is verified, and what breaks there is found there', async () => {
    const store = await openStore({ folder: data.ARTISAN_DATA, missionsUrl: url });
    await store.missions.createMission(buildAsk(1), nowMs);
    await store.missions.claimNext(scopeOf('w1'), nowMs);
    await store.close();
    expect(await verify()).toMatchObject({
      exitCode: 0,
      report: { isIntact: true, entries: 3 },
    });
    expect((await doctor('--missions', url)).found).toMatchObject({ isWell: true });
    server.run('doctor', 'ALTER TABLE audit_entry DISABLE TRIGGER ALL');
    server.run('doctor', "UPDATE audit_entry SET text = replace(text, 'log.open', 'log.Open')");
    server.run('doctor', 'DELETE FROM audit_entry WHERE seq = 2');
    expect(await verify()).toMatchObject({
      exitCode: 1,
      report: { isIntact: false, firstBadSeq: 0 },
    });
    const { exitCode, found } = await doctor('--missions', url);
    expect(exitCode).toBe(1);
    const invariants = found.broken.map(({ invariant }: { invariant: string }) => invariant);
    expect(new Set(invariants)).toEqual(new Set(['INV-30', 'INV-31']));
    // Without the address the folder alone is asked, and nothing is wrong with it.
    expect((await doctor()).exitCode).toBe(0);
  });
});
