// The top bar, the strip of truth: which meeting and mode, what is stored, what wall and phones show, what time it is.
import { leftMs, mmss } from '../live/clock.js';
import { html } from '../live/ui.js';
import { step } from './actbar.js';
import { lost, lostFor, live, meeting, now, place, roundsBook, stage, stored } from './desk.js';
import { ask } from './dialog.js';
import { health, mute, phonesOn, screenOn, slow } from './health.js';
import { KeySheet } from './keysheet.js';
import { MeetingSheet } from './meeting-sheet.js';
import { timed } from './now.js';
import { phonesShow } from './phones.js';
import { headWords } from './screen-pane.js';
import { span, timeOfDay } from './words.js';

/** The whole bar. */
export function Top() {
  return html`<header class="top">
    <span class="brand">述评</span>
    <h1>${meeting.value.title}</h1>
    <span class="mode">${modeWords()}</span>
    <${Health} />
    <${Clock} />
    <button class="btn btn-s" type="button" onClick=${() => ask(() => html`<${MeetingSheet} />`)}>会议</button>
    <button class="btn btn-s" type="button" onClick=${() => ask(() => html`<${KeySheet} />`)}>快捷键 <kbd>?</kbd></button>
  </header>`;
}

function modeWords() {
  const { state, rehearsal } = meeting.value;
  if (rehearsal) return '演练，不是正式会议';
  return { prepared: '还没有开会', open: '正在签到', running: '正式会议', closed: '会议已结束' }[state];
}

function Clock() {
  return html`<span class="clock"><span class="sr">现在 </span>${timeOfDay(now.value)}</span>`;
}

function Health() {
  return html`<ul class="health push" aria-label="运行状态">
    ${lost.value ? lostMarks() : marks()}
  </ul>`;
}

function lostMarks() {
  const bad = [`已断开 ${span(lostFor.value)}`, '大屏情况不明', '手机情况不明'].map((words) => html`<${Mark} bad words=${words} />`);
  return [html`<${Stored} />`, ...bad];
}

function marks() {
  if (!live.state.value.online) return [html`<${Stored} />`, html`<${Mark} bad words="正在连接" />`];
  const viewers = health.value?.sockets.viewers ?? 0;
  return [
    html`<${Stored} />`,
    viewers > 0 && html`<li><span class="on-air">直播中</span><span class="wide-only">${viewers.toLocaleString()} 人在看</span></li>`,
    html`<${Line} />`,
    html`<${Over} />`,
    screenOn.value !== null && html`<${Mark} bad=${!screenOn.value} words=${screenOn.value ? `大屏：${headWords()}` : '大屏没有连上'} />`,
    health.value && html`<${Mark} words=${`手机 ${phonesOn.value}：${phonesShow(sections())}`} />`,
    step.value.act && html`<li class="roomy-only">接着：${step.value.label}</li>`,
  ];
}

/** What is safe comes first, also while the line is down. */
function Stored() {
  return stored.value > 0 && html`<${Mark} words=${`已存 ${stored.value} 张，未丢`} />`;
}

function Line() {
  if (mute.value) return html`<${Mark} bad words="数据库没有应答" />`;
  return html`<${Mark} bad=${slow.value} words=${slow.value ? `回应慢 ${(health.value.delay_ms / 1000).toFixed(1)} 秒` : '连接正常'} />`;
}

function Over() {
  const left = timed() ? leftMs(stage.value.timer, now.value) : null;
  return left !== null && left < 0 && html`<${Mark} bad words=${`超时 ${mmss(left)}`} />`;
}

function sections() {
  return { meeting: meeting.value, place: place.value, rounds: roundsBook.value.rounds };
}

function Mark({ bad = false, words }) {
  return html`<li>${bad ? html`<span class="bad">${words}</span>` : html`<span class="dot"></span>${words}`}</li>`;
}
