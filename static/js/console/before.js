// Before the meeting: what must be ready, and what is worth knowing.
import { html } from '../live/ui.js';
import { ambers, know, musts, notes } from './checks.js';
import { meeting } from './desk.js';
import { Icon } from './icons.js';

/** The list of checks. */
export function BeforePane() {
  const lacking = musts.value.filter((must) => !must.ok).length;
  return html`<section class="pane">
    <div class="pane-head">
      <h2>${meeting.value.state === 'open' ? '正在签到' : '开会前检查'}</h2>
      ${lacking > 0 && html`<span class="tag tag-seal">缺 ${lacking} 项</span>`}
      ${ambers.value.length > 0 && html`<span class="tag tag-warn">留意 ${ambers.value.length} 项</span>`}
      <span class="push small quiet">随时自动再查</span>
    </div>
    <div class="pane-body" tabindex="0" role="region" aria-label="检查项"><ol class="checks">
      <li class="group">必须办好才能开会</li>
      ${[...musts.value].sort((one, other) => one.ok - other.ok).map((must) => html`<${Must} must=${must} />`)}
      <li class="group">请你留意，不拦开会</li>
      ${notes.value.map((note) => html`<${Note} key=${note.key} note=${note} />`)}
    </ol></div>
  </section>`;
}

function Must({ must }) {
  if (must.ok) return html`<${Fine} title=${must.title} />`;
  return html`<li class="bad"><${Icon} name="x" tone="c-seal" /><div><b>${must.title}</b><p>${must.note}</p></div></li>`;
}

function Note({ note }) {
  if (note.ok || note.known) return html`<${Fine} title=${note.title} />`;
  return html`<li>
    <${Icon} name="alert-triangle" tone="c-warn" /><div><b>${note.title}</b><p>${note.note}</p></div>
    <button class="btn btn-s" type="button" onClick=${() => know(note.key)}>知道了</button>
  </li>`;
}

function Fine({ title }) {
  return html`<li class="fine"><${Icon} name="check" tone="c-ok" /><div>${title}</div></li>`;
}
