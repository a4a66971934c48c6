import type { Closing } from '@artisan-ts/runtime';
import {
  buildAsk,
  describeMissionStore,
  type PostgresServer,
  requirePostgres,
  scopeOf,
  startPostgres,
  verifyAudit,
} from '@artisan-ts/testkit';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Closings,
  openPostgresMissions,
  type PostgresMissions,
} from '#postgres/postgres-mission-store.ts';
import { openStore } from '#store.ts';
import { makeTempFolder } from '#testing/temp-folder.ts';

const bin = requirePostgres();
const nowMs = 1_795_343_400_000;

describe.runIf(bin)('on a real PostgreSQL', () => {
  let server: PostgresServer;
  let databases = 0;
  beforeAll(async () => {
    server = await startPostgres(bin ?? '', 'fast');
  });
  // It writes everything down before it ends, however busy the disk is.
  afterAll(() => server.stop(), 60_000);

  const newDatabase = () => server.makeDatabase(`missions_${++databases}`);
  const noClosings = async () => [];

  /** Opens stores that are closed behind the work. */
  async function withStores<Answer>(
    work: (open: (url: string) => PostgresMissions['missions']) => Promise<Answer>,
    closings: Closings = noClosings,
  ): Promise<Answer> {
    const opened: PostgresMissions[] = [];
    try {
      return await work((url) => {
        const store = openPostgresMissions(url, 'write', closings);
        opened.push(store);
        return store.missions;
      });
    } finally {
      await Promise.all(opened.map((each) => each.close()));
    }
  }

  async function sql(url: string, text: string): Promise<readonly unknown[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  describeMissionStore(async () => {
    const url = newDatabase();
    const opened: PostgresMissions[] = [];
    const open = () => {
      const store = openPostgresMissions(url, 'write', noClosings);
      opened.push(store);
      return store.missions;
    };
    return {
      store: open(),
      reopen: async () => open(),
      dispose: async () => {
        await Promise.all(opened.map((each) => each.close()));
      },
    };
  });

  it('is made by the first of several that come at once', async () => {
    const url = newDatabase();
    await withStores(async (open) => {
      const stores = [1, 2, 3, 4].map(() => open(url));
      await Promise.all(
        stores.map((store, index) => store.createMission(buildAsk(index + 1), nowMs)),
      );
      expect(await verifyAudit(stores[0] ?? open(url))).toMatchObject({
        isIntact: true,
        entries: 5,
      });
    });
    expect(await sql(url, 'SELECT version FROM artisan_schema')).toEqual([{ version: 4 }]);
  });

  it('gives no mission to two of eight workers that come from two stations', async () => {
    const url = newDatabase();
    await withStores(async (open) => {
      const stores = [open(url), open(url)];
      const missions = 40;
      for (let number = 1; number <= missions; number++) {
        await stores[0]?.createMission(buildAsk(number), nowMs);
      }
      const work = async (worker: number): Promise<number> => {
        const store = stores[worker % 2] ?? open(url);
        const workerId = `w${worker}`;
        for (let done = 0; ; done++) {
          const mission = await store.claimNext(scopeOf(workerId), nowMs);
          if (mission === null) return done;
          const hold = { missionId: mission.id, epoch: mission.epoch, workerId };
          await store.writeStep(hold, { stepNo: 0, name: 'scan', output: worker }, nowMs);
          const outcome = { result: worker, isResultValid: true };
          expect(await store.complete(hold, outcome, nowMs)).toMatchObject({ ok: true });
        }
      };
      const done = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(work));
      expect(done.reduce((sum, count) => sum + count, 0)).toBe(missions);
    });
    const counts = `SELECT state, max(attempts) AS attempts, count(*) AS n FROM mission GROUP BY state`;
    expect(await sql(url, counts)).toEqual([{ state: 'DONE', attempts: '1', n: '40' }]);
  });

  it('lets nobody change what has ended, delete a mission, or touch the log', async () => {
    const url = newDatabase();
    await withStores(async (open) => {
      const store = open(url);
      await store.createMission(buildAsk(1), nowMs);
      const by = { actor: { kind: 'USER', id: 'ana', version: '' }, role: 'head', orgId: 'local' };
      await store.cancel(by as never, buildAsk(1).identity.id, nowMs);
    });
    for (const [text, words] of [
      ['UPDATE mission SET document = document', 'has ended'],
      ['DELETE FROM mission', 'not deleted'],
      ["UPDATE audit_entry SET text = ''", 'only added to'],
      ['DELETE FROM audit_entry WHERE seq = 2', 'only added to'],
      ['TRUNCATE audit_entry', 'only added to'],
      [`INSERT INTO audit_entry VALUES ('local', 9, 0, '', '${'0'.repeat(64)}')`, 'no holes'],
    ] as const) {
      await expect(sql(url, text)).rejects.toThrow(words);
    }
  });

  it('finds closings of the data folder that have no report, page by page', async () => {
    const url = newDatabase();
    const all = [1, 2, 3].map((number) => {
      const { roastId } = buildAsk(number).params as { roastId: Closing['roastId'] };
      return { number, roastId, revision: 1 };
    });
    const closings = async (_: number, after: number) => all.filter(({ number }) => number > after);
    await withStores(async (open) => {
      const store = open(url);
      await store.createMission(buildAsk(2), nowMs);
      const found = await store.unreported('local', 0, 9);
      expect(found.map(({ roastId }) => roastId)).toEqual([all[0]?.roastId, all[2]?.roastId]);
      expect(await store.unreported('local', 0, 1)).toHaveLength(1);
    }, closings);
  });

  it('says that a server cannot be reached, and works once it can', async () => {
    await withStores(async (open) => {
      const store = open(server.urlOf('later'));
      const early = store.createMission(buildAsk(1), nowMs);
      await expect(early).rejects.toMatchObject({ code: 'store.unavailable' });
      server.makeDatabase('later');
      expect(await store.createMission(buildAsk(1), nowMs)).toMatchObject({ isReplay: false });
    });
  });

  it('goes on after its connections were cut', async () => {
    const url = newDatabase();
    await withStores(async (open) => {
      const store = open(url);
      await store.createMission(buildAsk(1), nowMs);
      await sql(
        url,
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
      );
      const again = async () => store.createMission(buildAsk(1), nowMs);
      expect(await again().catch(again)).toMatchObject({ isReplay: true });
    });
  });

  it('is only looked at when it is opened to be read', async () => {
    const url = newDatabase();
    const read = openPostgresMissions(url, 'read', noClosings);
    const { id } = buildAsk(1).identity;
    await expect(read.missions.mission(id)).rejects.toMatchObject({ code: 'store.unavailable' });
    await withStores(async (open) => open(url).createMission(buildAsk(1), nowMs));
    expect(await read.missions.mission(id)).toMatchObject({ id });
    const refused = read.missions.createMission(buildAsk(2), nowMs);
    await expect(refused).rejects.toMatchObject({ code: 'store.read-only' });
    await read.close();
  });

  it('keeps missions there and roasts in the data folder when a store is opened with its URL', async () => {
    const temp = makeTempFolder();
    const store = await openStore({ folder: temp.path('data'), missionsUrl: newDatabase() });
    await store.missions.createMission(buildAsk(1), nowMs);
    expect(await store.missions.mission(buildAsk(1).identity.id)).toMatchObject({ epoch: 0 });
    expect(await store.missions.unreported('local', 0, 9)).toEqual([]);
    await store.close();
    const local = await openStore({ folder: temp.path('data') });
    expect(await local.missions.mission(buildAsk(1).identity.id)).toBeNull();
    await local.close();
    temp.remove();
  });

  it('refuses what a newer program wrote', async () => {
    const url = newDatabase();
    await withStores(async (open) => open(url).createMission(buildAsk(1), nowMs));
    await sql(url, 'UPDATE artisan_schema SET version = 99');
    const refused = withStores((open) => open(url).mission(buildAsk(1).identity.id));
    await expect(refused).rejects.toMatchObject({ code: 'store.newer' });
  });
});
