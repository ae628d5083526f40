/** The stylesheet of a report: system font, light and dark by the system, fit for A4, Letter and phones. */
export const REPORT_STYLE: string = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--panel:#f6f7f9;--line:#d0d7de;--grid:#e4e8ec;--a:#0b5cad;--b:#8a5a00;--c:#6f42c1;--gain:#0b5cad;--loss:#a84300;--ok:#1a7f37;--warn:#8a5a00;--bad:#b3261e}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa7b4;--paper:#0e1116;--panel:#161b22;--line:#30363d;--grid:#232a32;--a:#6cb6ff;--b:#e3b341;--c:#c9a6ff;--gain:#6cb6ff;--loss:#ffa657;--ok:#4ac26b;--warn:#e3b341;--bad:#ff8a80}}
*{box-sizing:border-box}
html{scroll-padding-top:12px}
body{margin:0 auto;max-width:1080px;padding:24px 20px 48px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 4px}h2{font-size:1.25rem;margin:44px 0 10px;padding-top:14px;border-top:1px solid var(--line)}h3{font-size:1rem;margin:24px 0 6px}h4{font-size:13px;font-weight:600;margin:0 0 2px}
p{margin:6px 0}.soft,small,figcaption{color:var(--soft)}small,figcaption{font-size:13px}
a{color:var(--a)}:focus-visible{outline:2px solid var(--a);outline-offset:2px}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;margin:14px 0 0;padding:0;font-size:14px}nav a{display:inline-block;padding:3px 0}
code,.mono{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
pre{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:10px 12px;margin:10px 0;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,monospace}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}table.fit{width:auto;min-width:min(100%,420px)}table.small{font-size:13px}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:4px 10px;border-bottom:1px solid var(--grid);text-align:left;vertical-align:top;font-weight:400}
table.small th,table.small td{padding:3px 7px}
th:first-child,td:first-child{padding-left:0}tbody th{white-space:nowrap}
thead th{color:var(--soft);white-space:nowrap;border-bottom-color:var(--line)}th.n,td.n{text-align:right;white-space:nowrap}
thead button{all:unset;cursor:pointer;min-height:24px}thead button:focus-visible{outline:2px solid var(--a)}
[aria-sort=ascending] button::after{content:" ▲"}[aria-sort=descending] button::after{content:" ▼"}
table.pairs{table-layout:auto}.pairs th{color:var(--soft);width:190px}.pairs td{overflow-wrap:anywhere}
.groups td,.groups th{border-bottom:0}tr.head th{padding-top:16px;color:var(--soft);font-weight:600}
.scroll{overflow-x:auto;position:relative}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:10px;margin:14px 0;padding:0}
.tiles div{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:10px 12px}
.tiles dt{color:var(--soft);font-size:13px}.tiles dd{margin:0}.tiles .big{font-size:1.35rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.checks{list-style:none;margin:0;padding:0}
.checks li{display:grid;grid-template-columns:104px 190px 1fr;gap:2px 12px;padding:6px 0;border-bottom:1px solid var(--grid)}
.checks b{font-weight:600}.fail .s{color:var(--bad)}.warn .s{color:var(--warn)}.pass .s{color:var(--ok)}.not-run .s{color:var(--soft)}.checks .s{font-weight:600;white-space:nowrap}
figure{margin:10px 0 18px}figcaption{margin-top:2px}
.chart{padding:8px 14px 22px 76px;overflow:hidden}.chart>svg{display:block;width:100%;overflow:visible}
svg.hs{height:140px}svg.hm{height:200px}svg.hl{height:300px}.plot{overflow:visible}
svg text{fill:var(--soft);font-size:12px;font-variant-numeric:tabular-nums}.yl{text-anchor:end;dominant-baseline:middle}.g{stroke:var(--grid)}
.mark{stroke:var(--soft);stroke-dasharray:4 3}svg .ml{fill:var(--ink);paint-order:stroke;stroke:var(--paper);stroke-width:4px}
path{fill:none;stroke-width:1.5;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.a{stroke:var(--a)}.b{stroke:var(--b);stroke-dasharray:6 3}.c{stroke:var(--c);stroke-dasharray:2 3}.p{stroke:var(--ok)}.q{stroke:var(--loss);stroke-dasharray:8 3 2 3}.r{stroke:var(--soft);stroke-dasharray:1 4}.d{stroke:var(--loss)}.df{stroke:none;fill:var(--loss);fill-opacity:.16}.e{stroke:var(--a)}.ef{stroke:none;fill:var(--a);fill-opacity:.14}.f{fill:var(--a);fill-opacity:.16;stroke:none}
.s0{fill:var(--line)}.sg1,.sg2,.sg3{fill:var(--gain)}.sl1,.sl2,.sl3{fill:var(--loss)}.sg1,.sl1{fill-opacity:.4}.sg2,.sl2{fill-opacity:.7}rect.idle{fill:var(--soft);fill-opacity:.45}svg text.mid{fill:var(--paper);text-anchor:middle;dominant-baseline:central;font-size:11px}rect.gain,circle.gain{fill:var(--gain)}rect.loss{fill:var(--loss)}rect.z{fill:var(--a)}circle.gain{fill-opacity:.7}svg .cross{fill:var(--loss);font-size:14px;text-anchor:middle;dominant-baseline:central}
.key{display:flex;flex-wrap:wrap;gap:2px 18px;font-size:13px;margin:0 0 2px 76px;padding:0;list-style:none;color:var(--soft)}.key svg{width:28px;height:10px;margin-right:6px;vertical-align:middle}.key line{stroke-width:2}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:0 28px}.two>*{min-width:0}
.heat td,.heat th{text-align:right;padding:4px 6px}.heat th:first-child{text-align:left}.heat .own{outline:2px solid;outline-offset:-2px}
.g1{background:#0b5cad1f}.g2{background:#0b5cad3d}.g3{background:#0b5cad5c}.l1{background:#a843001f}.l2{background:#a843003d}.l3{background:#a843005c}
@media screen and (prefers-color-scheme:dark){.g1{background:#6cb6ff1f}.g2{background:#6cb6ff3d}.g3{background:#6cb6ff57}.l1{background:#ffa6571f}.l2{background:#ffa6573d}.l3{background:#ffa65757}}
.pick{border:0;margin:0;padding:0;font-size:13px}.pick legend{float:left;padding:0 10px 0 0;color:var(--soft)}.pick label{margin-right:14px;display:inline-block;padding:3px 0}
.lin,.log{display:none}.scale:has([value=lin]:checked) .lin,.scale:has([value=log]:checked) .log{display:block}
.read{height:18px;line-height:18px;overflow:hidden;font-size:13px;margin-left:76px;font-variant-numeric:tabular-nums;display:block}.cursor{stroke:var(--soft)}
details summary{cursor:pointer;color:var(--a);padding:4px 0}
footer{margin-top:44px}.terms{columns:2;column-gap:28px}.terms div{break-inside:avoid;padding:2px 0}.terms dt,.terms dd{display:inline;margin:0}.terms dt::after{content:": "}
@media screen and (max-width:640px){body{padding:16px 14px 40px}.terms{columns:1}.chart{padding-left:62px;padding-right:6px}.key,.read{margin-left:0}.o{display:none}.checks li{grid-template-columns:1fr}.pairs th{width:118px;white-space:normal}tbody th{white-space:normal}.tiles{grid-template-columns:1fr 1fr}.tiles .big{font-size:1.15rem}th,td{padding:4px 6px}.figures th,.figures td{padding:4px 3px}}
@media print{@page{margin:14mm}body{max-width:none;padding:0;font-size:10.5px}h2{margin-top:20px;break-after:avoid}h3,h4{break-after:avoid}thead{display:table-header-group;break-inside:avoid}thead button{display:contents}pre,code,.mono{font-size:9px}.tiles{grid-template-columns:repeat(5,1fr);gap:6px}.tiles div{padding:6px 8px}.tiles dt{font-size:9px}.tiles .big{font-size:13px}.heat td,.heat th{padding:2px 3px}table.small .t{white-space:nowrap}figure,tr,.tiles,.checks li,.two>*{break-inside:avoid}.scroll{overflow:visible}nav,.pick,.read{display:none}table.small{font-size:8.5px}table.small th,table.small td{padding:2px 4px}small,figcaption{font-size:9px}th,td{padding:2px 6px}*{print-color-adjust:exact}.log{display:none!important}.lin{display:block!important}.two{grid-template-columns:1fr 1fr}svg.hl{height:220px}svg.hm{height:150px}svg.hs{height:110px}svg text{font-size:9px}}
`;
