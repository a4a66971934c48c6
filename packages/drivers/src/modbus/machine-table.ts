/**
 * Machines that speak Modbus: name, wire (`BE-words`: the high word first), where it is found as delivered, and its
 * register map in the notation of `map.ts`.
 *
 * Source: the machine settings of Artisan 4.0.3 and the 4.2 line (facts only). Three rows are mended: Dutch Master
 * Roaster DMR15-A names no parity and no register of `Air` (8N1 and the register that it is set by, as its later settings
 * have them); the address of Neuhaus Neotec Neoroast is none (`192.268.5.89`), so its owner must say it; `auto` of Loring
 * Smart Roast Auto is a discrete input, and so a bit. Nothing here has met its machine.
 */
export const modbusMachineTable = `
Ambex YM | RTU BE-words | 38400 8N1 | BT=1:360 f32 F; ET=1:440 f32 F
Atilla GOLD plus 7'' | TCP | 192.168.0.20:502 | BT=1:0 f32 C; ET=1:2 f32 C
Atilla GOLD plus 7'' II | TCP | 192.168.0.20:502 | BT=1:0 f32 C; ET=1:2 f32 C; Burner=1:4 f32; Drum=1:6 f32; Air=1:8 f32/10
Atilla GOLD plus 7'' II Control | TCP | 192.168.0.20:502 | BT=1:2000 f32 C; ET=1:2002 f32 C; DT=1:2004 f32 C; Burner=1:2100 u16; Air=1:2102 u16; Drum=1:2101 u16
Atilla GOLD plus 7'' II Control Auto | TCP | 192.168.0.20:502 | BT=1:2000 f32 C; ET=1:2002 f32 C; DT=1:2004 f32 C; Burner=1:2100 u16; Air=1:2102 u16; Drum=1:2101 u16; auto=1:1000 u16
BC Roaster | RTU BE-words | 9600 8N1 | BT=1:2 f32 F; ET=1:0 f32 F
BeanGo Cube X | TCP | 192.168.0.1:502 | BT=1:0 u16/10 C; ET=1:1 u16/10 C; Crack=1:3 u16; Heat=1:4 u16; Fan=1:5 u16; Drum=1:6 u16
BellaTW EVO | RTU | 9600 8O1 | BT=1:138 u16/10 C; ET=2:138 u16/10 C
Berto Autonics Control | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C; DT=3:1000 fc4 u16/10 C; IT=4:1000 fc4 u16/10 C; Burner=1:1 u16; Air=12:1000 fc4 u16
Berto D | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C
Berto Essential | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C; ch3=3:1000 fc4 u16/10 C; ch4=4:1000 fc4 u16/10 C; Burner=1:1 u16; Air=12:1000 fc4 u16
Berto One | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C
Berto R | TCP | 192.168.2.10:502 | BT=1:510 u16/10 C; ET=1:511 u16/10 C
Besca BSC automatic | TCP | 10.0.0.9:502 | BT=1:6 u16/10 C; ET=1:7 u16/10 C
Besca BSC full automatic | TCP | 10.0.0.9:502 | BT=1:6 u16/10 C; ET=1:7 u16/10 C; Afterburner=1:10 u16/10 C
Besca BSC manual v1 | RTU | 9600 8N1 | BT=1:0 fc4 u16/10 C; ET=2:0 fc4 u16/10 C
Besca BSC manual v2 | RTU | 9600 8N1 | BT=1:45 u16/10 C; ET=1:46 u16/10 C
Besca Bee | RTU | 9600 8N1 | BT=1:0 fc4 u16/10 C; ET=1:10 fc4 u16/10 C
Besca Bee v2 | RTU | 9600 8N1 | BT=1:45 u16/10 C; ET=1:46 u16/10 C
BlueKing BK | RTU BE-words | 9600 8N1 | BT=1:2 f32 C; ET=1:0 f32 C
Caparao Prime Line | TCP | 192.168.5.11:502 | BT=1:58 f32 C; ET=1:60 f32 C; Air=1:2 u16; Drum=1:8 u16; Burner=1:14 u16
Carmomaq Caloratto-Materatto Legacy | TCP | 192.168.0.10:502 | BT=1:8000 u16 C; ET=1:8001 u16 C
Carmomaq Caloratto 2.0 | TCP | 192.168.5.11:502 | BT=1:43 u16/10 C; ET=1:44 u16/10 C; Burner=1:45 u16; Air=1:47 u16; Drum=1:46 u16
Carmomaq Masteratto 2.0 | TCP | 192.168.5.11:502 | BT=1:43 u16/10 C; ET=1:44 u16/10 C; Burner=1:45 u16; Air=1:47 u16; Drum=1:46 u16; Damper=1:49 u16
Carmomaq Speciatto 2.0 | TCP | 192.168.5.11:502 | BT=1:43 u16/10 C; ET=1:44 u16/10 C; Burner=1:45 u16; Air=1:47 u16; Drum=1:46 u16
Carmomaq Stratto 2.0 | TCP | 192.168.5.11:502 | BT=1:43 u16/10 C; ET=1:44 u16/10 C; Burner=1:45 u16; Air=1:47 u16; Drum=1:46 u16
Carmomaq Stratto Lab | TCP | 192.168.5.11:502 | BT=1:43 u16/10 C; ET=1:44 u16/10 C; Burner=1:45 u16; Air=1:47 u16; Drum=1:46 u16
Coffed SR15 automatic | TCP | 10.0.0.100:502 | BT=1:0 u16/100 C; ET=1:10 u16/100 C
Coffed SR15 manual delta | RTU | 9600 8N1 | BT=4:4096 u16/10 C; ET=3:4096 u16/10 C
Coffed SR25 automatic | TCP | 10.0.0.100:502 | BT=1:0 u16/100 C; ET=1:10 u16/100 C
Coffed SR3 manual | RTU | 115200 8N2 | BT=4:52 u16/10 C; ET=3:52 u16/10 C
Coffed SR3 manual delta+ EBM-Papst | RTU | 9600 8N1 | BT=4:4096 u16/10 C; ET=3:4096 u16/10 C
Coffed SR3 manual delta+ Honeywell | RTU | 9600 8N1 | BT=4:4096 u16/10 C; ET=3:4096 u16/10 C
Coffed SR3 manual delta | RTU | 9600 8N1 | BT=4:4096 u16/10 C; ET=3:4096 u16/10 C
Coffed SR5 automatic | TCP | 10.0.0.100:502 | BT=1:0 u16/100 C; ET=1:10 u16/100 C
Coffed SR5 manual | RTU | 115200 8N2 | BT=4:52 u16/10 C; ET=3:52 u16/10 C
Coffed SR5 manual delta+ EBM-Papst | RTU | 9600 8N1 | BT=4:4096 u16/10 C; ET=3:4096 u16/10 C
Coffed SR5 manual delta+ Honeywell | RTU | 9600 8N1 | BT=4:4096 u16/10 C; ET=3:4096 u16/10 C
Coffed SR5 manual delta | RTU | 9600 8N1 | BT=4:4096 u16/10 C; ET=3:4096 u16/10 C
Coffed SR60 automatic | TCP | 10.0.0.200:502 | BT=1:0 u16/100 C; ET=1:10 u16/100 C
Coffee Machines Sale CMS-1 | RTU | 9600 8N1 | BT=1:4096 u16/10 C; ET=2:4096 u16/10 C; Drum=4:8451 u16/100; Air=5:8451 u16/100; Burner=4:8716 u16/10
Coffee Machines Sale CMS-6-30 | RTU | 9600 8N1 | BT=1:4096 u16/10 C; ET=2:4096 u16/10 C; Drum=4:8451 u16/100; Air=5:8451 u16/100; Burner=4:8716 u16/10
Coffee-Tech FZ94 | RTU | 19200 8N2 | BT=11:0 u16/10 C; ET=13:0 u16/10 C; DT=12:0 u16/10 C; SV=12:5 u16/10 C; Drum=1:8451 u16/100; Air=2:8451 u16/100
Coffee-Tech FZ94 EVO | TCP | 192.168.1.2:502 | BT=1:100 u16/10 C; ET=1:80 u16/10 C; Burner=1:37 u16; SV=1:48 u16/10 C; Drum=1:47 u16; Air=1:46 u16
Coffee-Tech Ghibli Touch | TCP BE-words | 192.168.1.27:502 | BT=1:3 f32 C; ET=1:1 f32 C; Burner=1:15 f32; SV=1:13 f32 C; Drum=1:9 f32; Air=1:11 f32
Coffee-Tech Ghibli USB | RTU | 9600 8N1 | BT=11:0 fc4 u16/10 C; ET=12:0 fc4 u16/10 C; SV=12:4 u16/10 C; Drum=1:8451 u16/100; Air=2:8451 u16/100
Coffee-Tech Silon Touch | TCP BE-words | 192.168.1.27:502 | BT=1:3 f32 C; ET=1:1 f32 C; Burner=1:15 f32; SV=1:13 f32 C; Drum=1:9 f32; Air=1:11 f32
Coffee-Tech Silon USB | RTU | 9600 8N1 | BT=11:0 fc4 u16/10 C; ET=12:0 fc4 u16/10 C; SV=12:4 u16/10 C; Drum=1:8451 u16/100; Air=2:8451 u16/100
Coffeetool R | TCP | 192.168.1.200:502 | BT=1:4 f32 C; ET=1:2 f32 C; Burner Temp=1:0 f32 C; Burner=1:6 f32; Drum=1:10 f32; Air=1:8 f32
Cogen Series C | TCP | 192.168.1.42:502 | BT=1:0 fc4 f32 C; ET=1:2 fc4 f32 C; Burner=1:168 u16; Pa=1:108 f32; Drum=1:114 f32; Air=1:117 f32
Craftsmith Craft | RTU | 9600 8O1 | BT=1:138 u16/10 C; ET=2:138 u16/10 C
Craftsmith Craft air | RTU | 9600 8O1 | BT=1:138 u16/10 C; ET=2:138 u16/10 C; Air=3:138 u16/10
Daetgen DR | ASCII | 9600 7E1 | BT=4:18176 u16/10 C; ET=3:18176 u16/10 C
Daetgen DW | ASCII | 9600 7E1 | BT=4:18176 u16/10 C; ET=3:18176 u16/10 C
Diedrich CR | TCP | 125.135.119.211:8010 | BT=1:0 f32 F; ET=1:4 f32 F; Inlet=1:2 f32 F; Burner=1:6 u16; Air=1:7 u16
Diedrich DR | TCP | 192.168.251.202:8010 | BT=1:0 f32 F; ET=1:4 f32 F; Inlet=1:2 f32 F; Burner=1:6 u16; Air=1:7 u16
Dongyi BR | RTU BE-words | 9600 8N1 | BT=1:0 f32 C; ET=1:2 f32 C
Dongyi BY | RTU BE-words | 9600 8N1 | BT=1:0 f32 C; ET=1:2 f32 C
Dongyi DY | RTU BE-words | 9600 8N1 | BT=1:0 f32 C; ET=1:2 f32 C
Dutch Master Roaster DMR15-A | RTU | 115200 8N1 | BT=1:32770 u16/10 C; ET=1:32769 u16/10 C; Drum RPM=1:32774 u16; Fan RPM=1:32773 u16; Burner=1:32792 u16; Damper=1:32789 u16 C; Drum=1:32791 u16; Air=1:32790 u16; Burner %=1:32779 u16/10
Dutch Master Roaster DMR5-A | TCP | 192.168.3.159:502 | BT=1:32770 u16/10 C; ET=1:32769 u16/10 C; Drum RPM=1:32774 u16; Fan RPM=1:32773 u16; Burner=1:32792 u16; Damper=1:32789 u16 C; Drum=1:32791 u16; Air=1:32790 u16; Drum Air=1:32772 u16/10; Burner %=1:32779 u16/10
Easyster 2Temp | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C
Easyster 3Temp | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C; Exhaust=3:1000 fc4 u16/10 C
Easyster AirPressure | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C; Pressure=4:60 fc4 u16/10
Easyster Smart | TCP | 192.168.0.2:3000 | BT=1:3 u16/10 C; ET=1:4 u16/10 C; Pa=1:5 u16/10; Burner=1:2 u16; Drum=1:0 u16; Air=1:1 u16
Fabrica Roasters | ASCII | 9600 8N1 | BT=1:4096 u16/10 C; ET=2:4096 u16/10 C
Froco FRA Advanced | RTU | 9600 8N2 | BT=2:1000 fc4 u16/10 C; ET=1:1000 fc4 u16/10 C; IT=3:1000 fc4 u16/10 C
Froco FRA Improved | RTU | 9600 8N2 | BT=2:1000 fc4 u16/10 C; ET=1:1000 fc4 u16/10 C
Garanti GKPX | RTU | 9600 8N1 | BT=1:4096 u16/10 C; ET=2:4096 u16/10 C
Golden Roasters GR 2xEMKO | RTU | 9600 8N1 | BT=1:0 fc4 u16 C; ET=2:0 fc4 u16 C
Golden Roasters GR Automatic | RTU | 19200 8N1 | BT=1:102 u16/10 C; ET=1:101 u16/10 C; Drum=1:100 u16/10 C
Golden Roasters GR Delta | ASCII | 9600 7E1 | BT=1:18176 u16/10 C; ET=2:18176 u16/10 C
Golden Roasters GR Legacy | RTU | 9600 8N1 | BT=1:2 f32 C; ET=1:0 f32 C
Golden Roasters GR Manual | RTU | 9600 8N1 | BT=1:0 fc4 u16 C; ET=2:0 fc4 u16 C; Drum=3:0 fc4 u16 C
Has Garanti HGS | RTU | 9600 8N1 | BT=1:0 fc4 u16 C; ET=2:0 fc4 u16 C
Has Garanti HSR | RTU | 9600 8N1 | BT=1:0 fc4 u16 C; ET=2:0 fc4 u16 C
IMF RM | TCP BE-words | 192.168.2.32:502 | BT=1:10 f32 C; ET=1:12 f32 C; Burner=1:14 f32 C
IMF RM control | TCP BE-words | 192.168.2.32:502 | BT=1:10 f32 C; ET=1:12 f32 C; Burner --=1:14 f32 C; Damper=1:24 f32 C; Burner SV=1:22 f32; Burner=1:20 f32; Drum SV=1:32 f32; Drum=1:30 f32; Air SV=1:42 f32; Air=1:40 f32
IMF RM legacy | TCP | 192.168.2.32:502 | BT=1:0 u16 C; ET=1:1 u16 C; Burner=1:2 u16 C
Joper PLC | TCP | 192.168.100.20:502 | BT=1:979 u16/10 C; ET=1:980 u16/10 C; Burner=1:985 u16/10; Drum=1:989 u16/10; Air=1:990 u16/10; IT=1:982 u16/10 C; CT=1:981 u16/10 C; Pa=1:984 u16/10; RPM=1:983 u16/10
Kaldi Fortis | RTU | 9600 8O1 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C
KapoK USB | ASCII | 9600 8N1 | BT=2:18176 u16/10 C; ET=1:18176 u16/10 C
KapoK USB Inlet | ASCII | 9600 8N1 | BT=2:18176 u16/10 C; ET=1:18176 u16/10 C; Inlet=3:18176 u16/10 C
Kraffe PLC | RTU | 9600 8N1 | BT=1:22 u16/10 C; ET=1:23 u16/10 C
Kuban Supreme (Manual) | RTU | 115200 8N1 | BT=1:7100 fc4 u16/10 C; ET=1:7101 fc4 u16/10 C
Loring Smart Roast | TCP | 192.168.1.199:502 | BT=1:768 bcd32/10 F; ET=1:774 bcd32/10 F; Burner=1:778 bcd16; Inlet=1:770 bcd32/10 F; Stack=1:772 bcd32/10 F
Loring Smart Roast Auto | TCP | 192.168.1.199:502 | BT=1:768 bcd32/10 F; ET=1:774 bcd32/10 F; Burner=1:778 bcd16; Inlet=1:770 bcd32/10 F; Stack=1:772 bcd32/10 F; auto=1:284 fc2 bit
Mill City Roasters Digital Control Panel 1000 C | RTU | 19200 8N2 | BT=1:4098 u16/10 C; ET=1:4096 u16/10 C; IT=1:4099 u16/10 C; DT=1:4097 u16/10 C; Air=1:4102 u16/100; Drum=1:4101 u16/100; Burner=1:4100 u16/10; GasSV=1:4201 u16/10
Mill City Roasters Digital Control Panel 1000 F | RTU | 19200 8N2 | BT=1:4098 u16/10 F; ET=1:4096 u16/10 F; IT=1:4099 u16/10 F; DT=1:4097 u16/10 F; Air=1:4102 u16/100; Drum=1:4101 u16/100; Burner=1:4100 u16/10; GasSV=1:4201 u16/10
Mill City Roasters Digital Control Panel 1200 C | RTU | 19200 8N2 | BT=1:4098 u16/10 C; ET=1:4096 u16/10 C; IT=1:4099 u16/10 C; DT=1:4097 u16/10 C; Air=1:4102 u16/100; Drum=1:4101 u16/100; Burner=1:4100 u16/10; GasSV=1:4201 u16/10
Mill City Roasters Digital Control Panel 1200 F | RTU | 19200 8N2 | BT=1:4098 u16/10 F; ET=1:4096 u16/10 F; IT=1:4099 u16/10 F; DT=1:4097 u16/10 F; Air=1:4102 u16/100; Drum=1:4101 u16/100; Burner=1:4100 u16/10; GasSV=1:4201 u16/10
Mill City Roasters Phidget & Delta controls (port on the back) | RTU | 19200 8N2 | Air=6:8451 u16/100; Drum=5:8451 u16/100; Burner=1:0 u16/10
Mill City Roasters Phidget & Delta controls (port on the right) C | RTU | 19200 8N2 | ET=5:18176 u16/10 C; IT=2:4096 u16/10 C; XT=2:4097 u16/10 C; Air=4:8451 u16/100; Drum=3:8451 u16/100; Burner=2:4098 u16/10
Mill City Roasters Phidget & Delta controls (port on the right) F | RTU | 19200 8N2 | ET=5:18176 u16/10 F; IT=2:4096 u16/10 F; XT=2:4097 u16/10 F; Air=4:8451 u16/100; Drum=3:8451 u16/100; Burner=2:4098 u16/10
Mill City Roasters Phidget & Shihlin controls (port on the back) | RTU | 19200 8N2 | Air=6:4099 u16/100; Drum=5:4099 u16/100; Burner=1:0 u16/10
Mill City Roasters Standard Control Panel (Delta) C | RTU | 9600 8N2 | BT=1:0 u16/10 C; ET=1:3 u16/10 C; DT=5:18176 u16/10 F; Fan (Hz)=6:8451 u16/100
Mill City Roasters Standard Control Panel (Delta) F | RTU | 9600 8N2 | BT=1:0 u16/10 F; ET=1:3 u16/10 F; DT=5:18176 u16/10 F; Fan (Hz)=6:8451 u16/100
Mill City Roasters Standard Control Panel (Fotek) C | RTU | 9600 8N2 | BT=1:0 u16/10 C; ET=1:3 u16/10 C; DT=5:257 u16/10 F; Fan (Hz)=6:8451 u16/100
Mill City Roasters Standard Control Panel (Fotek) F | RTU | 9600 8N2 | BT=1:0 u16/10 F; ET=1:3 u16/10 F; DT=5:257 u16/10 F; Fan (Hz)=6:8451 u16/100
NOR A Series | RTU | 9600 8N2 | BT=1:1000 fc4 u16 C; ET=2:1000 fc4 u16 C
NOR Extension MODBUS | RTU | 19200 8N1 | BT=1:2 u16/100 C; ET=1:3 u16/100 C
NOR N Series | RTU | 9600 8N2 | BT=1:1000 fc4 u16 C; ET=2:1000 fc4 u16 C
Neuhaus Neotec Neoroast | TCP | ?:502 | BT=1:2 fc4 u16/10 C; ET=1:1 fc4 u16/10 C; Fan=1:3 fc4 u16/10; Airflow=1:34 fc4 u16/10
Neuhaus Neotec RFB | UDP | 192.168.111.99:502 | BT=1:2 fc4 u16/10 C; ET=1:1 fc4 u16/10 C; Fan=1:3 fc4 u16/10
Nordic DeltaDTA | ASCII | 9600 7E1 | BT=2:18176 u16/10 C; ET=1:18176 u16/10 C
Nordic DeltaDTK | ASCII | 9600 7E1 | BT=2:4096 u16/10 C; ET=1:4096 u16/10 C
Nordic PLC | TCP | 192.168.97.7:8888 | BT=5:18176 u16/10 C; ET=6:18176 u16/10 C; Air=4:4608 u16; Drum=4:4613 u16; Burner=4:4659 u16
North Standard Control Panel (Fotek) C | RTU | 9600 8N2 | BT=1:0 u16/10 C; ET=1:3 u16/10 C; DT=5:257 u16/10 F; Fan (Hz)=6:8451 u16/100
North Standard Control Panel (Fotek) F | RTU | 9600 8N2 | BT=1:0 u16/10 F; ET=1:3 u16/10 F; DT=5:257 u16/10 F; Fan (Hz)=6:8451 u16/100
OTesla Roaster | ASCII | 9600 8N1 | BT=1:18176 u16/10 C; ET=2:18176 u16/10 C
Opp MR | ASCII | 2400 8N1 | BT=2:18176 u16/10 C; ET=1:18176 u16/10 C
Ozturk OKS | RTU | 9600 8N1 | BT=1:0 fc4 u16 C; ET=2:0 fc4 u16 C
Petroncini TT ASEM | TCP | 192.168.5.11:502 | BT=1:10408 f32 C; ET=1:10404 f32 C; Burner=1:10400 f32 C
Plugin Roast 2.0 | RTU | 115200 8N1 | BT=1:1 u16/100 C; ET=1:2 u16/100 C
Pratter Autonics | RTU | 9600 8N2 | BT=1:1000 fc4 u16 C; ET=2:1000 fc4 u16 C
Pratter PLC | RTU | 9600 8N1 | BT=1:1000 fc4 u16/10 C; ET=1:1000 fc4 u16/10 C; Burner=1:32 u16; Air=1:39 u16; Drum=1:38 u16
Primo Xr | ASCII | 9600 8E1 | BT=1:4096 u16/10 F
Prisma USB | RTU | 38400 8N1 | BT=1:100 u16/100 C; ET=2:102 u16/100 C
Proaster 2Temp | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C
Proaster 3Temp | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C; Exhaust=3:1000 fc4 u16/10 C
Proaster AirPressure | RTU | 9600 8N2 | BT=1:1000 fc4 u16/10 C; ET=2:1000 fc4 u16/10 C; Pressure=4:60 fc4 u16/10
Proaster THCR-01A | RTU | 38400 8N1 | BT=1:0 fc4 u16 C; ET=1:2 fc4 u16 C
Probat Probatone | TCP | 127.0.0.1:502 | BT=1:12392 u16/100 C; Burner=1:12391 u16/10
Probat Probatone 7'' | TCP | 127.0.0.1:502 | BT=1:12392 u16/100 C; ET=1:12393 u16/100 C; Burner=1:12394 u16; mbar=1:12465 u16/10; Drum=1:12462 u16; Air=1:12463 u16
Prometheus Ignis | RTU | 57800 8N1 | BT=1:0 u16/10 C; ET=1:1 u16/10 C; Burner=1:9 u16; Drum=1:11 u16; Air=1:12 u16
R & R Automatic | RTU | 9600 7E1 | BT=1:406 u16/10 C; ET=1:407 u16/10 C
R & R Manual | RTU | 9600 8N1 | BT=1:0 fc4 u16 C; ET=2:0 fc4 u16 C
Rasco Mac CRMA | TCP | 192.168.1.5:502 | BT=1:140 u16/10 C; ET=1:120 u16/10 C; BurnerTemp=1:100 u16/10 C
Roastmax Roasters | RTU | 9600 8N1 | BT=1:0 fc4 u16 C; ET=2:0 fc4 u16 C
Rolltech EL | RTU | 19200 8N1 | BT=1:257 u16 C
SEVVALUSA SUSA | RTU | 9600 8N1 | BT=1:0 fc4 u16 C; ET=2:0 fc4 u16 C
San Franciscan SF | RTU BE-words | 9600 8N1 | BT=1:450 fc4 f32 F; ET=1:360 fc4 f32 F
San Franciscan SF Eurotherm | RTU | 19200 8N1 | BT=1:289 fc4 u16/10 F; ET=1:290 fc4 u16/10 F
Santoker 1xPXR | RTU | 9600 8N1 | BT=2:1000 fc4 u16/10 C; ET=1:64 fc4 u16/10 C; MET=1:65 fc4 u16/10 C
Schuilenburg PLC | TCP | 192.168.0.100:502 | BT=1:500 u16/10 C; ET=1:501 u16/10 C; IT=1:502 u16/10 C; CT=1:503 u16/10 C; Burner=1:310 u16/10; Air=1:311 u16/10; Drum=1:312 u16/10; mbar=1:530 u16/10; Charging=1:542 u16; Discharging=1:543 u16
Sivetz SRM | TCP | 10.0.0.10:502 | BT=1:28674 fc4 f32 F; ET=1:28676 fc4 f32 F; IT=1:28672 fc4 f32 F; Burner=1:249 fc4 u16; Gas%=1:28682 fc4 f32; Air=1:1001 fc4 u16
Sivetz SRM legacy | TCP | 10.0.0.10:502 | BT=1:109 fc4 f32 F; ET=1:119 fc4 f32 F; IT=1:99 fc4 f32 F; Burner=1:249 fc4 u16
Sweet Coffee Italia Gemma 26-30IND | TCP | 192.168.103.200:502 | BT=255:5004 f32 C; ET=255:5000 f32 C; IT=255:5006 f32 C; CT=255:5002 f32 C; kWh=255:5008 f32; Burner=255:5010 f32; SP=255:5012 f32 C; Air=255:5014 f32; Drum=255:5016 f32
Sweet Coffee Italia Gemma 2IND | TCP | 192.168.103.200:502 | BT=255:5000 s32/10 C; ET=255:5004 s32/10 C; IT=255:5006 s32/10 C; CT=255:5002 s32/10 C; kWh=255:18670 s32/100; Damper=255:11008 s32/10 C; Burner=255:2064 s32/10; SP=255:4550 s32/10 C; Air=255:2060 s32/10; Drum=255:9000 s32/10
Sweet Coffee Italia Gemma 6-8IND | TCP | 192.168.103.200:502 | BT=255:5000 s32/10 C; ET=255:5004 s32/10 C; IT=255:5006 s32/10 C; CT=255:5002 s32/10 C; kWh=255:18670 s32/100; Damper=255:11008 s32 C; Burner=255:2064 s32/10; SP=255:4550 s32/10 C; Air=255:2060 s32/10; Drum=255:9000 s32/10
TRINITAS T2 | RTU | 9600 8N2 | BT=2:1000 fc4 u16 C; ET=1:1000 fc4 u16 C
TRINITAS T2 air | RTU | 9600 8N2 | BT=2:1000 fc4 u16 C; ET=1:1000 fc4 u16 C; Airflow=3:106 u16/10
TRINITAS T2 legacy | RTU | 9600 8N2 | BT=2:1000 fc4 u16 C; ET=1:1000 fc4 u16 C
TRINITAS T7 | RTU | 9600 8N1 | BT=3:1 u16 C; ET=3:0 u16 C; Air=3:2 u16/10
TRINITAS T7 gas | RTU | 9600 8N1 | BT=3:1 u16 C; ET=3:0 u16 C; Air=3:2 u16/10; Burner=3:3 u16/10
TRINITAS T7 legacy | RTU | 9600 8N1 | BT=3:1 u16 C; ET=3:0 u16 C; Air=10:106 u16/10
Toper PLC | TCP | 192.168.137.90:502 | BT=1:0 u16/10 C; ET=1:2 u16/10 C
Toper PLC Control | TCP | 192.168.137.90:502 | BT=1:0 u16/10 C; ET=1:2 u16/10 C; IT=1:20 u16/10 C; Burner=1:1105 u16; Drum=1:1215 u16; Air=1:1040 u16
Toper USB | RTU | 19200 8N1 | BT=2:0 fc4 u16 C; ET=1:0 fc4 u16 C
Twino Ozstar | TCP | 192.168.2.180:502 | BT=1:1 u16/10 C; ET=1:2 u16/10 C; Mixer=1:3 u16/10 C; Humidity=1:4 u16; Gas Pressure=1:5 u16; Weight=1:6 u16
Typhoon Hybrid | TCP | 192.168.0.210:502 | BT=1:819 u16/10 C; ET=1:820 u16/10 C; Heat=1:818 u16 C
Typhoon Shoproaster | TCP | 192.168.0.210:502 | BT=1:53 u16/10 C; ET=1:54 u16/10 C; Heat=1:45 u16 C
US Roaster Corp RTU | RTU | 9600 8E1 | BT=1:4096 u16/10 F
VNT PID | RTU BE-words | 9600 8N1 | BT=1:0 f32 F
Vortecs Pro | RTU | 9600 8O1 | BT=1:138 u16/10 C; ET=2:138 u16/10 C
Wintop WK | RTU BE-words | 9600 8N1 | BT=1:2 f32 F; ET=1:0 f32 F
Yangchia 8xxn | RTU | 9600 8O1 | BT=1:138 u16/10 C; ET=2:138 u16/10 C
Yoshan BR | RTU BE-words | 9600 8N1 | BT=1:0 f32 C; ET=1:2 f32 C
Yoshan BY | RTU BE-words | 9600 8N1 | BT=1:0 f32 C; ET=1:2 f32 C
Yoshan DY | RTU BE-words | 9600 8N1 | BT=1:0 f32 C; ET=1:2 f32 C
Yoshan EC-500 | RTU | 9600 8O1 | BT=1:4 f32 C; ET=1:6 f32 C
Yoshan YS | TCP | 192.168.0.20:502 | BT=1:1 f32 C; ET=1:3 f32 C
iRm Series Mitsubishi PLC | TCP | 10.100.0.15:502 | BT=1:2 f32 C; ET=1:0 f32 C; Burner=1:4 f32 C; Burner 2=1:6 f32 C; Air=1:150 u16; Drum=1:140 u16; Burner=1:300 u16
iRm Series Omron PLC | TCP | 10.100.0.15:502 | BT=1:2 fc4 u16/10 C; ET=1:3 fc4 u16/10 C; Burner=1:4 fc4 u16/10 C; Burner 2=1:5 fc4 u16/10 C; Air=1:30 u16; Drum=1:40 u16; Burner=1:50 u16
`;
