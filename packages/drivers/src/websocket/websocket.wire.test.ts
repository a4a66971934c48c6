import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { SampleLog } from '#conformance/sample-log.ts';
import { worldClock as clock, patienceMs, until } from '#conformance/world-clock.ts';
import { webSocketTransport } from '#transport/websocket.ts';
import { webSocketDriver } from '#websocket/driver.ts';

describe('a WebSocket server that is not ours', () => {
  let server: WebSocketServer | null = null;
  afterEach(() => {
    for (const client of server?.clients ?? []) client.terminate();
    server?.close();
  });

  it('may say more than anybody wants to hear, and spread its JSON over lines', async () => {
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server?.once('listening', resolve));
    server.on('connection', (socket) => {
      socket.on('message', () => {
        socket.send('x'.repeat(3_000_000));
        socket.send(JSON.stringify({ id: 1, data: { BT: 90 } }, null, 2));
        socket.send('{1,BT:90.1}\n{1,BT:90.2}');
      });
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    const transport = webSocketTransport(`ws://127.0.0.1:${address.port}/`);
    const connection = await transport.open(new AbortController().signal);
    const heard: string[] = [];
    connection.onData((bytes) => heard.push(new TextDecoder().decode(bytes)));
    await connection.write(new TextEncoder().encode('{}\n'));
    await until(() => heard.length === 3);
    const [large = '', json = '', lines = ''] = heard;
    expect(large).toHaveLength(3_000_001);
    expect(json.trimEnd()).not.toContain('\n');
    expect(JSON.parse(json)).toEqual({ id: 1, data: { BT: 90 } });
    expect(lines).toBe('{1,BT:90.1}\n{1,BT:90.2}\n');
    await connection.close();
  });

  it('is read with compressed text and binary messages, presses a button, and is lost when it goes', async () => {
    const heard: string[] = [];
    server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: true });
    await new Promise((resolve) => server?.once('listening', resolve));
    server.on('connection', (socket) => {
      socket.on('message', (message) => {
        heard.push(String(message));
        const { id } = JSON.parse(String(message)) as { id: number };
        const answer = JSON.stringify({ id, data: { BT: 90 + heard.length, ET: 200 } });
        if (heard.length === 3) socket.send('{"pushMessage":"startRoasting"}');
        socket.send(heard.length % 2 === 0 ? Buffer.from(answer) : answer);
      });
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    const kind = webSocketDriver(webSocketTransport);
    const url = `ws://127.0.0.1:${address.port}/WebSocket`;
    const described = kind.describe({ url, intervalS: 0.2, replyTimeoutS: 2 });
    if (!described.ok) throw new Error(described.message);
    const device = kind.create(described.value.settings, clock);
    const log = new SampleLog();
    const running = device.reading.run(log, new AbortController().signal);
    const deadline = performance.now() + patienceMs;
    while (log.samples.length < 6 && performance.now() < deadline) await setTimeout(5);
    expect(log.column(0).slice(0, 6)).toEqual([91, 92, 93, 94, 95, 96]);
    expect(log.marks.map((mark) => mark.kind)).toEqual(['charge']);
    for (const client of server.clients) client.terminate();
    await expect(running).rejects.toMatchObject({ code: 'driver.lost' });
    expect(heard.every((text) => /^{"command":"getData"/.test(text))).toBe(true);
    server.close();
    const again = kind.create(described.value.settings, clock);
    const missing = again.reading.run(new SampleLog(), new AbortController().signal);
    await expect(missing).rejects.toMatchObject({ code: 'driver.port-missing' });
  });
});
