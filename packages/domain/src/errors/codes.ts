/** When it is worth doing the same thing again. */
export type RetryClass = 'never' | 'later' | 'after-change';

interface CodeMeaning {
  readonly retry: RetryClass;
  /** One sentence a person can read without the message. */
  readonly meaning: string;
}

/**
 * Every reason code this program can give. Append only: a code keeps its meaning for ever.
 *
 * `later`: the same call may succeed by itself. `after-change`: somebody has to change something first.
 */
export const errorCodes = {
  'defect.invariant': { retry: 'never', meaning: 'This program contradicted itself.' },
  'quantity.not-finite': {
    retry: 'never',
    meaning: 'A measured quantity must be a finite number.',
  },
  'quantity.out-of-range': { retry: 'never', meaning: 'The number is outside its possible range.' },
  'id.malformed': { retry: 'never', meaning: 'The text is not an id of the expected kind.' },

  'input.invalid': {
    retry: 'after-change',
    meaning: 'The request does not have the form that it must have.',
  },
  'input.too-large': { retry: 'after-change', meaning: 'The request is larger than allowed.' },
  'request.conflict': { retry: 'after-change', meaning: 'The present state does not allow this.' },
  'request.not-found': { retry: 'never', meaning: 'Nothing is stored under that name.' },
  'request.idempotency-mismatch': {
    retry: 'never',
    meaning: 'The idempotency key was already used for another request.',
  },
  'request.forbidden-host': {
    retry: 'never',
    meaning: 'The request came for or from a foreign host.',
  },

  'access.not-signed-in': { retry: 'after-change', meaning: 'Sign in first.' },
  'access.denied': { retry: 'never', meaning: 'Whoever asked may not do this.' },
  'access.wrong-pin': {
    retry: 'after-change',
    meaning: 'The name and the PIN do not belong together.',
  },
  'access.too-many-tries': { retry: 'later', meaning: 'Too many wrong PINs; wait a little.' },

  'format.not-alog': { retry: 'never', meaning: 'The file is not an Artisan roast log.' },
  'format.syntax': { retry: 'never', meaning: 'The file is not written in the form it claims.' },
  'format.too-deep': { retry: 'never', meaning: 'The file nests its values deeper than allowed.' },
  'format.too-large': { retry: 'never', meaning: 'The file is larger than allowed.' },
  'format.invalid-field': { retry: 'never', meaning: 'A field of the file has the wrong form.' },
  'format.no-samples': { retry: 'never', meaning: 'The file holds no temperature samples.' },
  'format.unknown': { retry: 'never', meaning: 'The file format is not known.' },

  'driver.unknown': { retry: 'never', meaning: 'No driver of that name is built in.' },
  'driver.settings': { retry: 'after-change', meaning: 'The settings do not fit the driver.' },
  'driver.port-missing': {
    retry: 'later',
    meaning: 'The port does not exist; is the cable plugged in?',
  },
  'driver.port-busy': { retry: 'later', meaning: 'Another program uses the port.' },
  'driver.port-denied': {
    retry: 'after-change',
    meaning: 'The system does not let us open the port.',
  },
  'driver.lost': { retry: 'later', meaning: 'The connection to the device went away.' },
  'driver.silent': { retry: 'later', meaning: 'The device does not answer.' },
  'driver.frame': { retry: 'later', meaning: 'The device sent something that cannot be read.' },
  'driver.refused': { retry: 'after-change', meaning: 'The device refused the command.' },
  'driver.process': { retry: 'later', meaning: 'The process that reads the device failed.' },
  'driver.finished': { retry: 'never', meaning: 'The recording that was played has ended.' },

  'telemetry.malformed': {
    retry: 'never',
    meaning: 'A telemetry message does not have the expected form.',
  },
  'telemetry.unknown-source': {
    retry: 'never',
    meaning: 'Telemetry came from a source nobody registered.',
  },
  'telemetry.duplicate': { retry: 'never', meaning: 'The same telemetry was already received.' },
  'telemetry.scope-mismatch': {
    retry: 'never',
    meaning: 'Topic, route and body do not name the same machine.',
  },
  'telemetry.unknown-boot': {
    retry: 'after-change',
    meaning: 'Readings came of a start of their sender that it has not announced.',
  },
  'telemetry.stale-boot': {
    retry: 'after-change',
    meaning: 'A sender announced a start that is older than one before: its counter went back.',
  },
  'telemetry.stale-hint': {
    retry: 'never',
    meaning: 'What a sensor says is too old to be of use, or in the future.',
  },
  'telemetry.equivocation': {
    retry: 'never',
    meaning: 'Two different messages claim the same place in the order.',
  },

  'lever.unknown': { retry: 'never', meaning: 'The machine has no such lever.' },
  'lever.out-of-range': {
    retry: 'after-change',
    meaning: 'The value is outside the range of the lever.',
  },
  'lever.not-logged': { retry: 'never', meaning: 'The lever is not set by hand.' },
  'mark.no-roast': { retry: 'after-change', meaning: 'There is no roast to mark.' },
  'mark.not-set': { retry: 'after-change', meaning: 'The mark is not set.' },
  'mark.derived': { retry: 'never', meaning: 'The turning point is computed and cannot be set.' },
  'mark.order': { retry: 'after-change', meaning: 'The mark would stand before charge.' },
  'mark.no-data': { retry: 'after-change', meaning: 'The machine has not sent a reading yet.' },

  'twin.withheld': {
    retry: 'after-change',
    meaning: 'Real roasts do not bear out what the twin would answer.',
  },
  'twin.learning': { retry: 'later', meaning: 'The twin is learning the machine from its roasts.' },
  'twin.unknown-roast': { retry: 'never', meaning: 'The twin was not fitted to that roast.' },

  'store.unavailable': { retry: 'later', meaning: 'The store cannot be written at the moment.' },
  'store.full': { retry: 'after-change', meaning: 'The disk is full.' },
  'store.read-only': { retry: 'after-change', meaning: 'The data folder cannot be written.' },
  'store.locked': { retry: 'later', meaning: 'Another station uses this data folder.' },
  'store.corrupt': { retry: 'after-change', meaning: 'The store does not hold what it should.' },
  'store.newer': { retry: 'after-change', meaning: 'The store was written by a newer version.' },

  'trust.not-canonical': {
    retry: 'never',
    meaning: 'A record that is hashed or signed must have exactly one spelling.',
  },
  'quality.nothing-to-undo': {
    retry: 'never',
    meaning: 'There is no correction that could be taken back.',
  },
  'photo.type': { retry: 'never', meaning: 'The file is not a picture of a kind that is kept.' },
  'photo.too-many': { retry: 'after-change', meaning: 'The roast has as many photos as it can.' },
  'photo.unavailable': { retry: 'after-change', meaning: 'Photos cannot be kept or read here.' },
  'cupping.blind': { retry: 'after-change', meaning: 'The cupping is still blind.' },
  'cupping.revealed': { retry: 'after-change', meaning: 'The codes were already revealed.' },
  'cupping.not-on-form': {
    retry: 'never',
    meaning: 'The form of this cupping does not have that entry or value.',
  },

  'autosave.folder': {
    retry: 'after-change',
    meaning: 'The folder for roast files cannot be used.',
  },
  'station.not-running': { retry: 'after-change', meaning: 'No station is running.' },
  'station.port-in-use': { retry: 'after-change', meaning: 'The network port is taken.' },
  'station.config': { retry: 'after-change', meaning: 'The configuration cannot be used.' },
  'bus.unavailable': { retry: 'later', meaning: 'The message broker cannot be reached.' },
  'station.tool-missing': {
    retry: 'after-change',
    meaning: 'A program that is needed is not installed.',
  },
} as const satisfies Record<string, CodeMeaning>;

/** One of the stable reason codes. */
export type ErrorCode = keyof typeof errorCodes;
