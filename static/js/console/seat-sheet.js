// Slips: counts by category, and the two taps that free a slip from a device.
import { html, useState } from '../live/ui.js';
import { run } from './deed.js';
import { categoryName, live, seats } from './desk.js';
import { Dialog } from './dialog.js';
import { Button } from './parts.js';

const COUNTS = [
  ['issued', '发出'],
  ['bound', '已用'],
  ['present', '签到'],
  ['released', '解除过'],
];

/** The sheet. */
export function SeatSheet() {
  return html`<${Dialog} title="票证" icon="users" tone="" safe="关闭">
    <div class="dialog-body">
      <p>代表说「这张票证已在别的手机上使用」时，问他票证编码的最后 4 位，在这里解除。</p>
      <${Finder} />
      <table class="counts"><caption class="sr">各类票证</caption>
        <thead><tr><th scope="col">类别</th>${COUNTS.map(([, words]) => html`<th scope="col" class="r">${words}</th>`)}</tr></thead>
        <tbody>${seats.value.map(
          (row) => html`<tr><th scope="row">${categoryName(row.category)}</th>${COUNTS.map(([key]) => html`<td class="r">${row[key]}</td>`)}</tr>`,
        )}</tbody>
      </table>
    </div>
  <//>`;
}

function Finder() {
  const [tail, setTail] = useState('');
  const [found, setFound] = useState(null);
  const [problem, setProblem] = useState('');
  const look = async (code = tail) => {
    if (code.length !== 4) return;
    try {
      setFound((await live.command('seat.find', { code_tail: code })).seats);
      setProblem('');
    } catch (error) {
      setFound(null);
      setProblem(error.message);
    }
  };
  const type = (event) => {
    const code = event.target.value.toUpperCase().replace(/[^0-9A-Z]/g, '').slice(-4);
    setTail(code);
    setFound(null);
    look(code);
  };
  return html`<div class="field"><label for="tail">编码的最后 4 位</label>
      <input class="in" id="tail" data-focus autocomplete="off" value=${tail} onInput=${type} /></div>
    ${problem && html`<p class="help-bad">${problem}</p>`}
    ${found && !found.length && html`<p role="status">没有以 ${tail} 结尾的票证，请再核对一次。</p>`}
    ${found?.length > 1 && html`<p role="status">有 ${found.length} 张票证以 ${tail} 结尾，请问清是哪一类再解除。</p>`}
    <ul class="found">${(found ?? []).map((seat) => html`<${Found} key=${seat.seat_id} seat=${seat} again=${() => look()} />`)}</ul>`;
}

function Found({ seat, again }) {
  const [sure, setSure] = useState(false);
  const [freed, setFreed] = useState(false);
  const free = async () => {
    if (!sure) return setSure(true);
    const steps = [['seat.release', { seat_id: seat.seat_id }]];
    if (await run({ label: `解除票证 …${seat.code_tail}`, steps, final: '解除后，任何手机都可以再扫这张票证' })) setFreed(true);
    setSure(false);
    return again();
  };
  return html`<li>
    <span><b>${categoryName(seat.category)} …${seat.code_tail}</b>
      <small class="quiet">${usedWords(seat, freed)}${seat.present ? '，已签到' : ''}</small></span>
    ${seat.bound && html`<${Button} small kind=${sure ? 'danger' : ''} act=${free}>${sure ? '确认解除，原来的手机会退出' : '解除绑定'}<//>`}
  </li>`;
}

function usedWords({ bound }, freed) {
  if (bound) return '已在一部手机上使用';
  return freed ? '解除了，请他用现在的手机再扫一次' : '还没有手机使用，直接扫码或输入编码就能进';
}
