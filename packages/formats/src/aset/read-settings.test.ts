import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArtisanSettings } from '#aset/read-settings.ts';
import type { ArtisanSettings, SettingsKind } from '#aset/settings-report.ts';

/** Written by hand, by the rules of the format: a machine over Modbus TCP with four further channels. */
const modbus = `[General]
Delay=2000
roastertype_setup=Old Drum 5

[Device]
id=29

[ExtraDev]
extradevices=33, 55, 25
extraname1="{3}", Inlet; Air, Sum
extraname2={0}, Pressure, x

[Modbus]
host=192.168.5.11
port=1502
type=3
wordorderLittle=false
input1slave=1
input1register=43
input1code=4
input1div=1
input1mode=C
input2slave=1
input2register=44
input2code=3
input2float=true
input2mode=F
input3slave=1
input3register=45
input3code=3
input3Signed=true
input4slave=1
input4register=47
input4FloatsAsInt=true
input5slave=2
input5register=7
input5code=1
input6slave=300
input6register=7

[Sliders]
slidervisibilities=1, 0, 0, 1
slidermin=0, 0, 0, 0
slidermax=100, 100, 100, 60
eventsliderunits=%, , , mbar
slidercommands="write(1,47,{})", , ,

[ExtraEventButtons]
extraeventstypes=8, 4, 2
extraeventslabels=+10%\\n\\\\t, , Damper
extraeventsvisibility=1, 0, 1
extraeventsactions=4, 0, 0
extraeventsactionstrings="write(1,55,1)", ,

[Alarms]
alarmflag=1, 0
alarmtime=2, -1
alarmoffset=30, 0
alarmsource=1, -3
alarmcond=1, 1
alarmtemperature=200, 500
alarmstrings="drop soon #mine",

[Phases]
phases=150, 150, 196, 230
Mode=C

[Colors]
canvas=white
`;

const read = (text: string): ArtisanSettings => {
  const settings = readArtisanSettings(new TextEncoder().encode(text));
  if (!settings.ok) throw new Error(settings.message);
  return settings.value;
};
const of = ({ findings }: ArtisanSettings, kind: SettingsKind) =>
  findings.filter((finding) => finding.kind === kind);

