// The projector screen: draws what the meeting shows, and keeps the last picture whatever happens to the line.
import { computed, effect, html, mount, readBoot, signal } from '../live/ui.js'
import { secondHand } from '../live/clock.js'
import { connectLive } from '../live/live.js'
import { choose } from './choose.js'
import { fetchFace } from './face.js'
import { followFigures } from './figures.js'
import { followWindow } from './plot.js'
import { Stage } from './stage.js'

const boot = readBoot()
const live = connectLive({ access: boot.access, meeting: boot.meeting_code, boot: boot.screen })
const hand = secondHand(live.now)
const { figures, waiting } = followFigures(boot.figures_url, live.section)
const view = signal(null)

effect(() => {
  view.value = choose(live.state.value.sections, figures.value, waiting.value) ?? view.peek()
})

const link = computed(() => {
  const { online, lastHeard } = live.state.value
  if (online) return 'on'
  return lastHeard === null ? 'wait' : 'off'
})

function Screen() {
  if (!view.value) return null
  return html`<${Stage} view=${view.value} hand=${hand} link=${link.value} notice=${live.section('notice').value} />`
}

followWindow()
// a double click fills the wall; F11 does the same
document.addEventListener('dblclick', () => document.documentElement.requestFullscreen?.())
// what the server drew stands until there is a picture
const stop = effect(() => {
  if (view.value) queueMicrotask(start)
})

let started = false
async function start() {
  if (started) return
  started = true
  stop()
  await fetchFace(view.peek().sections)
  mount(html`<${Screen} />`, document.getElementById('screen'))
}
