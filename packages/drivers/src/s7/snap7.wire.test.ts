import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort, requireNativePeer } from '@artisan-ts/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { SampleLog } from '#conformance/sample-log.ts';
import { until, worldClock } from '#conformance/world-clock.ts';
import { s7Driver } from '#s7/driver.ts';
import { tcpTransport } from '#transport/tcp.ts';

const snap7 = requireNativePeer('node-snap7');

/** A PLC of Snap7 with the blocks 2 and 3 of a Giesen; BT rises by a quarter of a degree with every reading of it. */
const program = `
const { S7Server } = require('node-snap7');
const server = new S7Server();
const [two, three] = [Buffer.alloc(64), Buffer.alloc(256)];
two.writeInt16BE(56, 14);
two.writeInt16BE(55, 48);
three.writeFloatBE(90, 116);
three.writeFloatBE(210.5, 112);
server.RegisterArea(server.srvAreaDB, 2, two);
server.RegisterArea(server.srvAreaDB, 3, three);
server.SetParam(server.LocalPort, Number(process.argv[1]));
server.on('event', ({ EvtCode }) => {
  if (EvtCode === 0x40000) console.log('written');
});
server.StartTo('127.0.0.1', (error) => console.log(error ? server.ErrorText(error) : 'listening'));
let bt = 90;
setInterval(() => {
  bt += 0.25;
  const next = Buffer.alloc(4);
  next.writeFloatBE(bt);
  const all = server.GetArea(server.srvAreaDB, 3);
  next.copy(all, 116);
  server.SetArea(server.srvAreaDB, 3, all);
}, 100);
`;

describe.runIf(snap7)('a PLC of Snap7, which is not ours', () => {
  let plc: ChildProcess | null = null;
  afterEach(() => void plc?.kill('SIGKILL'));

  it('is read as it is, never written to, and found gone', async () => {
    if (snap7 === null) return;
    const port = await freePort();
    let said = '';
    plc = spawn(snap7.node, ['-e', program, String(port)], { cwd: snap7.cwd });
    plc.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
    });
    plc.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
    });
    await until(() => said.includes('\n'));
    expect(said).toBe('listening\n');
    const kind = s7Driver(tcpTransport);
    const channels =
      'BT=DB3.116 REAL C; ET=DB3.112 REAL C; Burner=DB2.14 INT-1; Burner %=DB2.48 INT';
    const address = `127.0.0.1:${port}`;
    const described = kind.describe({ address, channels, intervalS: 0.2, replyTimeoutS: 2 });
    if (!described.ok) throw new Error(described.message);
    const log = new SampleLog();
    const device = kind.create(described.value.settings, worldClock);
    const running = device.reading.run(log, new AbortController().signal);
    running.catch(() => undefined);
    await until(() => log.samples.length >= 10);
    for (const { values } of log.samples) expect(values.slice(1)).toEqual([210.5, 55, 55]);
    const heard = log.column(0).map((value) => value ?? 0);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBeGreaterThan(heard[0] ?? 0);
    plc.kill('SIGKILL');
    await once(plc, 'exit');
    await expect(running).rejects.toMatchObject({ code: 'driver.lost' });
    expect(said).toBe('listening\n');
  });
});
