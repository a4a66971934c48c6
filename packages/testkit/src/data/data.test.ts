import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { otherRoastFiles, roastFiles } from '#data/roast-files.ts';
import { requireTool } from '#data/tool.ts';

const executable = 0o755;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'testkit-'));
  for (const name of ['b.alog', 'a.alog', 'c.csv']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'socat'), '', { mode: executable });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function printed(): string[] {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  return lines;
}

describe('a suite that wants a program', () => {
  it('is skipped with the package to install when it is missing', () => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('ARTISAN_REQUIRE', undefined);
    const lines = printed();
    expect(requireTool('socat')).toBeNull();
    expect(lines).toEqual(['skipped: socat is not installed: apt-get install socat\n']);
  });

  it('fails instead where everything is required', () => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('ARTISAN_REQUIRE', 'all');
    expect(() => requireTool('chromium')).toThrow('apt-get install chromium');
  });

  it('gets the path of what is installed', () => {
    vi.stubEnv('PATH', ['/nowhere', folder].join(delimiter));
    vi.stubEnv('ARTISAN_REQUIRE', 'all');
    expect(requireTool('socat')).toBe(join(folder, 'socat'));
  });
});

describe('roast files', () => {
  it('are all of the folder that is named, and no others', () => {
    vi.stubEnv('ARTISAN_ROASTS', folder);
    expect(roastFiles().map((path) => basename(path))).toEqual(['a.alog', 'b.alog']);
  });

  it('are none, with the reason, where there is no folder', () => {
    vi.stubEnv('ARTISAN_ROASTS', '/nowhere');
    vi.stubEnv('ARTISAN_REQUIRE', undefined);
    const lines = printed();
    expect(roastFiles()).toEqual([]);
    expect(lines).toEqual(['skipped: no *.alog in /nowhere: set ARTISAN_ROASTS\n']);
  });

  it('must be there where everything is required', () => {
    vi.stubEnv('ARTISAN_REQUIRE', 'all');
    expect(() => otherRoastFiles('*.no-such-format')).toThrow('*.no-such-format');
  });
});
