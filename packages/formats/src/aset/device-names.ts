/**
 * Devices of Artisan by number: the main one in `id`, extra ones in `extradevices`.
 *
 * Source: Artisan 4.0.3 (facts only). Numbers are only ever appended.
 */
const names = `
0 Fuji PID
1 Omega HH806AU
2 Omega HH506RA
3 CENTER 309
4 CENTER 306
5 CENTER 305
6 CENTER 304
7 CENTER 303
8 CENTER 302
9 CENTER 301
10 CENTER 300
11 VOLTCRAFT K204
12 VOLTCRAFT K202
13 VOLTCRAFT 300K
14 VOLTCRAFT 302KJ
15 EXTECH 421509
16 Omega HH802U
17 Omega HH309
18 NONE
19 ARDUINOTC4
20 TE VA18B
21 CENTER 309 34
22 PID SV/DUTY %
23 Omega HHM28[6]
24 VOLTCRAFT K204 34
25 Virtual
26 DTAtemperature
27 Program
28 ArduinoTC4 34
29 MODBUS
30 VOLTCRAFT K201
31 Amprobe TMD-56
32 ArduinoTC4 56
33 MODBUS 34
34 Phidget 1048 4xTC 01
35 Phidget 1048 4xTC 23
36 Phidget 1048 4xTC AT
37 Phidget 1046 4xRTD 01
38 Phidget 1046 4xRTD 23
39 Mastech MS6514
40 Phidget IO 01
41 Phidget IO 23
42 Phidget IO 45
43 Phidget IO 67
44 ArduinoTC4 78
45 Yocto Thermocouple
46 Yocto PT100
47 Phidget 1045 IR
48 Program 34
49 Program 56
50 DUMMY
51 CENTER 304 34
52 Phidget 1051 1xTC 01
53 Hottop BT/ET
54 Hottop Heater/Fan
55 MODBUS 56
56 Apollo DT301
57 EXTECH 755
58 Phidget TMP1101 4xTC 01
59 Phidget TMP1101 4xTC 23
60 Phidget TMP1101 4xTC AT
61 Phidget TMP1100 1xTC
62 Phidget 1011 IO 01
63 Phidget HUB IO 01
64 Phidget HUB IO 23
65 Phidget HUB IO 45
66 Omega HH806W
67 VOLTCRAFT PL-125-T2
68 Phidget TMP1200 1xRTD A
69 Phidget IO Digital 01
70 Phidget IO Digital 23
71 Phidget IO Digital 45
72 Phidget IO Digital 67
73 Phidget 1011 IO Digital 01
74 Phidget HUB IO Digital 01
75 Phidget HUB IO Digital 23
76 Phidget HUB IO Digital 45
77 VOLTCRAFT PL-125-T4
78 VOLTCRAFT PL-125-T4 34
79 S7
80 S7 34
81 S7 56
82 S7 78
83 Aillio Bullet R1 BT/DT
84 Aillio Bullet R1 Heater/Fan
85 Aillio Bullet R1 BT RoR/Drum
86 Aillio Bullet R1 Voltage/Exhaust
87 Aillio Bullet R1 State/Fan RPM
88 Program 78
89 Program 910
90 Slider 01
91 Slider 23
92 Probat Middleware
93 Probat Middleware burner/drum
94 Probat Middleware fan/pressure
95 Phidget DAQ1400 Current
96 Phidget DAQ1400 Frequency
97 Phidget DAQ1400 Digital
98 Phidget DAQ1400 Voltage
99 Aillio Bullet R1 IBTS/BT
100 Yocto IR
101 Behmor BT/CT
102 Behmor 34
103 VICTOR 86B
104 Behmor 56
105 Behmor 78
106 Phidget HUB IO 0
107 Phidget HUB IO Digital 0
108 Yocto 4-20mA Rx
109 MODBUS 78
110 S7 910
111 WebSocket
112 WebSocket 34
113 WebSocket 56
114 Phidget TMP1200 1xRTD B
115 HB BT/ET
116 HB DT/IT
117 HB AT
118 WebSocket 78
119 WebSocket 910
120 Yocto 0-10V Rx
121 Yocto milliVolt Rx
122 Yocto Serial
123 Phidget VCP1000
124 Phidget VCP1001
125 Phidget VCP1002
126 ARC BT/ET
127 ARC MET/IT
128 ARC AT
129 Yocto Power
130 Yocto Energy
131 Yocto Voltage
132 Yocto Current
133 Yocto Sensor
134 Santoker BT/ET
135 Santoker Power/Fan
136 Santoker Drum
137 Phidget DAQ1500
138 Kaleido BT/ET
139 Kaleido SV/AT
140 Kaleido Drum/AH
141 Kaleido Heater/Fan
142 IKAWA
143 IKAWA SET/RPM
144 IKAWA Heater/Fan
145 IKAWA State/Humidity
146 Phidget DAQ1000 01
147 Phidget DAQ1000 23
148 Phidget DAQ1000 45
149 Phidget DAQ1000 67
150 MODBUS 910
151 S7 1112
152 Phidget DAQ1200 01
153 Phidget DAQ1200 23
154 Phidget DAQ1300 01
155 Phidget DAQ1300 23
156 Phidget DAQ1301 01
157 Phidget DAQ1301 23
158 Phidget DAQ1301 45
159 Phidget DAQ1301 67
160 IKAWA ΔHumidity/ΔHumidity Dir
161 Omega HH309 34
162 Digi-Sense 20250-07
163 Extech 42570
164 Mugma BT/ET
165 Mugma Heater/Fan
166 Mugma Heater/Catalyzer
167 Mugma SV
168 Phidget TMP1202 1xRTD A
169 Phidget TMP1202 1xRTD B
170 ColorTrack Serial
171 Santoker R BT/ET
172 Santoker IR/Board
173 Santoker DeltaBT/DeltaET
174 ColorTrack BT
175 Thermoworks BlueDOT
176 Aillio Bullet R2
177 PID P/I
178 PID D/Error
179 Shelly 3EM Pro Energy/Return
180 Shelly Plug Energy/Last
181 Shelly 3EM Pro Power/S
182 Shelly Plug Power/Temp
183 Shelly Plug Voltage/Current
184 TASI TA612C
185 TASI TA612C 34
186 CM ET/BT
187 RoastSeeNEXT Agtron/Crack
188 RoastSeeNEXT RoR/FoR
189 RoastSeeNEXT Distance/Time
190 RoastSeeNEXT Yellow
191 Phidget TMP1000
192 Phidget HUM1000 Hum/Temp
193 Phidget PRE1000
194 Yocto Meteo Hum/Temp
195 Yocto Meteo Pressure
196 Orbiter BT/ET
197 Orbiter IT/DT
198 Orbiter Sound/Drum
199 Orbiter Damper/Heater
200 Orbiter Air/RoR
201 MQTT
202 MQTT 34
203 MQTT 56
204 MQTT 78
205 MQTT 910
206 MQTT 1112
`;

const byId: ReadonlyMap<number, string> = new Map(
  names
    .trim()
    .split('\n')
    .map((row) => {
      const [, id = '', name = ''] = /^(\d+) (.+)$/.exec(row) ?? [];
      return [Number(id), name] as const;
    }),
);

/** What Artisan calls a device; a number that is not known is told as such. */
export function artisanDeviceName(id: number): string {
  return byId.get(id) ?? `device ${id}`;
}
