// The meeting as a whole: pause, end, addresses, and how it is stored.
import { html } from '../live/ui.js';
import { CloseMeeting } from './asks-meeting.js';
import { boot, meeting, stored } from './desk.js';
import { ask, Dialog, Facts } from './dialog.js';
import { consolesOn, health } from './health.js';
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
          ['存储', storedWords()],
        ]}
      />
    </div>
  <//>`;
}

function absolute(path) {
  return new URL(path, location.href).href;
}

function storedWords() {
  if (health.value === null) return '';
  const { queue, backup_at: backupAt } = health.value;
  return `测评票已存 ${stored.value} 张${queue ? `，${queue} 项正在写` : ''}；${backupAt ? `${timeOfDay(backupAt)} 备份` : '还没有备份'}`;
}
