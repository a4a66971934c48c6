import type { MonoUs } from '@artisan-ts/domain';
import {
  encodePacket,
  type PhidgetKind,
  type PhidgetPacket,
  phidgetFramer,
  phidgetIdent,
  proofOf,
} from '#phidgets/frame.ts';
import type { PhidgetInput, PhidgetSettings } from '#phidgets/settings.ts';
import {
  type ChannelReading,
  type Conversation,
  stay,
  temperatureReading,
  type WireEffect,
  type WireTurn,
} from '#wire/conversation.ts';
import { freshReadings, heardValues, type LastValues, nothingSaid } from '#wire/last-values.ts';
import { type ListenPlan, type ListenState, listenConversation } from '#wire/listen.ts';
import type { Stamped } from '#wire/poll.ts';

/** A packet, and when its first byte came. */
export type PhidgetFrame = { readonly packet: PhidgetPacket } & Stamped;

/** A value of an opened input. */
interface PhidgetListen {
  readonly frame: { readonly input: number; readonly reading: ChannelReading } & Stamped;
  readonly memory: LastValues;
}

interface AttachedDevice {
  readonly serial: number;
  readonly hubPort: number | null;
}

/** A channel of a device, and which input it is here. */
interface InputChannel {
  readonly device: string;
  readonly channel: string;
  readonly input: number;
}

/** Where the conversation stands: let in or not yet, what is attached, what is opened, and what was heard. */
export interface PhidgetState {
  readonly stage: 'hello' | 'nonce' | 'proof' | 'in';
  readonly nonce: string;
  /** Packets said on this connection. */
  readonly said: number;
  readonly devices: Readonly<Record<string, AttachedDevice>>;
  /** By the number of the question. */
  readonly opening: Readonly<Record<number, InputChannel>>;
  /** By the id of the channel. */
  readonly opened: Readonly<Record<string, InputChannel>>;
  readonly listening: ListenState<PhidgetListen>;
}

/** Thermometers report four times a second; what was not repeated for so long is not of now. */
const freshUs = 5_000_000;
/** Version of the network protocol that is spoken. */
const version = { pmajor: 2, pminor: 4 } as const;
const temperatureSensor = 28;
/** Packets of an opened channel: its temperature, and that it has none. */
const temperatureChange = 95;
const errorEvent = 17;
const eventFlag = 1;

/**
 * The conversation with a Phidget network server: to be let in, to open the inputs as they are, to hear what they measure.
 * Nothing is ever set. `nonce` gives a fresh one for each connection.
 */
export function phidgetConversation(
  { inputs, intervalUs }: PhidgetSettings,
  nonce: () => string,
): Conversation<PhidgetState, PhidgetFrame> {
  const listen = listenConversation(planOf(inputs.length, intervalUs));
  return {
    framer: () => phidgetFramer(),
    open: (nowUs) => {
      const { state: listening } = listen.open(nowUs);
      const state: PhidgetState = {
        stage: 'hello',
        nonce: nonce(),
        said: 0,
        devices: {},
        opening: {},
        opened: {},
        listening,
      };
      return say(state, 'hello', { type: 'www,nodejs', ...version });
    },
    decide: (state, input, nowUs) => {
      if (input.type === 'frame') return onPacket(inputs, listen, state, input.frame, nowUs);
      const turn = listen.decide(state.listening, input, nowUs);
      return { state: { ...state, listening: turn.state }, effects: turn.effects };
    },
    wakeUs: ({ listening }) => listen.wakeUs(listening),
  };
}

function planOf(channelCount: number, intervalUs: number): ListenPlan<PhidgetListen> {
  return {
    intervalUs,
    channelCount,
    advice:
      'check that the Phidgets are plugged in, the channels, and that no other program has opened them',
    nothing: nothingSaid(channelCount),
    framer: () => ({ push: () => [] }),
    take: (memory, { input, reading, beganUs }) => {
      const came: ChannelReading[] = [];
      came[input] = reading;
      return heardValues(memory, came, beganUs, freshUs);
    },
    readings: (memory, nowUs) => freshReadings(memory, nowUs, freshUs, 'not-connected'),
  };
}

type Turn = WireTurn<PhidgetState>;

/** Numbers of packets below ten are not used. */
const firstNumber = 10;
const numbers = 65_000;

function say(
  state: PhidgetState,
  kind: PhidgetKind,
  data: Readonly<Record<string, unknown>> | null,
  answers?: number,
): Turn {
  const said = state.said + 1;
  const number = firstNumber + (said % numbers);
  const isReply = answers !== undefined;
  const bytes = encodePacket({ kind, number, data, ...(isReply && { answers, isReply }) });
  return { state: { ...state, said }, effects: [{ type: 'send', bytes }] };
}

function refused(state: PhidgetState, message: string): Turn {
  return { state, effects: [{ type: 'fault', code: 'driver.refused', message }] };
}

