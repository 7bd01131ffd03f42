// The one line to the server: feeds the store and keeps it true (sync), renews the access, and sends commands.
import { io } from '../../vendor/socket.io.esm.min.js'
import { computed, signal } from '../../vendor/signals-core.js'
import { postJson } from './errors.js'
import { startPolling } from './poll.js'
import { Sender, jitter, passing, pause } from './sender.js'
import { initial, reduce } from './store.js'
import { createWholes } from './wholes.js'

const SILENCE = 15_000 // ms without any word of the server until this page says 离线; it beats every 10 s
const RENEWAL = 3_600_000 // an access holds 12 h: renewed every hour, a phone that slept half a day still has one
const FULL_AGAIN = 15_000 // ms until a server that was full is tried again, then twice as long each time
const FULL_MOST = 4 // times doubled at most: those who wait outside are thousands
const REJOIN = new Set(['access.expired', 'access.invalid'])
const NOT_ACCEPTED = '连接没有被接受，请刷新页面，或找工作人员。'

/**
 * Connect this page to its meeting.
 *
 * @param {object} options
 * @param {string|null} [options.access] from the page or from joining; without it `getAccess` is asked first
 * @param {() => Promise<string>} [options.getAccess] gets an access by joining (again), once for each refusal; what it
 *   throws with a `code` counts as a refusal
 * @param {(error: {code: string, message: string}) => void} [options.onRefused] put out for good, or the server is full
 * @param {string} [options.meeting] the meeting's code: a proxy before several processes sends one meeting to one of them
 * @param {{now: number, sections: object}} [options.boot] what the page was written from, drawn until the first sync
 * @param {string} [options.poll] address of the public state, asked while there is no socket
 */
export function connectLive({ access = null, getAccess = null, onRefused = () => {}, meeting, boot = {}, poll = null }) {
  const state = signal(initial(boot ?? {}, Date.now()))
  const dispatch = (event) => {
    state.value = reduce(state.peek(), { at: Date.now(), ...event })
  }
  const socket = io({
    autoConnect: false,
    query: meeting ? { m: meeting } : {},
    auth: (give) => give({ access }),
    transports: ['websocket', 'polling'],
    tryAllTransports: true, // a proxy that knows no websocket is found out by trying, not by giving up
    reconnectionDelay: 1000,
    randomizationFactor: 0.5,
    // the library does not jitter its longest delay; a thousand phones must not come back in one moment
    reconnectionDelayMax: 3000 + Math.random() * 2000,
  })
  const sender = new Sender(socket)
  const attempts = signal(0)
  const timers = {}
  let over = false
  let syncing = false
  let rejoined = false
  let fulls = 0
  let stopPolling = null
  let renewedAt = Date.now()

  function later(name, ms, act) {
    clearTimeout(timers[name])
    timers[name] = setTimeout(act, ms)
  }

  function hear(event) {
    dispatch(event)
    later('silence', SILENCE, () => {
      dispatch({ type: 'disconnect' })
      sync() // finds out whether the line is dead, and mends what was missed if it is not
    })
  }

  /** Ask for the whole state, one question at a time, until it is answered; without a connection the next one asks. */
  async function sync() {
    if (syncing) return
    syncing = true
    clearTimeout(timers.sync)
    for (let misses = 0; socket.connected; ) {
      const answer = await sender.ask('sync', {}, 2500 * (misses + 1))
      if (answer?.ok) {
        hear({ type: 'sync', ...answer.data })
        break
      }
      if (answer) await pause(jitter(1500))
      // twice no answer on a line that claims to be open: phones that slept have such; a new one is quicker than waiting
      else if (socket.connected && ++misses >= 2) socket.io.engine.close()
    }
    syncing = false
  }

  socket.on('update', (data) => hear({ type: 'update', ...data }))
  socket.on('beat', (data) => {
    hear({ type: 'beat', ...data })
    if (state.peek().stale && !syncing) later('sync', Math.random() * 1000, () => state.peek().stale && sync())
  })

  socket.on('connect', () => {
    rejoined = false
    fulls = 0
    attempts.value = 0
    clearTimeout(timers.poll)
    timers.poll = null
    stopPolling = stopPolling?.() ?? null
    hear({ type: 'connect' })
    sync()
    sender.connected()
  })

  socket.io.on('reconnect_attempt', (number) => (attempts.value = number))

  socket.on('disconnect', (reason) => {
    lost()
    // put out by the server: the library leaves it to us; asking again tells why, or mends a restart
    if (reason === 'io server disconnect') later('connect', 500 + Math.random() * 1500, connect)
  })

  socket.on('connect_error', (error) => {
    lost()
    if (!socket.active) refused({ message: error.message, ...error.data })
  })

  function lost() {
    if (over) return
    clearTimeout(timers.silence)
    dispatch({ type: 'disconnect' })
    pollSoon()
  }

  /** Ask the public state unless a socket comes within 4 s: some middle-boxes take a connection and never answer. */
  function pollSoon() {
    if (poll && !stopPolling) timers.poll ??= setTimeout(() => (stopPolling = startPolling(poll, dispatch)), 4000)
  }

  async function refused({ code = 'internal', message }) {
    if (REJOIN.has(code) && getAccess && !rejoined) {
      rejoined = true
      access = null
      return connect()
    }
    if (passing(code)) return later('connect', jitter(3000), connect)
    const error = { code, message: message || NOT_ACCEPTED }
    dispatch({ type: 'refused', ...error })
    sender.refused(error)
    onRefused(error)
    if (code === 'server.full') later('connect', jitter(FULL_AGAIN * 2 ** Math.min(fulls++, FULL_MOST)), connect)
  }

  async function connect() {
    try {
      access ??= await getAccess()
    } catch (error) {
      if (over) return
      lost()
      return error.unconfirmed ? later('connect', jitter(2000), connect) : refused(error)
    }
    if (over) return
    pollSoon()
    socket.connect()
  }

  async function renew() {
    if (!socket.connected || Date.now() - renewedAt < RENEWAL) return
    renewedAt = Date.now()
    try {
      access = (await postJson('/api/renew', { access })).access
    } catch {
      renewedAt -= RENEWAL - 60_000 // in a minute again; if it runs out after all, joining again gives a new one
    }
  }

  function seen() {
    if (document.visibilityState !== 'visible') return
    sync() // a phone that was in a pocket has missed more than it knows
    renew()
    hurry()
  }

  /** Whoever looks at the page waits for no pause between two tries: the library tries again now. */
  function hurry() {
    if (over || socket.connected || !socket.active) return
    socket.disconnect()
    socket.connect()
  }
  document.addEventListener('visibilitychange', seen)
  addEventListener('online', hurry)
  timers.renew = setInterval(renew, 60_000)

  function close() {
    over = true
    for (const timer of Object.values(timers)) clearTimeout(timer) // intervals share the numbers of timeouts
    document.removeEventListener('visibilitychange', seen)
    removeEventListener('online', hurry)
    stopPolling?.()
    wholes.close()
    sender.close()
    socket.disconnect()
  }

  const wholes = createWholes(state, (name) => sender.command('section.get', { section: name }))
  const sections = new Map()
  /** The signal of one section, null until it is known. It changes only when that section does. */
  function section(name) {
    if (!sections.has(name)) sections.set(name, computed(() => wholes.complete(name, state.value)))
    return sections.get(name)
  }

  connect()
  return {
    state,
    attempts, // how often the lost line was tried again so far
    section,
    command: (name, payload, options) => sender.command(name, payload, options),
    now: () => Date.now() + state.peek().offset,
    access: () => access,
    close,
  }
}
