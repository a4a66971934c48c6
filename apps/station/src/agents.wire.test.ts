import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AgentsDto, MissionDto } from '@artisan-ts/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runArtisan } from '../test/run-artisan.ts';
import { StationProcess } from '../test/station-process.ts';
import { until } from '../test/until.ts';

const station = new StationProcess();
const data = { ARTISAN_DATA: station.dataFolder };

/** Takes traces, and is a language model: whatever it is asked it was sent. */
const received: { readonly path: string; readonly body: string }[] = [];
let modelAnswers = {
  status: 200,
  body: '{"choices":[{"message":{"content":"Look at the drop."}}]}',
};
let outside: Server;

beforeAll(async () => {
  outside = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ path: request.url ?? '', body: Buffer.concat(parts).toString() });
      const isModel = request.url === '/v1/chat/completions';
      response.writeHead(isModel ? modelAnswers.status : 200);
      response.end(isModel ? modelAnswers.body : '{}');
    });
  });
  outside.listen(0, '127.0.0.1');
  await once(outside, 'listening');
  await station.start();
});

afterAll(async () => {
  await station.dispose();
  outside.closeAllConnections();
  outside.close();
});

const addressOf = (path: string) =>
  `http://127.0.0.1:${(outside.address() as AddressInfo).port}${path}`;
const artisan = async (...words: string[]) => {
  const { out, err, exitCode } = await runArtisan(words, data);
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  return out;
};
const json = async <Answer>(...words: string[]): Promise<Answer> =>
  JSON.parse(await artisan(...words, '--json')) as Answer;

async function rehearsed(): Promise<MissionDto> {
  const { id } = await json<MissionDto>('agents', 'rehearse', '--roasts', '10', '--seed', '3');
  const look = () => json<MissionDto>('missions', 'show', id);
  await until('the rehearsal is over', async () => (await look()).state === 'DONE');
  return look();
}

test('who works here is told, with every version, and rehearses on the twin when asked', async () => {
  await until('everybody is registered', async () =>
    (await json<AgentsDto>('agents')).agents.every(({ state }) => state === 'active'),
  );
  const text = await artisan('agents');
  expect(text).toContain('roast-reporter@1  Reports on every roast');
  expect(text).toContain('starts: every Monday at 06:00');
  expect(text).toContain('Language model: none');
  expect(await artisan('agents', 'versions')).toContain('governor@2');
  const mission = await rehearsed();
  expect(mission.trace.at(-1)).toMatchObject({ parentId: null, isError: false });
  expect(await artisan('missions', 'show', mission.id)).toMatch(/\d+ of 10 met it/);
  expect(received).toEqual([]);
});

test('what is no whole number, and what the twin does not have, is refused in words', async () => {
  const many = await runArtisan(['agents', 'rehearse', '--roasts', 'many'], data);
  expect(many).toMatchObject({ exitCode: 1, out: '' });
  expect(many.err).toContain('"many" is no whole number');
  const unknown = await runArtisan(['agents', 'rehearse', '--machine', 'g9'], data);
  expect(unknown.err).toContain('the twin has no "g9"');
});

test('traces, numbers and remarks go where a setting says, from then on and no longer', async () => {
  // A port that was free a moment ago.
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  other.close();
  await artisan('settings', 'set', 'trace-export', addressOf('/v1/traces'));
  await artisan('settings', 'set', 'metrics-port', String(port));
  await artisan('settings', 'set', 'reasoner', `small@${addressOf('/v1/chat/completions')}`);
  const mission = await rehearsed();
  expect(mission.result).toMatchObject({ remark: { by: 'small', text: 'Look at the drop.' } });
  expect(await artisan('missions', 'show', mission.id)).toContain(
    '(said by the language model small; nobody checked it)',
  );
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(page).toMatch(/artisan_mission_attempts_total\{[^}]*goal="sim-roast"[^}]*\} 1/);
  await until('the trace has come', async () =>
    received.some(({ path, body }) => path === '/v1/traces' && body.includes('invoke_agent')),
  );
  modelAnswers = { status: 500, body: 'out of order' };
  expect((await rehearsed()).result).toMatchObject({ remark: null });
  await artisan('settings', 'set', 'trace-export', 'off');
  await artisan('settings', 'set', 'metrics-port', 'off');
  await artisan('settings', 'set', 'reasoner', 'off');
  const sent = received.length;
  expect((await rehearsed()).result).not.toHaveProperty('remark');
  expect(received.length).toBe(sent);
  await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  expect(await artisan('settings', 'get')).toContain('reasoner: off');
});

test('a time that is none is refused in words', async () => {
  const wrong = await runArtisan(['settings', 'set', 'drift-watch', 'sometimes'], data);
  expect(wrong).toMatchObject({ exitCode: 1, out: '' });
  expect(wrong.err).toContain('such as "mon 06:00"');
});
