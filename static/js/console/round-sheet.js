// A round of the host's own choosing: several subjects at once, or the viewers' 我述你评.
import { html, useState } from '../live/ui.js';
import { enough, meeting, place, roundsBook } from './desk.js';
import { Dialog } from './dialog.js';
import { useDraft } from './drafts.js';
import { Chips, Field } from './parts.js';
import { openRound } from './rounding.js';
import { openSeatsRound, roundOf } from './rounds.js';
import { names } from './words.js';

const AUDIENCES = [
  ['seats', '会场的票证'],
  ['viewers', '网上观众（我述你评）'],
];
const LENGTHS = [
  [120, '2 分钟'],
  [300, '5 分钟'],
  [600, '10 分钟'],
  [0, '不限时'],
];

/** The sheet. */
export function RoundSheet() {
  const [audience, setAudience] = useState(openSeatsRound(roundsBook.peek().rounds) ? 'viewers' : 'seats');
  const [picked, setPicked] = useState(null);
  const [seconds, setSeconds] = useState(120);
  const [reason, setReason, clear] = useDraft('quorum');
  const free = meeting.value.subjects.filter((subject) => !roundOf(roundsBook.value.rounds, subject.id, audience));
  const chosen = (picked ?? [place.value.subject?.id]).filter((id) => free.some((subject) => subject.id === id));
  const lacking = audience === 'seats' && !enough().enough;
  const who = names(free.filter((subject) => chosen.includes(subject.id)));
  const begin = async () => {
    const done = await openRound(chosen, audience, { seconds: seconds || undefined, reason: lacking ? reason.trim() : undefined });
    if (done) clear();
    return done;
  };
  const toggle = (id) => setPicked(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const off = !chosen.length || (lacking && !reason.trim());
  const deed = { label: who ? `开始测评 — ${who}` : '先选述法对象', kind: 'primary', off, act: begin };
  return html`<${Dialog} title="单独开一次测评" icon="users" tone="" safe="先不测评" deeds=${[deed]}>
    <div class="dialog-body">
      <div><p class="label">谁来评</p><${Chips} label="谁来评" options=${AUDIENCES} value=${audience} pick=${setAudience} /></div>
      <fieldset><legend class="label">评谁，可以选几位一起评</legend>
        <div class="chips">${free.map(
          ({ id, name }) => html`<label class="chip">
            <input type="checkbox" checked=${chosen.includes(id)} onChange=${() => toggle(id)} />${name}
          </label>`,
        )}</div>
        ${!free.length && html`<p class="quiet">都已经有这样一次测评了。要重评，先作废原来的。</p>`}
      </fieldset>
      <div><p class="label">多长时间</p><${Chips} label="多长时间" options=${LENGTHS} value=${seconds} pick=${setSeconds} /></div>
      ${lacking && html`<${Field} label="到场不过半，请写明照样进行的理由（写进会议纪要）" id="sheet-reason" most="200" value=${reason} set=${setReason} />`}
    </div>
  <//>`;
}
