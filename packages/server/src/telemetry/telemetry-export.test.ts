import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeId } from '@artisan-ts/domain';
import type { Mission } from '@artisan-ts/kernel';
import type { MissionSpan, TelemetryExport } from '@artisan-ts/runtime';
import { recordingLogger } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telemetryExport } from '#telemetry/telemetry-export.ts';

const hex = '018f3c5e7a2b7c3d8e4f5a6b7c8d9e0f';
// What an export reads of a mission.
const mission = {
  id: makeId('mission', hex),
  traceId: makeId('boot', hex),
  goal: 'roast-report',
  state: 'DONE',
} as unknown as Mission;
const span = (spanId: string, over: Partial<MissionSpan> = {}): MissionSpan => ({
  spanId,
  parentId: null,
  epoch: 1,
  name: 'invoke_agent roast-report',
  startMs: 1_795_343_400_000,
  durationUs: 250_000,
  isError: false,
  attributes: {},
  ...over,
});
const spans = [
  span('0000000100000002', {
    parentId: '0000000100000001',
    name: 'execute_tool roast.read@1',
    durationUs: 1_500,
    isError: true,
    attributes: { 'gen_ai.tool.name': 'roast.read@1', 'artisan.decision': 'ALLOW' },
  }),
  span('0000000100000001', { attributes: { 'artisan.attempt': 1 } }),
];

interface Received {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly Record<string, unknown>[] }[];
  }[];
}

let receiver: Server;
let received: Received[];
let exporter: TelemetryExport;
const logger = recordingLogger();

beforeEach(async () => {
  received = [];
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push(JSON.parse(Buffer.concat(parts).toString()) as Received);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  exporter = telemetryExport('0.1.0', logger);
});

afterEach(async () => {
  await exporter.stop();
  receiver.close();
});

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const traceExport = () => `http://127.0.0.1:${portOf(receiver)}/v1/traces`;

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

describe('telling others of missions', () => {
  it('tells nobody anything until it was chosen', async () => {
    exporter.attempt(mission, spans);
    await exporter.choose({ traceExport: null, metricsPort: null });
    exporter.attempt(mission, spans);
    await exporter.stop();
    expect(received).toEqual([]);
  });

  it('sends the trace of a mission to a receiver, under the ids and times it has here', async () => {
    expect(await exporter.choose({ traceExport: traceExport(), metricsPort: null })).toEqual([]);
    exporter.attempt(mission, spans);
    await exporter.stop();
    const told = received.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
    expect(told).toMatchObject([
      {
        traceId: hex,
        spanId: '0000000100000002',
        parentSpanId: '0000000100000001',
        name: 'execute_tool roast.read@1',
        status: { code: 2 },
      },
      { traceId: hex, spanId: '0000000100000001', name: 'invoke_agent roast-report' },
    ]);
    expect(told[1]).toMatchObject({
      startTimeUnixNano: '1795343400000000000',
      endTimeUnixNano: '1795343400250000000',
    });
    expect(told[1]?.['parentSpanId']).toBeUndefined();
  });

  it('serves numbers for Prometheus at this computer, and no longer once it is switched off', async () => {
    const metricsPort = await freePort();
    expect(await exporter.choose({ traceExport: null, metricsPort })).toEqual([]);
    exporter.attempt(mission, spans);
    exporter.attempt({ ...mission, state: 'RETRY' }, spans);
    const url = `http://127.0.0.1:${metricsPort}/metrics`;
    const page = await (await fetch(url)).text();
    expect(page).toMatch(
      /artisan_mission_attempts_total\{[^}]*goal="roast-report"[^}]*state="DONE"[^}]*\} 1/,
    );
    expect(page).toMatch(/artisan_mission_attempt_seconds_count\{[^}]*\} 2/);
    expect(page).toMatch(
      /artisan_tool_calls_total\{[^}]*tool="roast.read@1"[^}]*decision="ALLOW"[^}]*\} 2/,
    );
    await exporter.choose({ traceExport: null, metricsPort: null });
    await expect(fetch(url)).rejects.toThrow();
  });

  it('says in words that a port is in use, and goes on', async () => {
    const metricsPort = portOf(receiver);
    const [trouble] = await exporter.choose({ traceExport: null, metricsPort });
    expect(trouble).toContain(`cannot be served on port ${metricsPort}`);
    expect(() => exporter.attempt(mission, spans)).not.toThrow();
  });

  it('loses nothing but what it would have told when the receiver is not there', async () => {
    const port = await freePort();
    await exporter.choose({ traceExport: `http://127.0.0.1:${port}/v1/traces`, metricsPort: null });
    exporter.attempt(mission, spans);
    await exporter.stop();
    expect(received).toEqual([]);
  });
});
