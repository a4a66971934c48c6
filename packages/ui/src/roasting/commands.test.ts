import type { MarkBody, RoastDto } from '@artisan-ts/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { learnRoast, liveState } from '#live/live-store.ts';
import { changeMark, pressMark } from '#roasting/commands.ts';
import { resetControls, useControls } from '#roasting/control-store.ts';
import { markDto, roastDto } from '#testing/roast-dto.ts';

const machineId = `machine_${'a'.repeat(32)}`;

interface Asked {
  readonly body: MarkBody;
  readonly answer: (roast: RoastDto) => void;
  readonly refuse: () => void;
}

let asked: Asked[];
let revision: number;

/** The station answers when the test says so. */
beforeEach(() => {
  asked = [];
  revision = 1;
  vi.stubGlobal('fetch', (_path: string, init: { body: string }) => {
    return new Promise<Response>((resolve) => {
      asked.push({
        body: JSON.parse(init.body) as MarkBody,
        answer: (roast) => resolve(new Response(JSON.stringify(roast))),
        refuse: () => resolve(new Response('{"code":"mark.order","detail":"no"}', { status: 422 })),
      });
    });
  });
  resetControls();
  learnRoast(machineId, withMarks('charge', 'dryEnd'));
});
afterEach(() => vi.unstubAllGlobals());

const withMarks = (...kinds: ('charge' | 'dryEnd')[]): RoastDto =>
  roastDto({ revision: revision++, marks: kinds.map((kind) => markDto(kind)) });
const actions = () => asked.map(({ body }) => body.action);

it('a mark that is pressed while its undo is on its way is set when the undo is done', async () => {
  const undo = changeMark(machineId, 'dryEnd', 'undo');
  const press = pressMark(machineId, 'dryEnd');
  const again = pressMark(machineId, 'dryEnd');
  expect(actions()).toEqual(['undo']);
  asked[0]?.answer(withMarks('charge'));
  await undo;
  await vi.waitFor(() => expect(actions()).toEqual(['undo', 'set']));
  asked[1]?.answer(withMarks('charge', 'dryEnd'));
  await Promise.all([press, again]);
  expect(actions()).toEqual(['undo', 'set']);
  expect(liveState().roasts[machineId]?.marks.map(({ kind }) => kind)).toContain('dryEnd');
  expect(useControls.getState()).toMatchObject({ pending: [], asking: null, refusal: null });
});

it('when the undo is refused its mark stands and nothing is set', async () => {
  const undo = changeMark(machineId, 'dryEnd', 'undo');
  const press = pressMark(machineId, 'dryEnd');
  asked[0]?.refuse();
  await Promise.all([undo, press]);
  expect(actions()).toEqual(['undo']);
  expect(useControls.getState().refusal?.place).toBe('mark:dryEnd');
});

it('a mark that stands is asked about, and a second request for one on its way is not sent', async () => {
  await pressMark(machineId, 'dryEnd');
  expect(useControls.getState().asking).toBe('dryEnd');
  const first = changeMark(machineId, 'dryEnd', 'undo');
  await changeMark(machineId, 'dryEnd', 'undo');
  expect(actions()).toEqual(['undo']);
  asked[0]?.answer(withMarks('charge'));
  await first;
});
