// The rehearsal: offered before the meeting opens, told while it goes on.
import { html } from '../live/ui.js';
import { EndRehearsal } from './asks-meeting.js';
import { meeting } from './desk.js';
import { ask } from './dialog.js';
import { Icon } from './icons.js';
import { rehearse } from './moves.js';
import { Switch } from './parts.js';

const BEFORE = '和正式会议一模一样。演练数据在开会前全部清除。';
const DURING = '提问、评分、签到都不算数。结束演练时全部清除，票证不受影响。';

/** The pane above everything else: before the meeting, and as long as a rehearsal goes on. */
export function RehearsalPane() {
  const { state, rehearsal } = meeting.value;
  if (state !== 'prepared' && !rehearsal) return null;
  const wish = (on) => (on ? rehearse(true) : ask(() => html`<${EndRehearsal} />`));
  return html`<section class="pane fixed"><div class="rehearse">
    <${Icon} name="presentation" size="l" />
    <div>
      <h2>${rehearsal ? '正在演练' : '先演练一遍？'}</h2>
      <p class="quiet">${rehearsal ? DURING : BEFORE}</p>
    </div>
    <${Switch} on=${rehearsal} act=${wish}>${rehearsal ? '演练已开' : '演练'}<//>
  </div></section>`;
}
