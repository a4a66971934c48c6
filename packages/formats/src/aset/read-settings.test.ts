import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variantText } from '#aset/aset-under-test.ts';
import type { AsetValue } from '#aset/qt-variant.ts';
import { readArtisanSettings } from '#aset/read-settings.ts';
import type { ArtisanSettings, SettingsKind } from '#aset/settings-report.ts';

/** Written by hand, by the rules of the format: a machine over Modbus TCP with four further channels. */
const modbus = `[General]
Delay=2000
Mode=C
Phases=150, 150, 196, 230
roastersize_setup=5
roastertype_setup=Old Drum 5
dropSpikes=true
autoCharge=true

[Device]
id=29

[ExtraDev]
extradevices=33, 55, 25, 50
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
extraeventstypes=8, 4, 2, 4, 4
extraeventslabels=+\\\\V%\\n\\\\t, , Damper, MACHINE\\n\\\\1, Door
extraeventsvalues=2, 0, 5.5, 0, 0
extraeventsvisibility=1, 0, 1, 1, 1
extraeventsactions=4, 0, 0, 2, 20
extraeventsactionstrings="write(1,55,1)", , , start.sh, "popup(open)"

[DefaultButtons]
buttonactions=0, 0, 0, 0, 0, 0, 4, 0
buttonactionstrings=, , , , , , "write(1,9,0)",
xextrabuttonactions=0, 4
xextrabuttonactionstrings=, "write(1,9,1)"

[Quantifiers]
quantifieractive=1, 0, 0, 0
quantifiermin=0, 0, 0, 0
quantifiermax=90, 100, 100, 100

[Alarms]
alarmaction=0, 13, 6
alarmcond=1, 1, 0
alarmflag=1, 0, 1
alarmguard=-1, 0, -1
alarmnegguard=-1, -1, 0
alarmoffset=30, 0, 0
alarmsource=1, -3, 3
alarmstrings="drop soon #mine", # by itself, 20
alarmtemperature=200, 500, 75
alarmtime=2, 10, 0

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
      { name: 'DUMMY', isTaken: false, why: 'it measures nothing of its own' },
    ]);
    expect(of(settings, 'channel').at(-1)).toMatchObject({
      name: 'Pressure',
      isTaken: false,
      why: 'no device has the number 300',
    });
    expect(of(settings, 'button').map(({ name, detail, why }) => [name, detail, why])).toEqual([
      ['+10% Burner', 'Burner +10', 'nothing is set at a machine here: write(1,55,1) is not sent'],
      ['Damper', 'Damper 45', 'levers are logged by their own controls here'],
      ['MACHINE ON', 'a note', 'no program is started here: start.sh'],
      ['Door', 'a note', 'popup(open) is a command of Artisan itself'],
      ['At DROP', '', 'nothing is set at a machine here: write(1,9,0) is not sent'],
      ['At START', '', 'nothing is set at a machine here: write(1,9,1) is not sent'],
    ]);
    expect(of(settings, 'alarm').map(({ name, detail }) => [name, detail])).toEqual([
      ['Alarm 1: drop soon', '30 s after FC START, BT above 200, a pop-up'],
      ['Alarm 2: by itself', 'after alarm 1, DROP, switched off'],
      ['Alarm 3: 20', 'after CHARGE, not after alarm 1, Air below 75, moves the slider Burner'],
    ]);
    expect(of(settings, 'lever').map(({ name, why }) => [name, why])).toEqual([
      ['Air', 'the machine tells it itself'],
      ['Burner', 'the machine tells it itself'],
      [
        'Air from readings',
        'what the machine tells of it is recorded as a channel, reading by reading',
      ],
    ]);
    expect(of(settings, 'phases')[0]?.detail).toBe('dry end at 150 °C, first crack at 196 °C');
    expect(of(settings, 'other').map(({ name, detail }) => [name, detail])).toEqual([
      ['Marks by themselves', 'CHARGE'],
      ['Input filter', 'spikes'],
      ['Batch size', '5 kg'],
      ['Looks and habits', 'Colors'],
    ]);
    for (const { isTaken, why } of settings.findings) expect(isTaken || why !== '').toBe(true);
  });

  it('keep sliders as levers to be logged by hand, in their own range, but for those that the machine tells', () => {
    const settings = read(modbus.replace('input4slave=1', 'input4slave=0'));
    expect(settings.machine?.levers).toEqual([
      { id: 'air', label: 'Air', unit: '%', min: 0, max: 100, step: 1 },
    ]);
    expect(of(settings, 'lever')).toMatchObject([
      { name: 'Air', detail: '0 to 100 %', why: expect.stringContaining('write(1,47,{})') },
      { name: 'Burner', isTaken: false },
      {},
    ]);
  });

  it('know a lever by its name, wherever it stands, and say what its unit is here', () => {
    const settings = read(`[Device]
