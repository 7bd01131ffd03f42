// One sentence across the page when something is not as usual.
import { html } from '../live/ui.js';
import { band, hush, unanswered } from './deed.js';
import { live, lost, lostFor, meeting, refusedEntry } from './desk.js';
import { mute, safeWords } from './health.js';
import { Icon } from './icons.js';
import { resumeMeeting } from './moves.js';
import { Button } from './parts.js';
import { span } from './words.js';

/** The band that matters most at the moment, or nothing. */
export function Band() {
  if (refusedEntry.value) return html`<${Refused} />`;
  if (lost.value) return html`<${Lost} />`;
  if (mute.value) return html`<${Mute} />`;
  if (band.value) return html`<${Said} />`;
  return meeting.value.paused ? html`<${Paused} />` : null;
}

function Lost() {
  return html`<div class="band band-bad" role="alert">
    <${Icon} name="wifi-off" size="l" />
    <div>
      <b>与服务器断开 ${span(lostFor.value)}，${trying()}。</b>${safeWords()}大屏和手机不一定断，请抬头看大屏。没交成的测评会自动补交。
    </div>
    <span class="push"></span>
    ${unanswered.value && html`<span class="small">刚才的「${unanswered.value}」没有得到回音，连上后自动核对</span>`}
    <button class="btn btn-s" type="button" onClick=${reconnect}>现在重连</button>
  </div>`;
}

function Mute() {
  return html`<div class="band band-bad" role="alert">
    <${Icon} name="alert-triangle" size="l" />
    <div>
      <b>数据库没有应答，现在什么都存不下。</b>${safeWords()}请先停在这里，让管服务器的人看一下；恢复以后，没交成的测评会自动补交。
    </div>
  </div>`;
}

function trying() {
  const number = live.attempts.value;
  return number ? `正在第 ${number} 次重连` : '正在重连';
}

/** Load the page anew, but only from a server that answers: a console on a browser's error page helps nobody. */
async function reconnect() {
  try {
    if ((await fetch('/healthz', { cache: 'no-store' })).ok) location.reload();
  } catch {
    // still down: the line goes on trying by itself
  }
}

function Refused() {
  return html`<div class="band band-bad" role="alert">
    <${Icon} name="alert-triangle" size="l" />
    <div><b>主持台没有接上：</b>${refusedEntry.value.message}</div>
    <span class="push"></span>
    <button class="btn btn-s" type="button" onClick=${() => location.reload()}>重新登录</button>
  </div>`;
}

function Said() {
  const { tone, text } = band.value;
  return html`<div class=${`band band-${tone}`} role=${tone === 'ok' ? 'status' : 'alert'}>
    <${Icon} name=${tone === 'ok' ? 'check' : 'alert-triangle'} />
    <div>${text}</div>
    <span class="push"></span>
    <button class="btn btn-s" type="button" onClick=${hush}>知道了</button>
  </div>`;
}

function Paused() {
  return html`<div class="band band-warn" role="status">
    <${Icon} name="player-pause" />
    <div><b>会议暂停着。</b>计时、提问和测评都停住，手机上也这样显示。</div>
    <span class="push"></span>
    <${Button} small act=${resumeMeeting}>继续会议<//>
  </div>`;
}
