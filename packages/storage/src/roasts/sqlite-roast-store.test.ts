import type { DatabaseSync } from 'node:sqlite';
import { ArtisanError, type Machine, makeId, type RoastRecord } from '@artisan-ts/domain';
import type { StoredRoast } from '@artisan-ts/runtime';
import {
  buildMachine,
  buildOutboxEvent,
  buildRoastHeader,
  buildRoastRecord,
} from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answersKeptMax } from '#roasts/idempotent-answers.ts';
import { mainFile } from '#roasts/main-file.ts';
import { sqliteRoastStore } from '#roasts/sqlite-roast-store.ts';
import { openDatabase } from '#sqlite/open-database.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';

describe('roasts in SQLite', () => {
  let temp: TempFolder;
  let db: DatabaseSync;
  let store: ReturnType<typeof sqliteRoastStore>;
  beforeEach(() => {
    temp = makeTempFolder();
    db = openDatabase(temp.make('data'), mainFile, 'write');
    store = sqliteRoastStore(db);
  });
  afterEach(() => {
    db.close();
    temp.remove();
  });

  const fault = (work: () => unknown): [string, string] => {
    try {
      work();
    } catch (error) {
      const { code, message } = ArtisanError.accept(error);
      return [code, message];
    }
    throw new Error('nothing was refused');
  };
  const save = (
    number: number,
    parts: Parameters<typeof buildRoastHeader>[1] = {},
  ): StoredRoast => {
    const header = buildRoastHeader(number, parts);
    store.saveRoast({ header, span: null }, buildOutboxEvent(header));
    return { header, span: null };
  };
  const importIt = (record: RoastRecord): void =>
    store.importRoast(record, buildOutboxEvent(record, 'roast.imported'));
  const count = (table: string) => db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'];

  it('commits the event with the change, and neither without the other', () => {
    save(1);
    expect(fault(() => save(1))[0]).toBe('request.conflict');
    const events = db.prepare('SELECT kind, roast_id, revision FROM outbox').all();
    expect(events.map((event) => ({ ...event }))).toEqual([
      { kind: 'roast.changed', roast_id: buildRoastHeader(1).id, revision: 1 },
    ]);
    const wrongEvent = { ...buildOutboxEvent(buildRoastHeader(2)), revision: 5 };
    const roast = { header: buildRoastHeader(2), span: null };
    expect(fault(() => store.saveRoast(roast, wrongEvent))[0]).toBe('defect.invariant');
    expect(store.roast(roast.header.id)).toBeNull();
  });

  it('says which revision is stored when another was expected', () => {
    save(1);
    expect(fault(() => save(1, { revision: 3 }))[1]).toContain('revision 1 is stored');
    expect(fault(() => save(2, { revision: 2 }))[1]).toContain('nothing is stored yet');
  });

  it('stores nothing of an import whose curve contradicts itself', () => {
    const [bt, et] = buildRoastRecord(1).curves;
    const broken = buildRoastRecord(1, {
      curves: [bt, et && { ...et, timeS: [0, 1] }].filter((curve) => curve !== undefined),
    });
    expect(fault(() => importIt(broken))[0]).toBe('defect.invariant');
    expect(['roast', 'roast_import', 'roast_curve', 'outbox'].map(count)).toEqual([0, 0, 0, 0]);
  });

  it('refuses to store a document that could not be read back', () => {
    const odd = { ...buildMachine(), colour: 'red' } as Machine;
    expect(fault(() => store.saveMachine(odd))).toEqual([
      'defect.invariant',
      expect.stringMatching(/^write machine machine_0*1 of main.db: .*colour/),
    ]);
    expect(fault(() => save(1, { intervalS: Number.NaN }))[1]).toContain('field intervalS');
    expect([count('machine'), count('roast')]).toEqual([0, 0]);
  });

  it.each([
    ['is no JSON', 'machine', "document = '{'", () => store.machines(), /^read machine machine_/],
    [
      'lacks a field',
      'machine',
      "document = json_remove(document, '$.configuration.levers')",
      () => store.machines(),
      /machine_0*1 of main.db: field configuration.levers/,
    ],
    [
      'has a field of another type',
      'roast',
      "document = json_set(document, '$.clockRate', 'fast')",
      () => store.roast(buildRoastHeader(1).id),
      /^read roast roast_0*1 of main.db: field clockRate/,
    ],
    [
      'is another revision than its row',
      'roast',
      'revision = 4',
      () => store.listRoasts({ limit: 9 }),
      /revision 1, the row is revision 4/,
    ],
    [
      'has columns of another length',
      'roast_curve',
      'points = points + 1',
      () => store.importedParts(buildRoastHeader(2).id),
      /^read roast_curve 0 of roast_0*2 of main.db/,
    ],
    [
      'cannot be unpacked',
      'roast_import',
      "foreign_gzip = x'00'",
      () => store.importedParts(buildRoastHeader(2).id),
      /field foreign_gzip/,
    ],
  ] as [string, string, string, () => unknown, RegExp][])(
    'calls a row corrupt, and names it, when it %s',
    (_, table, damage, read, words) => {
      store.saveMachine(buildMachine());
      save(1);
      importIt(buildRoastRecord(2, { foreign: { format: 'alog', text: '{}' } }));
      db.exec(`UPDATE ${table} SET ${damage}`);
      expect(fault(read)).toEqual(['store.corrupt', expect.stringMatching(words)]);
    },
  );

  it('keeps an imported file and its curves to the last bit', () => {
    const record = buildRoastRecord(3, {
      curves: buildRoastRecord().curves.map((curve) => ({
        ...curve,
        timeS: [0, 1.0000000000000002, 5e300],
        values: [-0, null, 5e-324],
        missing: [null, 'open-circuit', null],
      })),
      foreign: { format: 'alog', text: "{'beans': 'Yirgacheffe \u0000 \u{1F525}'}" },
    });
    importIt(record);
    const { curves, gaps, foreign } = record;
    expect(store.importedParts(record.id)).toStrictEqual({ curves, gaps, foreign });
  });

  it('finds words without regard to accents, each anywhere', () => {
    save(1, { title: 'Café Fazenda São João', beans: 'natural' });
    save(2, { title: 'Kenya', beans: 'washed' });
    const found = (search: string) => store.listRoasts({ limit: 9, search }).length;
    expect(['cafe', 'SÃO natural', 'joao kenya', '  '].map(found)).toEqual([1, 1, 0, 2]);
  });

  it('lists roasts without a known start last, and pages through equal starts without loss', () => {
    const starts = [null, null, 7_200_000, 7_200_000, 3_600_000];
    for (const [index, startedWallMs] of starts.entries()) {
      save(index + 1, { startedWallMs: startedWallMs as never });
    }
    const titles: string[] = [];
    let page = store.listRoasts({ limit: 2 });
    while (page.length > 0) {
      titles.push(...page.map((roast) => roast.header.title));
      const after = page.at(-1)?.header.id;
      page = after === undefined ? [] : store.listRoasts({ limit: 2, after });
    }
    expect(titles).toEqual(['Roast 4', 'Roast 3', 'Roast 5', 'Roast 2', 'Roast 1']);
  });

  it('refuses to list after a roast that is not there', () => {
    const after = makeId('roast', 'f'.repeat(32));
    expect(fault(() => store.listRoasts({ limit: 1, after }))[0]).toBe('request.not-found');
  });

  it('forgets the oldest answers beyond those it keeps, and never changes one', () => {
    db.exec('PRAGMA synchronous = OFF');
    const answer = { requestDigest: 'a', status: 201, body: '{}' };
    for (let key = 0; key <= answersKeptMax; key++)
      store.saveIdempotentAnswer(`key-${key}`, answer);
    expect(count('idempotent_answer')).toBe(answersKeptMax);
    expect(store.idempotentAnswer('key-0')).toBeNull();
    store.saveIdempotentAnswer('key-1', { ...answer, status: 500 });
    expect(store.idempotentAnswer('key-1')).toEqual(answer);
  });

  it('refuses a lever event whose state is none it knows', () => {
    const machineId = buildMachine().id;
    const [fromUs, toUs] = [0, 10] as never[];
    const event = { machineId, lever: 'air', atUs: 5, wallMs: 5, value: 1, state: 'logged' };
    store.appendLeverEvent(event as never);
    db.exec("UPDATE lever_event SET state = 'melted'");
    const read = () => store.leverEvents(machineId, fromUs as never, toUs as never);
    expect(fault(read)).toEqual(['store.corrupt', expect.stringContaining('"melted"')]);
  });
});
