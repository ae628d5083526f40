/** The stylesheet of a report: system font, light and dark by the system, fit for A4 and Letter. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#fff;--line:#d0d7de;--a:#0b5cad;--b:#8a5a00;--d:#b3261e;--warn:#fff4d6}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9aa7b4;--paper:#0e1116;--line:#30363d;--a:#6cb2ff;--b:#e0a83a;--d:#ff8a80;--warn:#3a2f10}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1040px;padding:24px 16px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;margin:0 0 4px}h2{font-size:1.15rem;margin:32px 0 8px}
p{margin:6px 0}.soft,small,figcaption{color:var(--soft)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{color:var(--soft);white-space:nowrap}.n{text-align:right;white-space:nowrap}
.scroll{overflow-x:auto}.scroll:focus-visible{outline:2px solid var(--a)}
.warn{background:var(--warn);border:1px solid var(--line);border-radius:6px;padding:8px 12px;list-style:none;margin:0}
.warn li{margin:4px 0}code{font:13px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
figure{margin:0}svg{width:100%;height:auto;display:block}
svg text{fill:var(--soft);font-size:12px}.yl{text-anchor:end;dominant-baseline:middle}.g{stroke:var(--line)}
path{fill:none;stroke-width:1.5;stroke-linejoin:round}.a{stroke:var(--a)}.b{stroke:var(--b);stroke-dasharray:5 3}.d{stroke:var(--d);fill:var(--d);fill-opacity:.18}
@media print{body{max-width:none;padding:0;font-size:11px}h2{break-after:avoid}figure,tr{break-inside:avoid}.scroll{overflow:visible}}
`;