describe('settings of Artisan', () => {
  it('become a machine with the channels that it was read by', () => {
    expect(read(modbus).machine).toEqual({
      name: 'Old Drum 5',
      driver: 'modbus',
      settings: {
        machine: 'other',
        wire: 'TCP',
        address: '192.168.5.11:1502',
        line: '',
        channels:
          'BT=1:43 fc4 u16/10 C; ET=1:44 f32 F; Burner=1:45 s16; Air=1:47 u32; Inlet Air=2:7 fc1 bit',
        wordOrder: 'high word first',
        intervalS: 2,
      },
      levers: [],
    });
  });

  it('say of everything what becomes of it, and why not', () => {
    const settings = read(modbus);
    expect(of(settings, 'device')).toMatchObject([
      { name: 'MODBUS', isTaken: true },
      { name: 'Virtual', isTaken: false, why: 'it measures nothing of its own' },
    ]);
    expect(of(settings, 'channel').at(-1)).toMatchObject({
      name: 'Pressure',
      isTaken: false,
      why: 'no device has the number 300',
    });
    expect(of(settings, 'button').map(({ name, why }) => [name, why])).toEqual([
      ['+10%', 'nothing is set at a machine here: write(1,55,1) is not sent'],
      ['Damper', 'levers are logged by their own controls here'],
    ]);
    expect(of(settings, 'alarm').map(({ name, detail }) => [name, detail])).toEqual([
      ['drop soon', 'after first crack, 30 s later, BT above 200'],
      ['Alarm 2', 'after start, switched off'],
    ]);
    expect(of(settings, 'phases')[0]?.detail).toBe('dry end at 150 °C, first crack at 196 °C');
    expect(of(settings, 'other')[0]?.detail).toBe('Colors');
    for (const { isTaken, why } of settings.findings) expect(isTaken || why !== '').toBe(true);
  });

  it('keep sliders as levers to be logged by hand, but for those that the machine tells', () => {
    const settings = read(modbus.replace('input4slave=1', 'input4slave=0'));
    expect(settings.machine?.levers).toEqual([{ id: 'air', label: 'Air', min: 0, max: 100 }]);
    expect(of(settings, 'lever')).toMatchObject([
      { name: 'Air', detail: '0 to 100 %', why: expect.stringContaining('write(1,47,{})') },
      { name: 'Burner', detail: '0 to 60 mbar', why: 'it is logged by hand here' },
    ]);
  });

  it('are read of a Siemens S7, by bits and words', () => {
    const { machine, findings } = read(`[Device]
id=79
[ExtraDev]
extradevices=80
extraname1=Heat
extraname2=On
[S7]
area=6, 3, 6, 6, 0
db_nr=14, 0, 2, 2, 1
start=64, 32, 4, 4, 0
type=1, 0, 0, 6, 0
div=0, 1, 0, 0, 0
mode=1, 2, 0, 0, 0
host=172.30.30.50
port=102
rack=0
slot=2
`);
    expect(machine).toMatchObject({
      name: 'S7',
      driver: 's7',
      settings: {
        address: '172.30.30.50:102',
        place: '0/2',
        channels: 'BT=DB14.64 REAL C; ET=MK.32 INT/10 F; Heat=DB2.4 INT; On=DB2.4.3 BOOL',
      },
    });
    expect(findings.every(({ isTaken }) => isTaken)).toBe(true);
  });

  it.each<[string, string, object]>([
    [
      '[Device]\nid=19\narduinoETChannel=3\narduinoBTChannel=1\n[SerialPort]\ncomport=COM3\nbaudrate=57600\n[ExtraDev]\nextradevices=28\nextraname1=A\nextraname2=B',
      'tc4',
      { port: 'COM3', baud: 57_600, channels: '3124' },
    ],
    ['[Device]\nid=53\n[SerialPort]\ncomport=/dev/ttyUSB0', 'hottop', { port: '/dev/ttyUSB0' }],
    [
      '[Device]\nid=138\nkaleidoHost=10.0.0.9\nkaleidoPort=80\nkaleidoSerial=false',
      'kaleido',
      { wire: 'network', address: '10.0.0.9:80' },
    ],
    [
      '[Device]\nid=134\nsantokerHost=10.10.100.254\nsantokerPort=20001\nsantokerSerial=false',
      'santoker',
      { wire: 'WiFi', address: '10.10.100.254:20001' },
    ],
    [
      '[Device]\nid=111\n[WebSocket]\nhost=10.0.0.5\nport=80\npath=WebSocket\nchannel_nodes=beanTemp, ambientTemp, , bad key\nchannel_modes=1, 1, 0, 0\nrequest_data_command=getCurrentRoastingStep',
      'websocket',
      {
        url: 'ws://10.0.0.5:80/WebSocket',
        command: 'getCurrentRoastingStep',
        machineId: 0,
        channels: 'BT=beanTemp C; ET=ambientTemp C',
      },
    ],
    ['[Device]\nid=99', 'aillio', { model: 'R1', bt: 'IBTS' }],
  ])('of a device of another kind (%#)', (text, driver, settings) => {
    expect(read(text).machine).toMatchObject({ driver, settings });
  });

  it('of a device that is not read here say so, by its name', () => {
    const settings = read('[Device]\nid=34\n[General]\nDelay=1000\n');
    expect(settings.machine).toBeNull();
    expect(settings.findings[0]).toMatchObject({
      name: 'Phidget 1048 4xTC 01',
      why: 'this device is not read here yet',
    });
    expect(read('[General]\na=1\n').findings[0]?.why).toContain('names no device');
  });

  it('never throw, whatever is changed in them', () => {
    const source = new TextEncoder().encode(modbus);
    const change = fc.record({
      at: fc.nat(source.length - 1),
      byte: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.nat(source.length), (changes, cut) => {
        const bytes = source.slice(0, cut);
        for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
        const settings = readArtisanSettings(bytes);
        return settings.ok || settings.message !== '';
      }),
      { numRuns: 300 },
    );
  });
});
