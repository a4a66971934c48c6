import type { SerialPortList } from '@artisan-ts/contracts';

/** What helps when the system does not let a port be opened, or shows none. */
export interface OpenHelp {
  readonly title: string;
  readonly steps: readonly string[];
  /** Lines to be copied; empty: none. */
  readonly commands: readonly string[];
}

/** A rule for Linux that lets everybody at this computer use its serial converters, whatever their group. */
const udevRule = 'SUBSYSTEM=="tty", SUBSYSTEMS=="usb", MODE="0660", TAG+="uaccess"';

/**
 * Help for a reason code of the station and the system that it runs on; null: there is nothing to do about the system.
 * `none`: the person sees no port at all.
 */
export function openHelp(
  code: string | null,
  platform: SerialPortList['platform'],
): OpenHelp | null {
  if (code === 'driver.port-denied') return deniedHelp(platform);
  if (code === 'none' || code === 'driver.port-missing') return missingHelp(platform);
  return null;
}

function deniedHelp(platform: SerialPortList['platform']): OpenHelp | null {
  if (platform === 'linux') {
    return {
      title: 'Linux lets only members of a group open serial ports',
      steps: [
        'Add yourself to that group (dialout; uucp on Arch), then sign out of the computer and in again. Or put the rule into /etc/udev/rules.d/70-artisan-serial.rules, reload, and plug the cable in again.',
      ],
      commands: [
        'sudo usermod -aG dialout $USER',
        `echo '${udevRule}' | sudo tee /etc/udev/rules.d/70-artisan-serial.rules`,
        'sudo udevadm control --reload && sudo udevadm trigger',
      ],
    };
  }
  if (platform === 'macos') {
    return {
      title: 'macOS has to let this program use the port',
      steps: ['Allow it under System Settings, Privacy and Security, then try again.'],
      commands: [],
    };
  }
  return null;
}

/** What a converter needs, by system. */
const drivers: Readonly<Record<SerialPortList['platform'], string>> = {
  linux:
    'Linux has the drivers of all usual converters. brltty can take a CH340 away from you: remove it if you do not need a braille display.',
  macos:
    'macOS has drivers for FTDI and CDC boards; for CH340 and CP210x install the driver of WCH or Silicon Labs, allow it under Privacy and Security, and restart.',
  windows:
    'Windows finds most converters by itself; a CH340, CP210x or FTDI that is shown with a yellow sign in the Device Manager wants the driver of WCH, Silicon Labs or FTDI.',
  other: 'The converter may want a driver of its maker.',
};

function missingHelp(platform: SerialPortList['platform']): OpenHelp {
  return {
    title: 'A machine on a cable that is not in the list',
    steps: [
      'Plug it in, switch it on, and look again. Some cables only charge: try another one.',
      drivers[platform],
    ],
    commands: [],
  };
}
