/**
 * The script of a report: a crosshair with the arrow keys and sorting by column. The page is whole
 * without it; it reads only what stands in the page and asks nobody.
 */
export const REPORT_SCRIPT: string = `
"use strict";
const unpack=t=>{let v=0;return t?t.split(" ").map(d=>v+=parseInt(d,36)):[]};
const group=n=>n.replace(/\\B(?=(\\d{3})+(?!\\d))/g,",");
const sign=(v,t)=>v<0&&Number(t.replace(/,/g,""))!==0?"\\u2212"+t:t;
const say={money(v){const[w,p]=Math.abs(v).toFixed(2).split(".");return sign(v,group(w)+"."+p)},percent(v){return sign(v,Math.abs(v*100).toFixed(2))+"%"},ratio(v){return sign(v,Math.abs(v).toFixed(2))}};
for(const svg of document.querySelectorAll(".chart>svg[data-times]")){
  let data=null,at=-1;
  const read=document.createElement("output");read.className="read";read.setAttribute("aria-live","off");
  svg.parentElement.after(read);
  svg.setAttribute("tabindex","0");
  const line=document.createElementNS(svg.namespaceURI,"line");
  line.setAttribute("class","cursor");line.setAttribute("y1","0");line.setAttribute("y2","100%");line.setAttribute("visibility","hidden");svg.append(line);
  const load=()=>data??=(()=>{const scale=Number(svg.dataset.scale);const lines=[...svg.querySelectorAll("path[data-values]")].map(p=>{
    const values=unpack(p.dataset.values).map(v=>v/scale);
    const xs=p.getAttribute("d").slice(1).split("L").slice(0,values.length).map(q=>parseInt(q,10));
    return{name:p.dataset.name,values,xs}});
    return{lines,times:unpack(svg.dataset.times).map(m=>m*60000)}})();
  const near=(xs,x)=>{let a=0,b=xs.length-1;while(a<b){const m=(a+b)>>1;if(xs[m]<x)a=m+1;else b=m}return a>0&&x-xs[a-1]<xs[a]-x?a-1:a};
  const show=i=>{const{lines,times}=load();if(!lines.length||!lines[0].xs.length)return;
    at=Math.max(0,Math.min(lines[0].xs.length-1,i));const x=lines[0].xs[at];
    line.setAttribute("x1",x/100+"%");line.setAttribute("x2",x/100+"%");line.setAttribute("visibility","visible");
    const when=new Date(times[at]).toISOString().slice(0,16).replace("T"," ")+" UTC";
    read.textContent=when+" \\u00b7 "+lines.filter(l=>l.xs.length).map(l=>l.name+" "+say[svg.dataset.unit](l.values[near(l.xs,x)])).join(" \\u00b7 ")};
  svg.addEventListener("pointermove",e=>{const r=svg.getBoundingClientRect();show(near(load().lines[0]?.xs??[],(e.clientX-r.left)/r.width*10000))});
  svg.addEventListener("pointerleave",()=>{line.setAttribute("visibility","hidden");read.textContent=""});
  svg.addEventListener("keydown",e=>{const step={ArrowRight:1,ArrowLeft:-1,PageDown:50,PageUp:-50,Home:-1e9,End:1e9}[e.key];if(step===undefined)return;e.preventDefault();read.setAttribute("aria-live","polite");show((at<0?0:at)+step)});
}
const worth=c=>{const t=c.textContent.trim();const n=Number(t.replace(/[,+%\\u00d7]/g,"").replace("\\u2212","-"));return t!==""&&!Number.isNaN(n)?n:t};
for(const table of document.querySelectorAll("table[data-sort]")){
  const heads=[...table.tHead.rows[0].cells];
  heads.forEach((head,i)=>{const button=document.createElement("button");button.type="button";button.append(...head.childNodes);head.append(button);
    button.addEventListener("click",()=>{const down=head.getAttribute("aria-sort")==="ascending";
      for(const other of heads)other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort",down?"descending":"ascending");
      const rows=[...table.tBodies[0].rows].map(row=>[worth(row.cells[i]),row]);
      rows.sort(([a],[b])=>{const o=typeof a===typeof b?(a<b?-1:a>b?1:0):typeof a==="number"?-1:1;return down?-o:o});
      table.tBodies[0].append(...rows.map(([,row])=>row))})});
}
`;
