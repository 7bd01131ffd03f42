// The middle of the page: the head of the stage, and the pane that belongs to it.
import { html } from '../live/ui.js';
import { AppraisalPane } from './appraisal.js';
import { BeforePane } from './before.js';
import { Called } from './called.js';
import { CommentsPane } from './comments.js';
import { place } from './desk.js';
import { pane } from './elsewhere.js';
import { Inbox } from './inbox.js';
import { LedgerPane } from './ledger.js';
import { Now } from './now.js';
import { RehearsalPane } from './rehearsal.js';

const PANES = { before: BeforePane, comments: CommentsPane, appraisal: AppraisalPane, ledger: LedgerPane };

/** The middle of the page. */
export function Stage() {
  const key = pane.value;
  const Pane = PANES[key];
  return html`<main class="stage">
    <${RehearsalPane} />
    ${place.value.item && html`<${Now} />`}
    ${key === 'inbox' ? html`<${Called} /><${Inbox} />` : html`<${Pane} />`}
  </main>`;
}
