// The phone's page: join by what the address names, connect, and draw. What the server drew stays until then.
import { effect, html, mount, readBoot, render } from '../live/ui.js'
import { connectLive } from '../live/live.js'
import { CodePage, RefusedPage } from './join.js'
import { Page } from './page.js'
import { join, knownCode } from './device.js'
import { openSeat } from './seat.js'
import { startRoute } from './route.js'

const boot = readBoot()
const root = document.getElementById('app')

let drawn = false
let inside = false

function show(node) {
  if (drawn) render(null, root) // mount clears the root, and would leave what was drawn before half alive
  drawn = true
  mount(node, root)
}

function refuse(error) {
  // a full server is tried again by itself; who is inside keeps the page, and its strip says that the line is lost
  if (error.code !== 'server.full' || !inside) show(html`<${RefusedPage} error=${error} />`)
}

/** Join, and keep the meeting on this page from then on. Rejects where the seat does not let this phone in. */
async function enter(wanted) {
  const seat = await join(wanted)
  const live = connectLive({ access: seat.access, getAccess: async () => (await join(wanted)).access, onRefused: refuse })
  const stop = effect(() => {
    if (!live.section('me').value || !live.section('meeting').value) return
    queueMicrotask(() => {
      stop()
      inside = true
      startRoute()
      show(html`<${Page} app=${openSeat(live)} />`)
    })
  })
}

/** Wait for the line as long as it takes; everything else is said. */
async function enterOrSay(wanted) {
  try {
    await enter(wanted)
  } catch (error) {
    if (error.unconfirmed) setTimeout(() => enterOrSay(wanted), 2000)
    else refuse(error)
  }
}

async function start() {
  if (boot.error) return refuse(boot.error)
  if (boot.token) return enterOrSay({ token: boot.token })
  if (boot.open) return enterOrSay(boot.open)
  show(html`<${CodePage} enter=${enter} />`)
  const code = knownCode()
  if (code) enter({ code }).catch(() => {}) // the slip of an earlier meeting: the form is there for another
}

start()
