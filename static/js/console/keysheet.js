// The sheet of keys, and the switch that puts the single letters to sleep.
import { html, signal } from '../live/ui.js';
import { Dialog } from './dialog.js';
import { keep, kept } from './drafts.js';

const ALL = [
  [['Ctrl', 'Enter'], '下一步'],
  [['Ctrl', 'Z'], '撤销刚才一步'],
  [['T'], '计时暂停 / 继续'],
  [['+'], '加时'],
  [['?'], '这张表'],
  [['Esc'], '关闭、返回'],
];
const INBOX = [
  [['↑', '↓'], '上一条 / 下一条'],
  [['←', '→'], '待审 / 可叫出'],
  [['A'], '通过 / 退回待审'],
  [['R'], '不采用，再按 1 至 5 选理由'],
  [['空格'], '选中'],
  [['M'], '合并选中的'],
  [['C'], '叫上大屏'],
  [['W'], '从大屏收起'],
  [['E'], '写答复要点'],
];
const SCREEN = [
  [['X'], '换回上一画面'],
  [['0'], '跟随环节'],
  [['1'], '欢迎签到'],
  [['2'], '述法'],
  [['3'], '质询'],
  [['4'], '答复'],
  [['5'], '点评'],
  [['6'], '测评进度'],
  [['8'], '总览'],
];
const RESULT = [
  [['H'], '遮住 / 显示'],
];

/** Whether single letters work. */
export const letters = signal(kept('letters') !== 'off');

function setLetters(on) {
  letters.value = on;
  keep('letters', on ? '' : 'off');
}

/** The sheet. */
export function KeySheet() {
  const note = '结束测评、公布、作废、结束会议没有快捷键，只能点。单个字母键在输入框里不起作用。';
  const turn = html`<label class="switch">
    <input type="checkbox" role="switch" checked=${letters.value} onChange=${(event) => setLetters(event.target.checked)} /> 启用字母键
  </label>`;
  return html`<${Dialog} title="快捷键" icon="keyboard" tone="" wide safe="关闭" note=${note} aside=${turn}>
    <div class="keysheet">
      <div><${Group} title="全场" rows=${ALL} /></div>
      <div><${Group} title="质询收件（点进列表后）" rows=${INBOX} /></div>
      <div><${Group} title="大屏" rows=${SCREEN} /><${Group} title="结果" rows=${RESULT} /></div>
    </div>
  <//>`;
}

function Group({ title, rows }) {
  const row = ([keys, words]) => html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${words}</dd>`;
  return html`<h3>${title}</h3><dl>${rows.map(row)}</dl>`;
}