function onPacket(
  inputs: readonly PhidgetInput[],
  listen: Conversation<ListenState<PhidgetListen>, PhidgetListen['frame']>,
  state: PhidgetState,
  { packet, beganUs }: PhidgetFrame,
  nowUs: MonoUs,
): Turn {
  if (state.stage !== 'in') return onDoor(state, packet);
  const { kind, data } = packet;
  switch (kind) {
    case 'alive':
      return packet.isReply ? stay(state) : say(state, 'alive', null, packet.number);
    case 'attach':
      return stay({
        ...state,
        devices: { ...state.devices, [idOf(data, 'phid')]: deviceOf(data) },
      });
    case 'detach':
      return stay(without(state, idOf(data, 'phid')));
    case 'channel':
      return onChannel(inputs, state, data);
    case 'open':
      return packet.isReply ? onOpened(inputs, state, packet) : stay(state);
    case 'bridge': {
      if (packet.isReply) return stay(state);
      const isEvent = (Number(data['f']) & eventFlag) !== 0;
      const after = isEvent ? stay(state) : say(state, 'bridge', null, packet.number);
      const input = state.opened[idOf(data, 'O')]?.input;
      const reading = readingOf(data);
      if (input === undefined || reading === null) return after;
      const heard = { type: 'frame', frame: { input, reading, beganUs } } as const;
      const turn = listen.decide(after.state.listening, heard, nowUs);
      const effects: readonly WireEffect[] = [...after.effects, ...turn.effects];
      return { state: { ...after.state, listening: turn.state }, effects };
    }
    default:
      return stay(state);
  }
}

/** Let in step by step: hello, a number from each side, the proof made of both. */
function onDoor(state: PhidgetState, { data }: PhidgetPacket): Turn {
  const result = Number(data['result'] ?? data['E'] ?? Number.NaN);
  if (result !== 0) {
    const why =
      state.stage === 'proof'
        ? 'the network server wants a password, which is not sent: switch its password off'
        : `the network server does not let this program in (its code is ${result})`;
    return refused(state, why);
  }
  if (state.stage === 'hello') {
    const next: PhidgetState = { ...state, stage: 'nonce' };
    return say(next, 'beginProof', { ident: phidgetIdent, nonceC: state.nonce });
  }
  if (state.stage === 'proof') return stay({ ...state, stage: 'in' });
  if (data['nonceC'] !== state.nonce) {
    return refused(state, 'the network server answered somebody else');
  }
  const [nonceC, nonceS, salt] = [state.nonce, String(data['nonceS']), String(data['salt'])];
  const proof = proofOf(nonceC, nonceS, salt);
  return say({ ...state, stage: 'proof' }, 'proof', { nonceC, nonceS, proof });
}

function idOf(data: Readonly<Record<string, unknown>>, name: string): string {
  const id = data[name];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

function deviceOf(data: Readonly<Record<string, unknown>>): AttachedDevice {
  const isAtHub = data['type'] === 'VINT';
  return {
    serial: Number(data['serialNumber']),
    hubPort: isAtHub ? Number(data['hubPort']) : null,
  };
}

/** A device is gone; when it comes back, it comes as another one. */
function without(state: PhidgetState, gone: string): PhidgetState {
  const { [gone]: _gone, ...devices } = state.devices;
  const stays = ([, { device }]: [string, InputChannel]) => device !== gone;
  const opened = Object.fromEntries(Object.entries(state.opened).filter(stays));
  const opening = Object.fromEntries(Object.entries(state.opening).filter(stays));
  return { ...state, devices, opened, opening };
}

function onChannel(
  inputs: readonly PhidgetInput[],
  state: PhidgetState,
  data: Readonly<Record<string, unknown>>,
): Turn {
  const device = state.devices[idOf(data, 'parent')];
  if (device === undefined || data['class'] !== temperatureSensor) return stay(state);
  const known = [...Object.values(state.opened), ...Object.values(state.opening)];
  const taken = known.map(({ input }) => input);
  const input = inputs.findIndex(
    ({ serial, hubPort, index }, at) =>
      !taken.includes(at) &&
      index === data['index'] &&
      (serial === null || serial === device.serial) &&
      (hubPort === null || hubPort === device.hubPort),
  );
  if (input < 0) return stay(state);
  const [phid, channel] = [idOf(data, 'parent'), idOf(data, 'chid')];
  const asked = say(state, 'open', {
    phid,
    channel,
    class: temperatureSensor,
    index: data['uniqueIndex'],
    version: data['version'],
    // As it is: the settings of the channel are somebody else's.
    chreset: 0,
  });
  const number = firstNumber + (asked.state.said % numbers);
  const opening = { ...asked.state.opening, [number]: { device: phid, channel, input } };
  return { state: { ...asked.state, opening }, effects: asked.effects };
}

function onOpened(
  inputs: readonly PhidgetInput[],
  state: PhidgetState,
  { answers, data }: PhidgetPacket,
): Turn {
  const asked = state.opening[answers];
  if (asked === undefined) return stay(state);
  const { [answers]: _done, ...opening } = state.opening;
  const error = Number(data['E'] ?? 0);
  if (error !== 0) {
    const label = inputs[asked.input]?.label ?? '';
    const why = typeof data['R'] === 'string' ? data['R'] : `code ${error}`;
    const text = `${label} cannot be opened: ${why}`;
    return { state: { ...state, opening }, effects: [{ type: 'remark', text }] };
  }
  const opened = { ...state.opened, [asked.channel]: asked };
  return stay({ ...state, opening, opened });
}

/** The value in a packet of an opened channel; null: it is about something else. */
function readingOf(data: Readonly<Record<string, unknown>>): ChannelReading | null {
  if (data['p'] === errorEvent) return 'open-circuit';
  if (data['p'] !== temperatureChange) return null;
  const value = entryOf(data['e'], '0');
  return typeof value === 'number' ? temperatureReading('C', value) : 'unreadable';
}

function entryOf(entries: unknown, name: string): unknown {
  const entry: unknown = Reflect.get(Object(entries), name);
  return Reflect.get(Object(entry), 'v');
}
