import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Device } from '@artisan-ts/runtime';
import { freePort, Mosquitto, requireTool } from '@artisan-ts/testkit';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SampleLog } from '#conformance/sample-log.ts';
import { until, worldClock } from '#conformance/world-clock.ts';
import { mqttTopicsDriver } from '#mqtt-topics/driver.ts';
import { mqttTransport } from '#transport/mqtt.ts';

const mosquitto = requireTool('mosquitto');
const openssl = requireTool('openssl');

function deviceOf(settings: Readonly<Record<string, unknown>>): Device {
  const kind = mqttTopicsDriver(mqttTransport);
  const described = kind.describe({ topic: 'roaster/+/state', channels: 'BT=bt', ...settings });
  if (!described.ok) throw new Error(described.message);
  return kind.create(described.value.settings, worldClock);
}

describe.runIf(mosquitto)('a Mosquitto that is not ours', () => {
  let folder = '';
  let broker: Mosquitto | null = null;
  let publisher: MqttClient | null = null;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'artisan-topics-'));
  });
  afterEach(async () => {
    publisher?.end(true);
    await broker?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(more?: string): Promise<number> {
    broker = new Mosquitto(mosquitto ?? '', await freePort(), more);
    await broker.start();
    return broker.port;
  }

  it('hands over what several topics say, not what it kept, and is found gone and back', async () => {
    const port = await start();
    const url = `mqtt://127.0.0.1:${port}`;
    publisher = await connectAsync(url);
    const all: string[] = [];
    publisher.on('message', (topic) => all.push(topic));
    await publisher.subscribeAsync('#');
    await publisher.publishAsync('roaster/1/state', '{"bt":250}', { retain: true });
    const channels = 'BT=bt C; ET=@ F from probes/et';
    const device = deviceOf({ broker: url, channels, qos: '1', intervalS: 0.2 });
    const log = new SampleLog();
    const running = device.reading.run(log, new AbortController().signal);
    running.catch(() => undefined);
    let round = 0;
    const timer = setInterval(() => {
      publisher?.publish('probes/et', '410', { qos: 1 });
      publisher?.publish('roaster/1/state', `{"bt":${90 + round++}}`, { qos: 1 });
    }, 200);
    try {
      await until(() => log.samples.length >= 8);
    } finally {
      clearInterval(timer);
    }
    const heard = log.column(0).filter((value) => value !== null);
    const first = heard[0] ?? 0;
    expect(first).toBeLessThan(250);
    expect(heard.slice(0, 6)).toEqual(heard.slice(0, 6).map((_, at) => first + at));
    expect(log.samples.some(({ values }) => Math.abs((values[1] ?? 0) - 210) < 1e-9)).toBe(true);
    await broker?.stop('SIGKILL');
    await expect(running).rejects.toMatchObject({ code: 'driver.lost' });
    const again = deviceOf({ broker: url }).reading;
    await expect(again.run(new SampleLog(), new AbortController().signal)).rejects.toMatchObject({
      code: 'driver.port-missing',
    });
    // Nothing came to the broker but what the device published.
    expect(new Set(all)).toEqual(new Set(['roaster/1/state', 'probes/et']));
  });

  it('lets in who has the password of the file, and says who it does not', async () => {
    const [passwords, word] = [join(folder, 'passwords'), join(folder, 'word')];
    writeFileSync(passwords, 'roastery:a word of theirs\n', { mode: 0o600 });
    execFileSync('mosquitto_passwd', ['-U', passwords]);
    const who = `allow_anonymous false\npassword_file ${passwords}`;
    const port = await start(who);
    const settings = { broker: `mqtt://127.0.0.1:${port}`, user: 'roastery', passwordFile: word };
    writeFileSync(word, 'another word\n');
    const refused = deviceOf(settings).reading.run(new SampleLog(), new AbortController().signal);
    await expect(refused).rejects.toMatchObject({ code: 'driver.port-denied' });
    writeFileSync(word, 'a word of theirs\n');
    const log = new SampleLog();
    const abort = new AbortController();
    const running = deviceOf(settings).reading.run(log, abort.signal);
    publisher = await connectAsync(settings.broker, {
      username: 'roastery',
      password: 'a word of theirs',
    });
    const timer = setInterval(() => publisher?.publish('roaster/1/state', '{"bt":99}'), 100);
    try {
      await until(() => log.samples.length > 0);
    } finally {
      clearInterval(timer);
      abort.abort();
    }
    await running;
    expect(log.column(0)[0]).toBe(99);
    const missing = deviceOf({ ...settings, passwordFile: join(folder, 'none') });
    const unread = missing.reading.run(new SampleLog(), new AbortController().signal);
    await expect(unread).rejects.toThrow(/none cannot be read/);
  });

  it.runIf(openssl)('is believed over TLS with its own authority, and only with it', async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const names = 'subjectAltName=IP:127.0.0.1';
    const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=roastery -addext ${names} -keyout ${key} -out ${cert}`;
    execFileSync(openssl ?? '', made.split(' '), { stdio: 'ignore' });
    const port = await start(`allow_anonymous true\ncertfile ${cert}\nkeyfile ${key}`);
    const url = `mqtts://127.0.0.1:${port}`;
    const stranger = deviceOf({ broker: url }).reading;
    const refused = stranger.run(new SampleLog(), new AbortController().signal);
    await expect(refused).rejects.toMatchObject({ code: 'driver.port-missing' });
    await expect(refused).rejects.toThrow(/certificate/);
    const log = new SampleLog();
    const abort = new AbortController();
    const running = deviceOf({ broker: url, caFile: cert }).reading.run(log, abort.signal);
    publisher = await connectAsync(url, { rejectUnauthorized: false });
    const timer = setInterval(() => publisher?.publish('roaster/1/state', '{"bt":99}'), 100);
    try {
      await until(() => log.samples.length > 0);
    } finally {
      clearInterval(timer);
      abort.abort();
    }
    await running;
    expect(log.column(0)[0]).toBe(99);
  });
});
