import { DatabaseSync } from 'node:sqlite';
import { buildAsk, buildReading } from '@artisan-ts/testkit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';
import type { StoreRequest } from '#thread/protocol.ts';
import { StoreDesk } from '#thread/store-desk.ts';

const nowMs = 1_795_343_400_000;

let temp: TempFolder;
let desk: StoreDesk;
let nextId = 0;
const request = (part: StoreRequest['part'], method: string, ...args: unknown[]): StoreRequest => ({
  ...{ id: nextId++, part, method, args },
});
const create = (number: number) => request('missions', 'createMission', buildAsk(number), nowMs);

beforeEach(() => {
  temp = makeTempFolder();
  desk = new StoreDesk({ folder: temp.make('data'), mode: 'write' }, () => 0);
  expect(desk.answer(request('thread', 'open'))).toMatchObject({ ok: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  desk.answer(request('thread', 'close'));
  temp.remove();
});

/** How often the disk was waited for. */
function commitsIn(work: () => void): number {
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
  work();
  const count = exec.mock.calls.filter(([sql]) => sql === 'COMMIT').length;
  exec.mockRestore();
  return count;
}

it('keeps changes of missions that were asked together with one commit, answered in their order', () => {
  const requests = [create(1), create(2), request('missions', 'sweep', nowMs), create(3)];
  const commits = commitsIn(() => {
    const answers = [...desk.answers(requests)];
    expect(answers.map(({ id, ok }) => [id, ok])).toEqual(requests.map(({ id }) => [id, true]));
  });
  expect(commits).toBe(1);
});

it('answers nobody before that commit', () => {
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
  const answers = desk.answers([create(1), create(2)]);
  expect(answers.next().value).toMatchObject({ ok: true });
  expect(exec.mock.calls.map(([sql]) => sql)).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
});

it('does each alone when one of them cannot be done, and tells that one alone', () => {
  const requests = [create(1), request('missions', 'createMission'), create(2)];
  expect([...desk.answers(requests)].map(({ ok }) => ok)).toEqual([true, false, true]);
  const left = desk.answer(request('missions', 'listMissions', { orgId: 'local', limit: 9 }));
  expect(left).toMatchObject({ value: [{ state: 'PENDING' }, { state: 'PENDING' }] });
});

it('does each alone when the disk took none of them', () => {
  const exec = DatabaseSync.prototype.exec;
  let commits = 0;
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
    if (sql === 'COMMIT' && commits++ === 0) throw new Error('database or disk is full');
    exec.call(this, sql);
  });
  const answers = [...desk.answers([create(1), create(2)])];
  expect(answers).toMatchObject([
    { ok: true, value: { isReplay: false } },
    { ok: true, value: { isReplay: false } },
  ]);
});

it('lets what lies in another file, and what is about roasts, be kept by itself', () => {
  const append = request('readings', 'append', [buildReading(0)]);
  const read = request('roasts', 'machines');
  const commits = commitsIn(() => {
    const answers = [...desk.answers([create(1), append, create(2), read, create(3), create(4)])];
    expect(answers.every(({ ok }) => ok)).toBe(true);
  });
  expect(commits).toBe(4);
});

it('reads several missions where nothing may be written', () => {
  desk.answer(create(1));
  desk.answer(request('thread', 'close'));
  const reader = new StoreDesk({ folder: temp.path('data'), mode: 'read' }, () => 0);
  reader.answer(request('thread', 'open'));
  const list = () => request('missions', 'listMissions', { orgId: 'local', limit: 9 });
  expect([...reader.answers([list(), list()])].map(({ ok }) => ok)).toEqual([true, true]);
  reader.answer(request('thread', 'close'));
});
