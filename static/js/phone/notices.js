// Words of the host: to all, or to this seat alone; 收到 puts them away.
import { computed, html, signal } from '../live/ui.js'
import { Icon } from './icon.js'
import { shelf } from '../live/shelf.js'

/** The notices that stand for this seat; `acknowledge(id)` tells the host and puts one away. */
export function createNotices({ sections, command, seatId }) {
  const kept = shelf(`seat:${seatId}/notice`)
  const seen = signal(kept.get('seen') ?? [])
  kept.watch((key, ids) => (seen.value = ids ?? []))
  const standing = computed(() => {
    const { notice, me } = sections.value
    const all = [me?.notice, notice].filter(Boolean)
    return all.filter((each, index) => !seen.value.includes(each.id) && all.findIndex((other) => other.id === each.id) === index)
  })

  function acknowledge(id) {
    seen.value = [...seen.peek(), id].slice(-50)
    kept.set('seen', seen.peek())
    command('notice.ack', { notice_id: id }, { patience: 60_000 }).catch(() => {}) // put away here all the same: it was read
  }

  return { standing, acknowledge }
}

/** The strips of what the host says. */
export function NoticeStrips({ notices }) {
  return notices.standing.value.map((notice) => html`<div class="say say-notice" role="status" key=${notice.id}><${Icon} name="info" />
    <div><b>${notice.text}</b></div><button class="say-ack" type="button" aria-label=${`收到：${notice.text}`} onClick=${() => notices.acknowledge(notice.id)}>收到</button></div>`)
}
