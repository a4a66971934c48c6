import { expect, test } from 'vitest';
import { openHelp } from '#screens/connect/open-help.ts';

test('a port that may not be opened has a way out on Linux, to be copied', () => {
  const help = openHelp('driver.port-denied', 'linux');
  expect(help?.commands[0]).toBe('sudo usermod -aG dialout $USER');
  expect(help?.commands.join('\n')).toContain('/etc/udev/rules.d/70-artisan-serial.rules');
});

test('a port that is not there names the driver of the system it is missing on', () => {
  expect(openHelp('driver.port-missing', 'windows')?.steps.join(' ')).toContain('Device Manager');
  expect(openHelp('none', 'macos')?.steps.join(' ')).toContain('Privacy and Security');
});

test('a busy port and a silent device are no matter of the system', () => {
  expect(openHelp('driver.port-busy', 'linux')).toBeNull();
  expect(openHelp('driver.silent', 'linux')).toBeNull();
  expect(openHelp(null, 'linux')).toBeNull();
});
