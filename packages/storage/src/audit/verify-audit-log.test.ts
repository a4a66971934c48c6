import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { buildAsk } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anchorFiles } from '#audit/anchor-files.ts';
import { kidOf } from '#audit/log-key.ts';
import { anchorsBeside, verifyAuditLog } from '#audit/verify-audit-log.ts';
import { type OpenStore, openParts } from '#open-parts.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';

const nowMs = 1_795_343_400_000;
const entries = 13;

describe('the audit log of a data folder', () => {
  let temp: TempFolder;
  let folder: string;
  let elsewhere: string;
  let store: OpenStore;
  beforeEach(async () => {
    temp = makeTempFolder();
    folder = temp.make('data');
    elsewhere = temp.path('stick.jsonl');
    // In this thread: another takes longer to start than all of these tests.
    store = openParts({ folder, mode: 'write' });
    const anchors = anchorFiles(folder, [anchorsBeside(folder), elsewhere]);
    for (let number = 1; number < entries; number++) {
      store.missions.createMission(buildAsk(number), nowMs + number);
      if (number % 4 === 0) expect(await anchors.keep(checkpoint())).toEqual([]);
    }
  });
  afterEach(() => {
    store.close();
    temp.remove();
  });

  function checkpoint() {
    const found = store.missions.checkpoint('local', nowMs);
    if (found === null) throw new Error('there is a log');
    return found;
  }

  function verdict(files = [anchorsBeside(folder), elsewhere]) {
    const missions = {
      auditEntries: async (...asked: [string, number, number]) =>
        store.missions.auditEntries(...asked),
    };
    return verifyAuditLog({ missions, log: 'local', anchorFiles: files });
  }

  /** What somebody does who may write the file, and knows how to lift its guards. */
  function tamper(sql: string): void {
    const db = new DatabaseSync(`${folder}/main.db`);
    for (const guard of ['audit_no_update', 'audit_no_delete']) {
      db.exec(`DROP TRIGGER IF EXISTS ${guard}`);
    }
    db.exec(sql);
    db.close();
  }

  it('is intact as it was written, and vouched for in two places', async () => {
    const report = await verdict();
    expect(report).toMatchObject({ isIntact: true, entries, anchors: 6, anchoredEntries: entries });
    expect(report.anchorFiles.map(({ anchors, problem }) => [anchors, problem])).toEqual([
      [3, null],
      [3, null],
    ]);
  });

  it('misses what was cut off at any entry', async () => {
    for (let kept = entries - 1; kept >= 0; kept--) {
      tamper(`DELETE FROM audit_entry WHERE seq >= ${kept}`);
      expect(await verdict([elsewhere])).toMatchObject({ isIntact: false, firstBadSeq: kept });
    }
  });

  it('finds an entry that was changed, and one that was taken out', async () => {
    tamper(`UPDATE audit_entry SET text = replace(text, 'mission.create', 'mission.cancel') WHERE seq = 5;
      DELETE FROM audit_entry WHERE seq = 9`);
    const { findings } = await verdict();
    expect(findings.map(({ problem, seq }) => [problem, seq])).toContainEqual(['CHANGED', 5]);
    expect(findings.map(({ problem, seq }) => [problem, seq])).toContainEqual(['HOLE', 9]);
  });

  it('believes no anchor that was changed or signed by a key it does not carry', async () => {
    const [line = ''] = readFileSync(elsewhere, 'utf8').split('\n');
    const other = { ...JSON.parse(line), head: '0'.repeat(64) };
    writeFileSync(elsewhere, `${JSON.stringify(other)}\n`);
    expect((await verdict([elsewhere])).findings[0]?.problem).toBe('BAD_SIGNATURE');
    writeFileSync(elsewhere, `${JSON.stringify({ ...JSON.parse(line), key: 'AAAA' })}\n`);
    expect((await verdict([elsewhere])).findings[0]?.problem).toBe('BAD_SIGNATURE');
  });

  it('says which file of anchors is missing or damaged, and goes on behind a torn line', async () => {
    appendFileSync(elsewhere, '{"v":1,"lo');
    const files = anchorFiles(folder, [elsewhere, temp.path('nowhere/anchors.jsonl')]);
    expect(await files.keep(checkpoint())).toEqual([expect.stringContaining('nowhere')]);
    expect(await files.newest('local')).toMatchObject([{ size: entries }]);
    const report = await verdict([elsewhere, temp.path('missing.jsonl')]);
    expect(report.anchorFiles.map(({ anchors, problem }) => [anchors, problem])).toEqual([
      [4, 'line 4 is no anchor'],
      [0, 'there is no such file'],
    ]);
  });

  it('is signed with a key that its owner alone can read, named as the reference names keys', () => {
    expect(statSync(`${folder}/audit-key.pem`).mode & 0o077).toBe(0);
    const key = Buffer.from(
      'ce132a4e85696c5c95e26936f989f6fc3ed5b345957751fc3980e1b9af88055c',
      'hex',
    );
    expect(kidOf(key.toString('base64url'))).toBe('rA4LXwT_BHCIawKoXfC2MQ');
  });
});
