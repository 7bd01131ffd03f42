// Set the clock of the stage anew.
import { html, useState } from '../live/ui.js';
import { place } from './desk.js';
import { Dialog } from './dialog.js';
import { extendTimer, startTimer } from './moves.js';
import { Chips } from './parts.js';
import { minutesOf, stageName } from './place.js';

const MINUTES = [1, 2, 3, 5, 8, 10, 15];

/** The sheet. */
export function TimerSheet() {
  const { item, stage: name } = place.value;
  const planned = minutesOf(item, name);
  const options = [...new Set([...MINUTES, ...(planned ? [planned] : [])])].sort((one, other) => one - other);
  const [minutes, setMinutes] = useState(planned ?? 5);
  const deeds = [
    { label: `再加 ${minutes} 分钟`, act: () => extendTimer(Math.round(minutes * 60)) },
    { label: `从 ${minutes} 分钟重新计时`, kind: 'primary', act: () => startTimer(Math.round(minutes * 60)) },
  ];
  return html`<${Dialog} title=${`「${stageName(item, name)}」的计时`} icon="player-play" tone="" safe="不改" deeds=${deeds}>
    <div class="dialog-body">
      <p>到时间不会自动换环节。${planned ? `计划 ${planned} 分钟。` : '这个环节没有计划时间。'}</p>
      <${Chips} label="分钟" options=${options.map((each) => [each, `${each} 分钟`])} value=${minutes} pick=${setMinutes} />
    </div>
  <//>`;
}
