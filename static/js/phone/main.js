// The phone's page: join by what the address names, connect, and draw. What the server drew stays until then.
import { effect, html, mount, readBoot } from '../live/ui.js'
import { connectLive } from '../live/live.js'
import { CodePage, RefusedPage } from './join.js'
import { Page } from './page.js'
import { join, knownCode } from './device.js'
import { openSeat } from './seat.js'
import { startRoute } from './route.js'

const boot = readBoot()
const root = document.getElementById('app')

let inside = false

const show = (node) => mount(node, root)

/** Say why `wanted` does not let in; `again` tries the same once more, without the address or the code typed anew. */
function refuse(error, wanted = {}) {
  const tail = wanted.code ? wanted.code.slice(-4) : boot.code_tail
  const again = () => (inside || !wanted.code ? location.reload() : enterOrSay(wanted))
  // a full server is tried again by itself; who is inside keeps the page, and its strip says that the line is lost
  if (error.code !== 'server.full' || !inside) show(html`<${RefusedPage} error=${error} tail=${tail} again=${again} />`)
}

/** Join, and keep the meeting on this page from then on. Rejects where the seat does not let this phone in. */
async function enter(wanted) {
  const seat = await join(wanted)
  const live = connectLive({
    access: seat.access,
    meeting: seat.meeting_code,
    getAccess: async () => (await join(wanted)).access,
    onRefused: (error) => refuse(error, wanted),
  })
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
    else refuse(error, wanted)
  }
}

async function start() {
  if (boot.error) return refuse(boot.error)
  if (boot.token) return enterOrSay({ token: boot.token })
  if (boot.open) return enterOrSay(boot.open)
  show(html`<${CodePage} enter=${enter} refuse=${refuse} />`)
  const code = knownCode()
  if (code) enter({ code }).catch(() => {}) // the slip of an earlier meeting: the form is there for another
}

start()
