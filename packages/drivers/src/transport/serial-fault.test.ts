import { describe, expect, it } from 'vitest';
import { lostFault, openFault } from '#transport/serial-fault.ts';

describe('what a serial port says when it cannot be opened', () => {
  it.each([
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'driver.port-missing'],
    ['Error No such file or directory Cannot open /dev/ttyUSB0', 'driver.port-missing'],
    ['Opening COM7: File not found', 'driver.port-missing'],
    ['Error Resource temporarily unavailable Cannot lock port', 'driver.port-busy'],
    ['Error Device or resource busy Cannot open /dev/ttyUSB0', 'driver.port-busy'],
    ['Error Resource busy Cannot open /dev/cu.usbserial', 'driver.port-busy'],
    ['Opening COM3: Access denied', 'driver.port-busy'],
    ['Error Permission denied Cannot open /dev/ttyUSB0', 'driver.port-denied'],
    ['Error baud rate of 12345 is not supported on your platform', 'driver.lost'],
  ])('calls "%s" %s', (said, code) => {
    const fault = openFault('/dev/ttyUSB0', new Error(said));
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(said);
    expect(fault.cause).toBeInstanceOf(Error);
  });

  it('tells a person on Linux which group to join', () => {
    const fault = openFault('/dev/ttyUSB0', new Error('Error Permission denied Cannot open x'));
    expect(fault.message).toContain('sudo usermod -aG dialout');
  });

  it('calls the end of an open port a lost connection, whatever the system says', () => {
    expect(lostFault('/dev/ttyUSB0', new Error('bad file descriptor')).code).toBe('driver.lost');
    expect(lostFault('/dev/ttyUSB0', null).message).toContain('/dev/ttyUSB0');
  });
});
