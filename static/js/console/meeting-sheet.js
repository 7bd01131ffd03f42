// The meeting as a whole: pause, end, addresses, and how it is stored.
import { html } from '../live/ui.js';
import { CloseMeeting } from './asks-meeting.js';
import { boot, meeting, stored } from './desk.js';
import { ask, Dialog, Facts } from './dialog.js';
import { consolesOn, health, mute, phonesOn } from './health.js';
import { pauseMeeting, resumeMeeting } from './moves.js';
import { dateAndTime, timeOfDay } from './words.js';

/** The sheet. */
export function MeetingSheet() {
  const { state, paused } = meeting.value;
  const running = state === 'running';
  const end = () => {
    ask(() => html`<${CloseMeeting} />`);
    return null;
  };
  const deeds = [
    state !== 'prepared' && state !== 'closed' && { label: '提前结束会议…', beside: true, act: end },
    running && { label: paused ? '继续会议' : '暂停会议', kind: 'primary', act: paused ? resumeMeeting : pauseMeeting },
  ].filter(Boolean);
  return html`<${Dialog} title=${meeting.value.title} icon="info-circle" tone="" safe="关闭" deeds=${deeds}>
    <div class="dialog-body">
      ${running && html`<p>暂停会议会停住所有计时、提问和测评，手机上也这样显示，随时可以继续。</p>`}
      <${Facts}
        rows=${[
          ['会议编号', meeting.value.code],
          ['主办', meeting.value.host_unit],
          ['地点', meeting.value.place],
          ['时间', dateAndTime(meeting.value.starts_at)],
          ['大屏地址', html`<a href=${boot.screen_url} target="_blank" rel="noopener">${absolute(boot.screen_url)}</a>`],
          ['观众地址', html`<a href=${boot.viewer_url} target="_blank" rel="noopener">${absolute(boot.viewer_url)}</a>`],
          ['主持台', html`${boot.staff_name}，${consolesOn.value > 1 ? `共 ${consolesOn.value} 台连着` : '只有这一台'}。换一台电脑主持，在那里登录打开 ${location.href} 就能接手`],
          ['数据库', databaseWords()],
          ['在线', onlineWords()],
          ['备份', backupWords()],
        ]}
      />
    </div>
  <//>`;
}

function absolute(path) {
  return new URL(path, location.href).href;
}

const DATABASES = { sqlite: '本机（SQLite）', postgresql: 'PostgreSQL' };
const ASKING = '正在询问服务器';

function databaseWords() {
  if (health.value === null) return ASKING;
  const { database, queue, delay_ms: delay } = health.value;
  if (mute.value) return `${DATABASES[database] ?? ''}，没有应答，${queue} 项等着写`;
  const waiting = queue ? `${queue} 项正在写` : '没有等着写的';
  return `${DATABASES[database] ?? ''}，测评票已存 ${stored.value} 张，${waiting}，最近一次写入 ${delay} 毫秒`;
}

function onlineWords() {
  if (health.value === null) return ASKING;
  const { screen = 0, host = 0, viewers = 0 } = health.value.sockets;
  return `手机 ${phonesOn.value} 部，大屏 ${Math.max(0, screen - host)} 块，线上观众 ${viewers} 人`; // each console has a preview
}

function backupWords() {
  if (health.value === null) return ASKING;
  if (mute.value) return '要等数据库应答';
  const { backup_at: backupAt } = health.value;
  return backupAt ? `最近一次 ${timeOfDay(backupAt)}` : '还没有备份';
}
