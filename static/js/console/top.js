// The top bar: which meeting, which mode, how the machinery is, what time it is. Its colour is the mode.
import { html } from '../live/ui.js';
import { lost, lostFor, live, meeting, now } from './desk.js';
import { ask } from './dialog.js';
import { health, phonesOn, screensOn, slow } from './health.js';
import { KeySheet } from './keysheet.js';
import { MeetingSheet } from './meeting-sheet.js';
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
  return [`已断开 ${span(lostFor.value)}`, '大屏情况不明', '手机情况不明'].map((words) => html`<li><span class="bad">${words}</span></li>`);
}

function marks() {
  if (!live.state.value.online) return html`<${Mark} bad words="正在连接" />`;
  if (health.value === null) return html`<${Mark} words="连接正常" />`;
  const viewers = health.value.sockets.viewers ?? 0;
  return [
    viewers > 0 && html`<li><span class="on-air">直播中</span><span class="wide-only">${viewers.toLocaleString()} 人在看</span></li>`,
    html`<${Mark} bad=${slow.value} words=${slow.value ? `回应慢 ${(health.value.delay_ms / 1000).toFixed(1)} 秒` : '连接正常'} />`,
    html`<${Mark} bad=${!screensOn.value} words=${screensOn.value ? '大屏在线' : '大屏没有连上'} />`,
    html`<${Mark} words=${`手机 ${phonesOn.value}`} />`,
  ];
}

function Mark({ bad = false, words }) {
  return html`<li>${bad ? html`<span class="bad">${words}</span>` : html`<span class="dot"></span>${words}`}</li>`;
}
