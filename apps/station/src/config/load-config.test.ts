import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stationConfigJsonSchema } from '@artisan-ts/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataFolderOf } from '#config/data-folder.ts';
import { loadConfig } from '#config/load-config.ts';
import shipped from '../../config.schema.json' with { type: 'json' };

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'artisan-config-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true }));

const writeConfig = (text: string) => writeFileSync(join(dataFolder, 'config.json'), text);

test('without any word about it the station listens on port 4717 of this computer alone', () => {
  expect(loadConfig({ flags: {}, env: {}, dataFolder })).toEqual({
    ok: true,
    value: { port: 4717, listen: '127.0.0.1', allowedHosts: [], broker: { kind: 'off' } },
  });
});

test('a flag wins over the environment, the environment over the file, field by field', () => {
  writeConfig('{"port": 1000, "listen": "::1", "allowedHosts": ["roastery.lan"]}');
  const env = { ARTISAN_PORT: '2000', ARTISAN_LISTEN: '0.0.0.0' };
  expect(loadConfig({ flags: { port: '3000' }, env, dataFolder })).toEqual({
    ok: true,
    value: {
      port: 3000,
      listen: '0.0.0.0',
      allowedHosts: ['roastery.lan'],
      broker: { kind: 'off' },
    },
  });
});

test.each([
  ['{"prot": 1}', {}, {}, 'config.json: '],
  ['{"port": "x"}', {}, {}, 'config.json: port is "x": give a whole number'],
  [
    '{"broker": {"kind": "embedded", "listen": "0.0.0.0"}}',
    {},
    {},
    'broker.credentials is missing: give a username',
  ],
  ['{"broker": {"kind": "external", "url": "mqtt://me:secret@host"}}', {}, {}, 'broker.url'],
  ['{"port": 1', {}, {}, 'config.json is not JSON: '],
  ['{}', { ARTISAN_ALLOWED_HOSTS: 'a,,b' }, {}, 'ARTISAN_ALLOWED_HOSTS[1] is empty: '],
  ['{"missionsDatabase": "postgres://me:secret@host/db"}', {}, {}, 'PGPASSWORD'],
  ['{}', { ARTISAN_AUDIT_ANCHORS: '' }, {}, 'ARTISAN_AUDIT_ANCHORS is empty: give '],
  ['[1]', {}, {}, 'is no JSON object'],
  ['{}', { ARTISAN_PORT: '70000' }, {}, 'ARTISAN_PORT is 70000: give '],
  ['{}', {}, { port: 'abc' }, '--port is "abc": give '],
])('a mistake in %s %j %j is refused by naming the place: %s', (file, env, flags, told) => {
  writeConfig(file);
  const refused = loadConfig({ flags, env, dataFolder });
  expect(refused).toMatchObject({ ok: false, code: 'station.config' });
  expect(refused).toHaveProperty('message', expect.stringContaining(told));
});

test('a data folder named by a flag wins over ARTISAN_DATA', () => {
  expect(dataFolderOf('/a', { ARTISAN_DATA: '/b' })).toBe('/a');
  expect(dataFolderOf(undefined, { ARTISAN_DATA: '/b' })).toBe('/b');
});

test('the JSON Schema that is shipped describes the configuration that is read', () => {
  expect(shipped).toEqual(stationConfigJsonSchema());
});
