import type { Server } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { ArtisanError } from '@artisan-ts/domain';
import NodeS7 from 'nodes7';
import { afterEach, describe, expect, it } from 'vitest';
import { SampleLog } from '#conformance/sample-log.ts';
import { listenWith } from '#conformance/socket-connection.ts';
import { worldClock as clock, patienceMs } from '#conformance/world-clock.ts';
import { s7Driver } from '#s7/driver.ts';
import { S7Simulator, SimulatedBlocks } from '#s7/simulator.ts';
import { tcpTransport } from '#transport/tcp.ts';

/** 200.0 at DB3.116, 55 at DB2.48 and 56 at DB2.14. */
function giesen(): SimulatedBlocks {
  const blocks = new SimulatedBlocks();
  blocks.set({ area: 'DB', block: 3, byte: 116 }, Uint8Array.of(0x43, 0x48, 0, 0));
  blocks.set({ area: 'DB', block: 2, byte: 14 }, Uint8Array.of(0, 56));
  blocks.set({ area: 'DB', block: 2, byte: 48 }, Uint8Array.of(0, 55));
  return blocks;
}

describe('the S7 simulator on a socket', () => {
  let server: Server | null = null;
  afterEach(() => void server?.close());

  async function listen(): Promise<number> {
    const blocks = giesen();
    const listening = await listenWith((connection) => {
      new S7Simulator({ connection, clock, blocks });
    });
    server = listening.server;
    return listening.port;
  }

  it('is understood by an S7 client that is not ours', async () => {
    const port = await listen();
    const client = new NodeS7({ silent: true });
    const read = await new Promise<Record<string, unknown>>((resolve, reject) => {
      client.initiateConnection({ host: '127.0.0.1', port, rack: 0, slot: 1 }, (fault) => {
        if (fault) return reject(new Error(String(fault)));
        client.addItems(['DB3,REAL116', 'DB2,INT48', 'DB2,INT14']);
        client.readAllItems((bad, values) => (bad ? reject(new Error('bad')) : resolve(values)));
      });
    });
    client.dropConnection();
    expect(read).toEqual({ 'DB3,REAL116': 200, 'DB2,INT48': 55, 'DB2,INT14': 56 });
  });

  it('is read by the driver over TCP', async () => {
    const port = await listen();
    const channels = 'BT=DB3.116 REAL C; Burner=DB2.14 INT-1; Burner %=DB2.48 INT';
    const kind = s7Driver(tcpTransport);
    const settings = { address: `127.0.0.1:${port}`, channels, intervalS: 0.2, replyTimeoutS: 2 };
    const described = kind.describe(settings);
    if (!described.ok) throw new ArtisanError(described.code, described.message);
    const device = kind.create(described.value.settings, clock);
    const log = new SampleLog();
    const abort = new AbortController();
    const running = device.reading.run(log, abort.signal);
    const deadline = performance.now() + patienceMs;
    while (log.samples.length < 10 && performance.now() < deadline) await setTimeout(5);
    abort.abort();
    await running;
    expect(log.samples.slice(0, 10).map(({ values }) => values)).toEqual(
      Array.from({ length: 10 }, () => [200, 55, 55]),
    );
  });
});
