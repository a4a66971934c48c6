import { describe, expect, it } from 'vitest';
import { KeepAwake } from '#platform/keep-awake.ts';

const parts = { sleptMs: () => 5000, nowMs: () => 0 };

describe('keeping the computer awake', () => {
  it('says what to do where the platform has no way', () => {
    const sleep = new KeepAwake({ ...parts, platform: 'win32' });
    sleep.keepAwake(true);
    expect(sleep.trouble()).toMatch(/Turn sleep off/);
    sleep.keepAwake(false);
  });

  it('does not fail when the program that does it is missing, and says so', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      const sleep = new KeepAwake({ ...parts, platform: 'linux' });
      sleep.keepAwake(true);
      await expect.poll(() => sleep.trouble()).toMatch(/systemd-inhibit is not installed/);
      sleep.keepAwake(true);
      sleep.keepAwake(false);
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('tells how long the computer slept', () => {
    expect(new KeepAwake(parts).sleptMs()).toBe(5000);
  });
});