id=53
[events]
etypes=Gas, Fan, Cooling, SP,
[Sliders]
slidervisibilities=1, 1, 1, 1
slidermin=0, 80, 5, 0
slidermax=30, 350, 5, 250
eventslidercoarse=0, 1, 0, 0
eventslidertemp=0, 0, 0, 1
eventsliderunits=mbar, Pa, ,
`);
    expect(settings.machine?.levers).toEqual([
      { id: 'burner', label: 'Gas', unit: 'mbar', min: 0, max: 30, step: 1 },
      { id: 'air', label: 'Fan', unit: 'notches', min: 80, max: 350, step: 10 },
    ]);
    expect(of(settings, 'lever').map(({ isTaken, why }) => [isTaken, why])).toEqual([
      [true, 'it is logged by hand here'],
      [true, 'it is logged by hand here, in notches: Pa is no unit of a lever here'],
      [false, 'it goes nowhere'],
      [false, 'it sets a temperature, and nothing is set at a machine here'],
    ]);
  });

  it('call the devices of Modbus by either of two names', () => {
    const newer = modbus.replaceAll(/input(\d)slave/g, 'input$1deviceId');
    expect(read(newer).machine).toEqual(read(modbus).machine);
  });

  it('have ET and BT the other way round where Artisan has', () => {
    const swapped = read(modbus.replace('Delay=2000', 'swapETBT=true'));
    const channels = String(swapped.machine?.settings['channels']);
    expect(channels.slice(0, 36)).toBe('ET=1:43 fc4 u16/10 C; BT=1:44 f32 F;');
    expect(of(swapped, 'channel').at(-1)).toMatchObject({
      name: 'ET and BT swapped',
      isTaken: true,
    });
    const tc4 = '[General]\nswapETBT=true\n[Device]\nid=19\n';
    expect(read(tc4).machine?.settings['channels']).toBe('2100');
    expect(of(read(tc4.replace('19', '53')), 'channel').at(-1)?.isTaken).toBe(false);
  });

  it('compute what a map can say, and name every formula that it cannot', () => {
    const { machine, findings } = read(`[General]
BTfunction=x*1.02
[Device]
id=79
[ExtraDev]
extradevices=80, 81
extraname1={3}, Drum
extraname2={0}, Level
extramathexpression1=x-1, x/10
extramathexpression2=x*0.01, "x-1"
[S7]
area=6, 6, 6, 6, 6, 6
db_nr=3, 3, 2, 2, 2, 2
start=116, 112, 14, 16, 18, 20
type=1, 1, 0, 0, 0, 0
mode=1, 1, 0, 0, 0, 1
div=0, 0, 0, 1, 0, 0
host=172.30.30.50
`);
    expect(machine?.settings['channels']).toBe(
      'BT=DB3.116 REAL C; ET=DB3.112 REAL C; Burner=DB2.14 INT-1; Air=DB2.16 INT/1000; Drum=DB2.18 INT/10; Level=DB2.20 INT C',
    );
    const remarks = findings.filter(({ why }) => why !== '').map(({ name, why }) => [name, why]);
    expect(remarks).toEqual([
      ['BT', 'its formula x*1.02 is not applied: it comes as the device has it'],
      ['Level', 'its formula x-1 is not applied: it comes as the device has it'],
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
    ['[Device]\nid=164\nmugmaHost=10.0.0.8\nmugmaPort=1504', 'mugma', { address: '10.0.0.8:1504' }],
    [
      `[Device]\nid=201\n[ExtraDev]\nextradevices=202, 203\nextraname1=DT, XT\nextraname2=cracks, x\n[MQTT]\nhost=broker.example\nport=8883\ntls=true\ntransport=0\nchannel_modes=C, C, F, , C\nchannel_nodes=data.bt, data.et, , events[-1].type, "avg(data.list[?name=='rtd2'].value)", "max(a, b)"\nchannel_topics=, , r/dt, , , `,
      'mqtt-topics',
      {
        broker: 'mqtts://broker.example:8883',
        topic: '#',
        channels:
          'BT=data.bt C; ET=data.et C; DT=@ F from r/dt; cracks=events[-1].type; XT=data.list[name=rtd2].value C',
      },
    ],
  ])('of a device of another kind (%#)', (text, driver, settings) => {
    expect(read(text).machine).toMatchObject({ driver, settings });
  });

  it('of a device that is not read here say so, by its name', () => {
    const settings = read('[Device]\nid=52\n[General]\nDelay=1000\n');
    expect(settings.machine).toBeNull();
    expect(settings.findings[0]).toMatchObject({ name: 'Phidget 1051 1xTC 01' });
    expect(settings.findings[0]?.why).toContain('connect it as Phidgets');
    expect(read('[Device]\nid=142').findings[0]?.why).toBe('this device is not read here yet');
    expect(read('[General]\na=1\n').findings[0]?.why).toContain('names no device');
  });

  it('name the palettes of buttons that are put away', () => {
    const empty = Array.from({ length: 28 }, () => []);
    const full = empty.with(5, ['100%', '', '90%'] as never[]).with(25, 'small' as never);
    const palettes = [empty, full].map((palette) => variantText(palette)).join(', ');
    const settings = read(`[ExtraEventButtons]\nbuttonpalette=${palettes}\n`);
    expect(of(settings, 'button')).toMatchObject([
      { name: 'Palette 1 small', detail: '2 buttons' },
    ]);
  });

  it('never throw, whatever is changed in them, and say of each thing one of three things', () => {
    fc.assert(
      fc.property(changed(new TextEncoder().encode(modbus)), (bytes) => {
        const settings = readArtisanSettings(bytes);
        if (!settings.ok) return settings.message !== '';
        return settings.value.findings.every(({ isTaken, why, name }) => {
          return name !== '' && (isTaken || why !== '');
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('never throw, whatever values stand where lists are expected', () => {
    const { value } = fc.letrec<{ value: AsetValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constant(null),
        fc.boolean(),
        fc.integer({ min: -9, max: 400 }),
        fc.double({ noNaN: true }),
        fc.string({ maxLength: 8 }),
        fc.array(tie('value'), { maxLength: 6 }),
      ),
    }));
    // Said again behind the rest, in the group where it stands.
    const sections = modbus.split(/^(?=\[)/m).flatMap((section) => {
      const group = section.split('\n', 1)[0] ?? '';
      return [...section.matchAll(/^(\w+)=/gm)].map(([, name = '']) => `${group}\n${name}=`);
    });
    const palette = '[ExtraEventButtons]\nbuttonpalette=';
    const setting = fc.tuple(fc.constantFrom(...sections, palette, '[events]\netypes='), value);
    fc.assert(
      fc.property(fc.array(setting, { minLength: 1, maxLength: 8 }), (settings) => {
        const lines = settings.map(([name, said]) => `${name}${variantText(said)}`);
        return readArtisanSettings(new TextEncoder().encode(`${modbus}${lines.join('\n')}\n`)).ok;
      }),
      { numRuns: 1000 },
    );
  });

  it('make a machine of any numbers and texts that is whole, or none', () => {
    const value = fc.oneof(
      fc.integer().map(String),
      fc.constantFrom('true', 'false', '', ' , , ', '@Invalid()', '1e999', 'x-1', '{0}', '{9}'),
      fc.array(fc.integer({ min: -3, max: 300 })).map((list) => list.join(', ')),
      fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
    );
    const names = [...modbus.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name);
    const others = ['area', 'type', 'start', 'channel_nodes', 'etypes', 'swapETBT', 'BTfunction'];
    const line = fc.tuple(fc.constantFrom(...names, ...others), value);
    const groups = [...modbus.matchAll(/^\[(\w+)\]/gm)].map(([, name = '']) => name);
    const section = fc.tuple(
      fc.constantFrom(...groups, 'S7', 'MQTT', 'WebSocket', 'events'),
      fc.array(line, { maxLength: 12 }),
    );
    const devices = fc.constantFrom(19, 29, 53, 79, 83, 111, 134, 138, 164, 176, 201);
    fc.assert(
      fc.property(devices, fc.array(section, { maxLength: 12 }), (id, sections) => {
        const body = sections.map(([group, lines]) => {
          return `[${group}]\n${lines.map(([name, text]) => `${name}=${text}`).join('\n')}\n`;
        });
        const settings = readArtisanSettings(
          new TextEncoder().encode(`[Device]\nid=${id}\n${body.join('')}[Device]\nid=${id}\n`),
        );
        if (!settings.ok) return settings.code === 'format.syntax';
        const { machine } = settings.value;
        const levers = machine?.levers ?? [];
        const ids = new Set(levers.map((lever) => lever.id));
        return (
          machine !== null &&
          machine.name !== '' &&
          ids.size === levers.length &&
          levers.every(({ min, max, step, label }) => min < max && step > 0 && label !== '') &&
          Object.values(machine.settings).every((said) => !/NaN|undefined|null/.test(String(said)))
        );
      }),
      { numRuns: 1000 },
    );
  });
});

/** A file with bytes changed, and cut off somewhere. */
function changed(source: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(source.length - 1),
    byte: fc.integer({ min: 0, max: 255 }),
  });
  return fc
    .tuple(fc.array(change, { maxLength: 12 }), fc.integer({ min: 0, max: source.length }))
    .map(([changes, cut]) => {
      const bytes = source.slice(0, cut);
      for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
      return bytes;
    });
}
